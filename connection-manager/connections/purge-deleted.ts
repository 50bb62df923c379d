import type { Store } from '../store/store';
import { StoreConflict } from '../store/store';
import { connectionIndex } from './connection-indexes';
import type { ConnectionValue } from './connection-record';
import { connectionKey, tenantPartition } from './connection-records';
import { removeCredential } from './credential-record';

const dayMs = 24 * 3600 * 1000;
/** How long a deleted connection can be restored. */
const daysInBin = 30;

/** From when on a connection that was deleted then is purged. */
export function purgeTime(deletedAt: string): Date {
  return new Date(Date.parse(deletedAt) + daysInBin * dayMs);
}

export interface Purging {
  readonly tenantId: string;
  readonly now: Date;
  /** How many connections, at most. */
  readonly limit: number;
}

/**
 * Removes for good what was deleted 30 days ago: the connection, its sealed credential and its bindings. Returns
 * the ids of what was removed. What somebody restores meanwhile stays.
 */
export async function purgeDeleted(
  store: Store,
  { tenantId, now, limit }: Purging,
): Promise<readonly string[]> {
  const partition = tenantPartition(tenantId);
  const range = { limit: Math.min(limit, mostAtOnce) };
  const deleted = await store.readIndex<ConnectionValue>(partition, connectionIndex.deleted, range);
  const purged: string[] = [];
  for (const { record } of deleted) {
    const { value, etag } = record;
    // Where there is no time of deletion there is nothing to purge, whatever index it was found in.
    if (value.deletedAt === undefined || purgeTime(value.deletedAt) > now) continue;
    try {
      await purgeOne(store, { tenantId, value, etag });
      purged.push(value.id);
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
    }
  }
  return purged;
}

const mostAtOnce = 1000;
const bindingsAtOnce = 50;

interface Purged {
  readonly tenantId: string;
  readonly value: ConnectionValue;
  readonly etag: string;
}

/** The connection goes last: until then it says that there is something left to remove. */
async function purgeOne(store: Store, { tenantId, value, etag }: Purged): Promise<void> {
  const partition = tenantPartition(tenantId);
  const key = connectionKey(value.id);
  for (;;) {
    const bindings = await store.readIndex(partition, key, { limit: bindingsAtOnce });
    if (bindings.length === 0) break;
    await store.write(partition, [
      // A connection that was restored keeps its bindings.
      { kind: 'check', key, etag },
      ...bindings.map(({ record }) => ({ kind: 'remove' as const, key: record.key, etag: record.etag })),
    ]);
  }
  await store.write(partition, [
    { kind: 'remove', key, etag },
    ...(await removeCredential(store, tenantId, value)),
  ]);
}
