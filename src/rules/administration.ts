import { allowed, denied } from './decision';
import type { Decision } from './decision';
import type { Caller } from './principals';
import type { SiteStanding } from './site-standing';

/** Decides whether the person may read and change the settings of the tenant. */
export function decideTenantAdministration({
  isWorkflowAdministrator,
}: Pick<Caller, 'isWorkflowAdministrator'>): Decision {
  return isWorkflowAdministrator ? allowed : denied('notWorkflowAdministrator');
}

/** Decides whether the person may read and change the settings of the site's collection. */
export function decideSiteCollectionAdministration(
  caller: Pick<Caller, 'isWorkflowAdministrator'>,
  site: SiteStanding | undefined,
): Decision {
  if (site === undefined) return denied('noAccessToSite');
  if (caller.isWorkflowAdministrator || site.role === 'siteCollectionAdministrator') return allowed;
  return denied('notSiteCollectionAdministrator');
}

/**
 * Directory roles whose holders may become the first workflow administrator (Microsoft Entra built-in roles,
 * template ids): Global Administrator and SharePoint Administrator.
 */
export const rolesThatRegister: readonly string[] = [
  '62e90394-69f5-4237-9190-012177145e10',
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
];

/** Decides whether the person may become the first workflow administrator: there is none, and the directory trusts them. */
export function decideFirstAdministrator(
  { directoryRoles }: { readonly directoryRoles: readonly string[] },
  { workflowAdministrators }: { readonly workflowAdministrators: readonly unknown[] },
): Decision {
  if (workflowAdministrators.length > 0) return denied('notWorkflowAdministrator');
  return directoryRoles.some((role) => rolesThatRegister.includes(role)) ? allowed : denied('roleTooWeak');
}
