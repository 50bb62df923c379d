import type { Owner, User } from '../contract/principal';
import type { Availability } from '../contract/site';
import type { Caller } from './principals';
import type { SiteStanding } from './site-standing';
import type { TenantPolicy } from './tenant-policy';

/** As much of a connection as a decision needs. */
export interface AccessView {
  readonly kind: 'shared' | 'personal';
  readonly availability: Availability;
  readonly homeSite: { readonly webId: string; readonly siteId: string };
  readonly owners: readonly Owner[];
  readonly users: readonly User[];
}

export interface AccessQuestion {
  readonly caller: Caller;
  readonly connection: AccessView;
  /** Where the caller stands; absent when the caller has no access to the site in question. */
  readonly site: SiteStanding | undefined;
  readonly policy: Pick<TenantPolicy, 'administratorReach'>;
}
