import type { Availability } from '../contract/site';
import type { Denial } from '../contract/problem';
import type { Caller } from './access';
import { isAtLeast } from './site-standing';
import type { SiteStanding } from './site-standing';

export type CreationDecision =
  | { readonly allowed: true; readonly availability: Availability }
  | { readonly allowed: false; readonly because: Denial };

/**
 * Decides whether the person may create a shared connection at the site, and how far it reaches at birth:
 * as far as the highest role of its creator.
 */
export function decideCreation(caller: Caller, site: SiteStanding | undefined): CreationDecision {
  if (site === undefined) return { allowed: false, because: 'noAccessToSite' };
  if (caller.isWorkflowAdministrator) return { allowed: true, availability: 'tenant' };
  if (site.role === 'siteCollectionAdministrator') return { allowed: true, availability: 'siteCollection' };
  if (isAtLeast(site.role, 'siteOwner')) return { allowed: true, availability: 'site' };
  return { allowed: false, because: caller.isGuest ? 'guest' : 'roleTooWeak' };
}
