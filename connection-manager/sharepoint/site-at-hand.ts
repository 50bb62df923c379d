import type { SiteReference } from '../../src/contract/site';
import type { SiteStanding } from '../../src/rules/site-standing';
import type { PersonCaller } from '../identity/caller';

/** A web that the caller has access to, and where the caller stands there, both as SharePoint said. */
export interface SiteAtHand {
  readonly reference: SiteReference;
  readonly standing: SiteStanding;
}

/**
 * Asks SharePoint, on behalf of the person, about the web at `address`. Answers are kept at most 60 s.
 *
 * Resolves with `undefined` for an address that is not one of the tenant's hosts, a web that does not
 * exist, and a web the person has no access to. Rejects with `sharepoint_unavailable`,
 * `directory_unavailable` or `claims_required` where SharePoint could not be asked: that never counts as a yes.
 */
export type FindSite = (caller: PersonCaller, address: string) => Promise<SiteAtHand | undefined>;
