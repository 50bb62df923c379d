import type { AdministratorReach, CreatorRole } from '../contract/tenant-settings';

/** As much of a tenant's settings as decisions need. */
export interface TenantPolicy {
  readonly administratorReach: AdministratorReach;
  readonly minimumRoleToCreate: CreatorRole;
}

/** What holds in a tenant whose workflow administrators have decided nothing. */
export const usualTenantPolicy: TenantPolicy = {
  administratorReach: 'tenant',
  minimumRoleToCreate: 'siteOwner',
};
