import type { AdministratorReach, CreatorRole } from '../../src/contract/tenant-settings';
import { usualTenantPolicy, type TenantPolicy } from '../../src/rules/tenant-policy';
import { tenantPartition } from '../connections/connection-records';
import type { Change, Store } from '../store/store';
import type { TenantRegistration } from './tenant-registration';

/** What a tenant's workflow administrators have decided, as it is stored. */
export interface TenantSettingsValue {
  readonly format: 1;
  /** Object ids. */
  readonly workflowAdministrators: readonly string[];
  readonly minimumRoleToCreate: CreatorRole;
  readonly administratorReach: AdministratorReach;
  readonly suspensionDays: number;
}

export interface StoredTenantSettings {
  readonly value: TenantSettingsValue;
  /** `new` where nothing has been decided yet. */
  readonly etag: string | 'new';
}

const key = 'tenant-settings';
const usualSuspensionDays = 10;

/** The settings as they hold now. Until somebody has decided, the registration names the administrators. */
export async function readTenantSettings(
  store: Pick<Store, 'read'>,
  { tenantId, workflowAdministrators }: Pick<TenantRegistration, 'tenantId' | 'workflowAdministrators'>,
): Promise<StoredTenantSettings> {
  const record = await store.read<TenantSettingsValue>(tenantPartition(tenantId), key);
  if (record !== undefined) return { value: record.value, etag: record.etag };
  const { administratorReach, minimumRoleToCreate } = usualTenantPolicy;
  const value: TenantSettingsValue = {
    format: 1,
    workflowAdministrators,
    minimumRoleToCreate,
    administratorReach,
    suspensionDays: usualSuspensionDays,
  };
  return { value, etag: 'new' };
}

/** Part of a batch: writes the settings only if they are still as they were read. */
export function writeTenantSettings({ etag }: StoredTenantSettings, value: TenantSettingsValue): Change {
  return etag === 'new' ? { kind: 'insert', key, value } : { kind: 'replace', key, value, etag };
}

/** As much of the settings as the rules need. */
export function policyOf({ administratorReach, minimumRoleToCreate }: TenantSettingsValue): TenantPolicy {
  return { administratorReach, minimumRoleToCreate };
}
