import type { TenantPropertyName } from '../../configuration/tenant-configuration';
import { tenantPropertyNames } from '../../configuration/tenant-configuration';

// Whoever runs a script puts the value in the place of what stands between the angle brackets.
const placeholders: Readonly<Record<TenantPropertyName, string>> = {
  [tenantPropertyNames.apiOrigin]: '<https://connections.example.com>',
  [tenantPropertyNames.apiId]: '<application id of the connection manager>',
  [tenantPropertyNames.clientId]: '<client id of the Workflow Gallery>',
};

/** Sets tenant properties with the CLI for Microsoft 365. */
export function propertyScript(
  properties: readonly TenantPropertyName[],
  appCatalog: string | undefined,
): string {
  const catalog = plainAddress(appCatalog) ?? '<address of the tenant app catalog>';
  const lines = properties.map(
    (name) =>
      `m365 spo storageentity set --appCatalogUrl "${catalog}" --key ${name} --value "${placeholders[name]}"`,
  );
  return ['m365 login', ...lines].join('\n');
}

/** Approves the access: of the solution's own registration where there is one, else of SharePoint's. */
export function approvalScript(clientId: string | undefined): string {
  if (clientId !== undefined) return `az login\naz ad app permission admin-consent --id ${clientId}`;
  return [
    'm365 login',
    'm365 spo serviceprincipal permissionrequest list',
    'm365 spo serviceprincipal permissionrequest approve --id "<Id from the list>"',
  ].join('\n');
}

/** Where an operator looks first. */
export function healthAddress(apiOrigin: string): string {
  return `${apiOrigin}/health/live`;
}

/** Asks the connection manager how it is, from anywhere. */
export function healthScript(apiOrigin: string): string {
  return [`curl --include ${healthAddress(apiOrigin)}`, `curl --include ${apiOrigin}/health/ready`].join(
    '\n',
  );
}

/** Registers the tenant, on the machine of the connection manager. */
export function registrationScript(): string {
  return ['connection-manager tenant list', 'connection-manager tenant add "<tenant.json>"'].join('\n');
}

/** The *API access* page of the SharePoint admin centre, where the site's host tells which that is. */
export function apiAccessAddress(siteAddress: string): string | undefined {
  const [, tenant, rest] =
    /^https:\/\/([a-z0-9-]+?)(?:-my)?(\.sharepoint\.[a-z0-9.:-]+)/i.exec(siteAddress) ?? [];
  if (tenant === undefined || rest === undefined) return undefined;
  return `https://${tenant}-admin${rest}/_layouts/15/online/AdminHome.aspx#/webApiPermissionManagement`;
}

/** An address that means nothing else to a shell. */
function plainAddress(address: string | undefined): string | undefined {
  return address !== undefined && /^https:\/\/[a-z0-9.:-]+(\/[\w.~/-]*)?$/i.test(address)
    ? address
    : undefined;
}
