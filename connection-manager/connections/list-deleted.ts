import { decide } from '../../src/rules/access';
import { isAdministrator } from '../../src/rules/management';
import type { Store } from '../store/store';
import { connectionIndex } from './connection-indexes';
import type { StoredConnection } from './connection-record';
import { tenantPartition } from './connection-records';
import { readCandidates, type ConnectionPage } from './list-candidates';
import { readingBudget, type Listing } from './list-connections';
import { decodeCursor, encodeCursor } from './list-cursor';

/** No question of a list has this digest: theirs are longer. */
const digest = 'bin';

/** The deleted connections that the caller may restore now, those deleted last first; pages as lists do. */
export async function listDeleted(
  store: Pick<Store, 'readIndex'>,
  { tenantId, caller, site, policy, after, limit }: Omit<Listing, 'question'>,
): Promise<ConnectionPage> {
  const owners = [caller.objectId, ...caller.groupIds].map(connectionIndex.binOfOwner);
  const indexes = isAdministrator({ caller, site }) ? [connectionIndex.bin] : owners;
  const from = after === undefined ? undefined : decodeCursor(after, digest, 'number');
  const candidates = readCandidates({
    store,
    partition: tenantPartition(tenantId),
    stretches: [{ indexes, isItsPlace: () => true }],
    after: from && { stretch: from[0], order: from[1] },
    pageSize: limit + 1,
  });
  const items: StoredConnection[] = [];
  let looked = 0;
  let last = '';
  for await (const { place, record } of candidates) {
    const { value, etag } = record;
    const shown = decide('restore', { caller, connection: value, site, policy }).allowed;
    if (looked === readingBudget || (shown && items.length === limit))
      return { items, next: encodeCursor(digest, [0, last]) };
    if (shown) items.push({ value, etag });
    looked += 1;
    last = place.order;
  }
  return { items };
}
