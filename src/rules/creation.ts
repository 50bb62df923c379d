import type { Availability } from '../contract/site';
import type { Denial } from '../contract/problem';
import type { CreatorRole } from '../contract/tenant-settings';
import { allowed, denied } from './decision';
import type { Decision } from './decision';
import type { Caller } from './principals';
import { isAtLeast } from './site-standing';
import type { SiteStanding } from './site-standing';
import type { TenantPolicy } from './tenant-policy';

export type CreationDecision =
  | { readonly allowed: true; readonly availability: Availability }
  | { readonly allowed: false; readonly because: Denial };

/** From the weakest; each is the role of the creator that an availability at birth needs. */
const rolesAtBirth: readonly { readonly role: CreatorRole; readonly availability: Availability }[] = [
  { role: 'siteOwner', availability: 'site' },
  { role: 'siteCollectionAdministrator', availability: 'siteCollection' },
  { role: 'workflowAdministrator', availability: 'tenant' },
];

/**
 * Decides whether the person may create a shared connection at the site, and how far it reaches at birth:
 * as far as the highest role of its creator. The tenant says which role is the least.
 */
export function decideCreation(
  caller: Caller,
  site: SiteStanding | undefined,
  { minimumRoleToCreate }: Pick<TenantPolicy, 'minimumRoleToCreate'>,
): CreationDecision {
  if (site === undefined) return { allowed: false, because: 'noAccessToSite' };
  const has = creatorRole(caller, site);
  const reached = rolesAtBirth.findIndex(({ role }) => role === has);
  const least = rolesAtBirth.findIndex(({ role }) => role === minimumRoleToCreate);
  const atBirth = rolesAtBirth[reached];
  if (atBirth !== undefined && reached >= least) return { allowed: true, availability: atBirth.availability };
  return { allowed: false, because: caller.isGuest ? 'guest' : 'roleTooWeak' };
}

/** Decides whether the person may create a personal connection at the site: whoever can design there. */
export function decidePersonalCreation(
  site: SiteStanding | undefined,
  siteCollection: { readonly personalConnections: boolean },
): Decision {
  if (site === undefined) return denied('noAccessToSite');
  if (!isAtLeast(site.role, 'designer')) return denied('mayNotEditSite');
  return siteCollection.personalConnections ? allowed : denied('personalConnectionsOff');
}

function creatorRole(caller: Caller, { role }: SiteStanding): CreatorRole | undefined {
  if (caller.isWorkflowAdministrator) return 'workflowAdministrator';
  if (role === 'siteCollectionAdministrator') return role;
  return isAtLeast(role, 'siteOwner') ? 'siteOwner' : undefined;
}
