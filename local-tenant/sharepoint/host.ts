import type { Tenant } from '../world/world';

/** One SharePoint host: the tenant it belongs to and the origin browsers know it by. */
export interface SharePointHost {
  readonly tenant: Tenant;
  readonly origin: string;
}
