/** The tenant properties that an administrator sets; no other place configures the web part. */
export const tenantPropertyNames = {
  apiOrigin: 'WorkflowConnectionsApi',
  apiId: 'WorkflowConnectionsApiId',
  clientId: 'WorkflowConnectionsClientId',
} as const;

export type TenantPropertyName = (typeof tenantPropertyNames)[keyof typeof tenantPropertyNames];

export interface TenantConfiguration {
  /** Origin of the connection manager, https, without a slash at the end. */
  readonly apiOrigin: string;
  /** The connection manager's application in this tenant's directory: whom tokens are for. */
  readonly apiId: string;
  /** The solution's own registration; absent where the tenant has none. */
  readonly clientId: string | undefined;
}

export type ConfigurationAnswer =
  | { readonly status: 'configured'; readonly configuration: TenantConfiguration }
  | { readonly status: 'missing'; readonly properties: readonly TenantPropertyName[] }
  /** The property is set to something that must not be trusted with a token. */
  | { readonly status: 'refused'; readonly property: TenantPropertyName };

export type TenantPropertyReader = (name: TenantPropertyName) => Promise<string | undefined>;

/**
 * Reads the tenant's configuration. Nothing is guessed or repaired: a value that is not exactly what it
 * should be is refused, since access tokens go where it points.
 */
export async function readTenantConfiguration(
  readProperty: TenantPropertyReader,
): Promise<ConfigurationAnswer> {
  const [apiOrigin, apiId, clientId] = await Promise.all([
    readProperty(tenantPropertyNames.apiOrigin),
    readProperty(tenantPropertyNames.apiId),
    readProperty(tenantPropertyNames.clientId),
  ]);
  if (!apiOrigin || !apiId) return { status: 'missing', properties: missingOf({ apiOrigin, apiId }) };
  if (!isHttpsOrigin(apiOrigin)) return { status: 'refused', property: tenantPropertyNames.apiOrigin };
  if (!isGuid(apiId)) return { status: 'refused', property: tenantPropertyNames.apiId };
  if (!clientId) return { status: 'configured', configuration: { apiOrigin, apiId, clientId: undefined } };
  if (!isGuid(clientId)) return { status: 'refused', property: tenantPropertyNames.clientId };
  return { status: 'configured', configuration: { apiOrigin, apiId, clientId } };
}

type Needed = Readonly<Record<'apiOrigin' | 'apiId', string | undefined>>;

function missingOf({ apiOrigin, apiId }: Needed): readonly TenantPropertyName[] {
  return [
    ...(apiOrigin ? [] : [tenantPropertyNames.apiOrigin]),
    ...(apiId ? [] : [tenantPropertyNames.apiId]),
  ];
}

/** Whether the value is an https origin, spelt as a browser spells it: nothing before, after or between. */
export function isHttpsOrigin(value: string): boolean {
  try {
    const url = new URL(value);
    return url.protocol === 'https:' && url.origin === value;
  } catch {
    return false;
  }
}

function isGuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
}
