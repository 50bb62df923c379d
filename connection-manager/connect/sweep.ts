import type { Store } from '../store/store';
import { StoreConflict } from '../store/store';

/**
 * Removes what has expired in a partition: sessions, sign-ins, flows. They are refused from the moment
 * they expire; this only keeps them from piling up. Removes at most `limit` at a time and says how many.
 */
export async function sweepExpired(
  store: Store,
  partition: string,
  { now, limit }: { now: Date; limit: number },
): Promise<number> {
  const entries = await store.readIndex(partition, 'expires', { limit });
  const expired = entries.filter(({ order }) => order < now.toISOString());
  for (const { record } of expired) {
    try {
      await store.write(partition, [{ kind: 'remove', key: record.key, etag: record.etag }]);
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
    }
  }
  return expired.length;
}
