import type { ClientSecrets } from '../directory/client-secret';
import type { Egress } from '../egress/egress';
import { egressFetch } from '../egress/egress-fetch';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { permissions, redirectPaths, tenantProperties } from './applications';
import {
  directoryAdministrator,
  privilegedAdministrator,
  sharePointAdministrator,
  type Check,
} from './check';
import { checkDirectory } from './check-directory';
import { checkRegistration } from './check-registration';
import { checkSharePointHosts } from './check-sharepoint';
import { resourceNames } from './plan-words';
import { apiAccessRequest, solutionPackage } from './solution-package';

export interface CheckOptions {
  readonly egress: Egress;
  readonly clientSecrets: ClientSecrets;
  /** The connection manager's own origin. */
  readonly origin: string;
}

/**
 * Finds out what a registered tenant still lacks, as far as the connection manager can see it with what it has.
 * It reads, and changes nothing; all calls go through the egress function. What cannot be seen from here is
 * said too, with where to look.
 */
export async function checkTenant(
  { egress, clientSecrets, origin }: CheckOptions,
  tenant: TenantRegistration,
): Promise<readonly Check[]> {
  const { host } = new URL(tenant.directory.authority);
  const [directory, sharePoint] = await Promise.all([
    checkDirectory({
      tenant,
      clientSecrets,
      fetch: egressFetch(egress, { purpose: 'directory', allowedHosts: [host] }),
    }),
    checkSharePointHosts(
      tenant,
      egressFetch(egress, { purpose: 'sharePoint', allowedHosts: tenant.sharePointHosts }),
    ),
  ]);
  return [...checkRegistration(tenant), ...directory, ...sharePoint, ...invisible(tenant, origin)];
}

/** What only an administrator of the tenant can see. */
function invisible(tenant: TenantRegistration, origin: string): readonly Check[] {
  const delegated = permissions.connectionManager
    .filter(({ kind }) => kind === 'delegated')
    .map(({ resource, name }) => `${name} of ${resourceNames[resource]}`);
  const values = tenantProperties({ api: origin, apiId: tenant.application.id });
  return [
    {
      check: 'redirectAddress',
      outcome: 'unknown',
      sentence: 'Whether the application has its redirect address cannot be seen from here.',
      who: directoryAdministrator,
      cure: `App registrations > the connection manager > Authentication must list, for Web: ${origin}${redirectPaths.connectionManager}`,
    },
    {
      check: 'delegatedPermissions',
      outcome: 'unknown',
      sentence: 'Consent to delegated permissions shows only when somebody signs in.',
      who: privilegedAdministrator,
      cure: `App registrations > the connection manager > API permissions must show as granted: ${delegated.join(', ')}.`,
    },
    {
      check: 'package',
      outcome: 'unknown',
      sentence: 'What is in the tenant app catalog cannot be seen from here.',
      who: sharePointAdministrator,
      cure: `SharePoint admin centre > More features > Apps must show ${solutionPackage.file}, version ${solutionPackage.version}, enabled and added to all sites.`,
    },
    {
      check: 'apiAccess',
      outcome: 'unknown',
      sentence: 'Whether API access was approved cannot be seen from here.',
      who: directoryAdministrator,
      cure: `SharePoint admin centre > Advanced > API access must show ${apiAccessRequest.scope} of ${apiAccessRequest.resource} as approved.`,
    },
    {
      check: 'tenantProperties',
      outcome: 'unknown',
      sentence: 'Tenant properties cannot be read from here.',
      who: sharePointAdministrator,
      cure: `"m365 spo storageentity get --key NAME" must give ${Object.entries(values)
        .map(([name, value]) => `${name} = ${value}`)
        .join(', ')}.`,
    },
  ];
}
