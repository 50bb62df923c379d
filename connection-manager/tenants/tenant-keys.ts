import type { Change, Store, StoredRecord } from '../store/store';
import type { TenantKeyRecord, TenantKeyRecords } from '../vault/tenant-key';

/** Where the registrations and the tenants' wrapped keys are kept, so that one batch can write both. */
export const tenantsPartition = 'tenants';

const highestGeneration = 9_999_999_999;

/** Gives the vault its tenant keys from the store. */
export function tenantKeyRecords(store: Pick<Store, 'read' | 'readIndex'>): TenantKeyRecords {
  return {
    async read(tenantId, keyId) {
      return (await store.read<TenantKeyRecord>(tenantsPartition, tenantKeyKey(tenantId, keyId)))?.value;
    },
    async current(tenantId) {
      return (await readCurrentTenantKey(store, tenantId))?.value;
    },
  };
}

/** The record of the tenant's key of the newest generation. */
export async function readCurrentTenantKey(
  store: Pick<Store, 'readIndex'>,
  tenantId: string,
): Promise<StoredRecord<TenantKeyRecord> | undefined> {
  const page = await store.readIndex<TenantKeyRecord>(tenantsPartition, keysOf(tenantId), { limit: 1 });
  return page[0]?.record;
}

/** All keys of a tenant, the newest generation first. */
export async function readTenantKeys(
  store: Pick<Store, 'readIndex'>,
  tenantId: string,
): Promise<readonly StoredRecord<TenantKeyRecord>[]> {
  const page = await store.readIndex<TenantKeyRecord>(tenantsPartition, keysOf(tenantId), { limit: 1000 });
  return page.map(({ record }) => record);
}

/** Part of a batch: keeps a new key, or fails the batch where the tenant has a key of this generation. */
export function insertTenantKey(record: TenantKeyRecord): Change {
  const { tenantId, keyId } = record.header;
  return { kind: 'insert', key: tenantKeyKey(tenantId, keyId), value: record, indexes: indexesOf(record) };
}

/** Part of a batch: puts the same key, wrapped again, in its old place. */
export function replaceTenantKey(etag: string, record: TenantKeyRecord): Change {
  const { tenantId, keyId } = record.header;
  return {
    kind: 'replace',
    key: tenantKeyKey(tenantId, keyId),
    value: record,
    indexes: indexesOf(record),
    etag,
  };
}

function indexesOf({ header }: TenantKeyRecord) {
  // Counted down, so that the newest generation is the first.
  const order = String(highestGeneration - header.generation).padStart(10, '0');
  return [{ index: keysOf(header.tenantId), order }];
}

function keysOf(tenantId: string): string {
  return `keys:${tenantId}`;
}

function tenantKeyKey(tenantId: string, keyId: string): string {
  return `${tenantId}/key/${keyId}`;
}
