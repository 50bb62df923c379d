import { StoreConflict, type Store } from '../store/store';
import type { MasterKeys } from '../vault/master-keys';
import { parseTenantKeyRecord, rewrapTenantKey } from '../vault/tenant-key';
import { readTenantKeys, replaceTenantKey, tenantsPartition } from './tenant-keys';

const attempts = 5;

export interface RewrapResult {
  readonly rewrapped: number;
  readonly unchanged: number;
}

/**
 * Wraps all keys of a tenant under the current master key; stopped anywhere, it can be run again. What was
 * sealed under them stays as it is, and a running connection manager goes on opening it.
 */
export async function rewrapTenantKeys(
  { store, masterKeys }: { readonly store: Store; readonly masterKeys: MasterKeys },
  tenantId: string,
): Promise<RewrapResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryToRewrap(store, masterKeys, tenantId);
    } catch (error) {
      if (!(error instanceof StoreConflict) || attempt === attempts) throw error;
    }
  }
}

async function tryToRewrap(store: Store, masterKeys: MasterKeys, tenantId: string): Promise<RewrapResult> {
  const records = await readTenantKeys(store, tenantId);
  const { keyId } = masterKeys.current;
  const older = records.filter(({ value }) => parseTenantKeyRecord(value).header.masterKeyId !== keyId);
  for (const { value, etag } of older) {
    const rewrapped = await rewrapTenantKey(value, masterKeys);
    await store.write(tenantsPartition, [replaceTenantKey(etag, rewrapped)]);
  }
  return { rewrapped: older.length, unchanged: records.length - older.length };
}
