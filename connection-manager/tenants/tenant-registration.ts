import * as z from 'zod/mini';

// Tokens write ids in lower case, and ids are compared as they are written.
const guidSchema = z.guid().check(z.toLowerCase());
const httpsAddressSchema = z
  .string()
  .check(z.regex(/^https:\/\/[^\s?#]+[^\s?#/]$/, 'must be an https address without a trailing slash'));
/** `contoso.sharepoint.com`, with a port only where it is not 443. */
const hostSchema = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/,
      'must be a lower-case host name, with a port only where it is not 443',
    ),
  );

/**
 * What an operator registers of a tenant with `connection-manager tenant add FILE`. It names addresses,
 * application ids and files; it never holds a secret.
 */
export const tenantRegistrationSchema = z
  .strictObject({
    tenantId: guidSchema,
    displayName: z.string().check(z.minLength(1), z.maxLength(200)),
    directory: z.strictObject({
      /** `https://login.microsoftonline.com/<tenantId>`; the issuer is this and `/v2.0`. */
      authority: httpsAddressSchema,
    }),
    graph: z._default(httpsAddressSchema, 'https://graph.microsoft.com/v1.0'),
    /** The connection manager's own application in this tenant, a confidential client. */
    application: z.strictObject({
      id: guidSchema,
      /** Absolute path of a file that holds the client secret and nothing else; read again when it changes. */
      clientSecretFile: z.string().check(z.regex(/^(\/|[A-Za-z]:\\)/, 'must be an absolute path')),
    }),
    sharePointHosts: z.array(hostSchema).check(z.minLength(1), z.maxLength(50)),
    /** Which applications (`azp`) may bring tokens with which delegated scope. */
    allowedClients: z.strictObject({
      'connections.access': z.array(guidSchema),
      'bindings.write': z.array(guidSchema),
    }),
    /** Application ids of the tenant's workflow engines. */
    engines: z.array(guidSchema),
    /** Object ids of the first workflow administrators. */
    workflowAdministrators: z.array(guidSchema),
  })
  .check(
    z.refine((tenant) => tenant.directory.authority.endsWith(`/${tenant.tenantId}`), {
      path: ['directory', 'authority'],
      error: 'must end with the tenant id: https://login.microsoftonline.com/<tenantId>',
    }),
  );

export type TenantRegistration = z.infer<typeof tenantRegistrationSchema>;

/** Origins that a browser of this tenant may call from: its SharePoint hosts and no others. */
export function sharePointOrigins(tenant: Pick<TenantRegistration, 'sharePointHosts'>): string[] {
  return tenant.sharePointHosts.map((host) => `https://${host}`);
}
