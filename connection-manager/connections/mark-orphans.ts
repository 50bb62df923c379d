import type { AskDirectory } from '../directory/ask-directory';
import { StoreConflict, type Store } from '../store/store';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { connectionIndex } from './connection-indexes';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { replaceConnection, tenantPartition } from './connection-records';

const pageSize = 500;

export interface OrphanSources extends Pick<AskDirectory, 'readAccounts' | 'readGroups'> {
  readonly store: Pick<Store, 'readIndex' | 'write'>;
  readonly now: () => Date;
}

/**
 * Notes on each connection of the tenant whether it is orphaned: every owner has left or is disabled. A group that
 * exists is an owner, whoever is in it. Says how many it marked or cleared; rejects with `directory_unavailable`, and
 * then leaves what it has not asked about as it was.
 */
export async function markOrphans(sources: OrphanSources, tenant: TenantRegistration): Promise<number> {
  const { store } = sources;
  const partition = tenantPartition(tenant.tenantId);
  let changed = 0;
  for (let after: string | undefined; ;) {
    const range = { limit: pageSize, ...(after !== undefined && { after }) };
    const page = await store.readIndex<ConnectionValue>(partition, connectionIndex.all, range);
    const connections = page.map(({ record: { value, etag } }) => ({ value, etag }));
    changed += await markPage(sources, tenant, connections);
    after = page.at(-1)?.order;
    if (page.length < pageSize) return changed;
  }
}

async function markPage(
  { store, now, readAccounts, readGroups }: OrphanSources,
  tenant: TenantRegistration,
  connections: readonly StoredConnection[],
): Promise<number> {
  const present = new Set([
    ...[...(await readAccounts(tenant, ownersOf(connections, 'person')))]
      .filter(([, account]) => account.isEnabled)
      .map(([objectId]) => objectId),
    ...(await readGroups(tenant, ownersOf(connections, 'group'))).keys(),
  ]);
  let changed = 0;
  for (const { value, etag } of connections) {
    const { orphanedSince, ...rest } = value;
    const isOrphaned = !value.owners.some(({ objectId }) => present.has(objectId.toLowerCase()));
    if (isOrphaned === (orphanedSince !== undefined)) continue;
    const marked = isOrphaned ? { ...rest, orphanedSince: now().toISOString() } : rest;
    if (await isWritten(store, tenant, { value: marked, etag })) changed += 1;
  }
  return changed;
}

function ownersOf(connections: readonly StoredConnection[], kind: 'person' | 'group'): string[] {
  const owners = connections.flatMap(({ value }) => value.owners);
  return owners.flatMap((owner) => (owner.kind === kind ? [owner.objectId] : []));
}

/** Who changed it meanwhile goes first: the next sweep looks again. */
async function isWritten(
  store: Pick<Store, 'write'>,
  { tenantId }: TenantRegistration,
  { value, etag }: StoredConnection,
): Promise<boolean> {
  try {
    await store.write(tenantPartition(tenantId), [replaceConnection(etag, value)]);
    return true;
  } catch (error) {
    if (error instanceof StoreConflict) return false;
    throw error;
  }
}
