import { ConnectionError } from '../problems/connection-error';
import { StoreConflict, type Change, type Etag, type Store } from '../store/store';

/** Applies the batch; where somebody else was first, says so as `changed_meanwhile` and changes nothing. */
export async function writeUnlessChanged(
  store: Pick<Store, 'write'>,
  partition: string,
  changes: readonly Change[],
): Promise<readonly Etag[]> {
  try {
    return await store.write(partition, changes);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    throw new ConnectionError('changed_meanwhile', { cause: error });
  }
}
