import type { AccessQuestion } from './access-question';

/**
 * How far somebody manages a shared connection by their role, grants apart:
 * - `full`: everything owners may, except to give themselves something (`decidePermissions`, `decideTransfer`);
 * - `limited`: what keeps a tenant in order, without adding anybody or touching settings and credential;
 * - `seeOnly`: an administrator of another site collection, where the tenant's setting reaches no further.
 */
export type Management = 'full' | 'limited' | 'seeOnly' | 'none';

/** Whether the person administers the tenant's workflows, or the site collection from which the question is asked. */
export function isAdministrator({ caller, site }: Pick<AccessQuestion, 'caller' | 'site'>): boolean {
  return caller.isWorkflowAdministrator || site?.role === 'siteCollectionAdministrator';
}

/** What the person's role gives over a shared connection, whoever owns it. */
export function managementOf({ caller, connection, site, policy }: AccessQuestion): Management {
  if (caller.isWorkflowAdministrator) return 'full';
  if (site?.role !== 'siteCollectionAdministrator') return 'none';
  // A tenant-wide connection lives in no site collection, wherever it was made.
  const livesHere = connection.availability !== 'tenant' && connection.homeSite.siteId === site.siteId;
  if (livesHere) return 'full';
  switch (policy.administratorReach) {
    case 'tenantAllActions':
      return 'full';
    case 'tenant':
      return 'limited';
    case 'ownSiteCollections':
      return 'seeOnly';
  }
}
