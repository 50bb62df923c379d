import { decide } from '../../src/rules/access';
import { isAdministrator } from '../../src/rules/management';
import type { Caller } from '../../src/rules/principals';
import type { SiteStanding } from '../../src/rules/site-standing';
import type { TenantPolicy } from '../../src/rules/tenant-policy';
import type { Store } from '../store/store';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { tenantPartition } from './connection-records';
import { splitWords } from './connection-words';
import {
  descendingStretches,
  readCandidates,
  stretchesFor,
  type ConnectionPage,
  type Stretch,
} from './list-candidates';
import { decodeCursor, encodeCursor } from './list-cursor';
import { isWanted, questionDigest, type ListQuestion } from './list-question';
import { sortCandidates } from './list-sorted';

export interface Listing {
  readonly tenantId: string;
  readonly caller: Caller;
  readonly site: SiteStanding;
  readonly policy: TenantPolicy;
  readonly question: ListQuestion;
  readonly after: string | undefined;
  readonly limit: number;
}

/** How many connections one request looks at, at most. */
export const readingBudget = 2000;

/**
 * The connections the caller may see at the site, as the question wants them. The indexes narrow the search; what
 * is shown is decided by the rules alone, connection by connection.
 *
 * By name, and searched, a page is read from where it begins, at whatever size of the tenant. It is shorter than
 * `limit`, and may be empty, where `readingBudget` connections were looked at before it was full; `next` then goes
 * on. In every other order all candidates are read and sorted: rejects with `too_many_to_sort` where there are
 * more than `mostToSort`.
 */
export async function listConnections(
  store: Pick<Store, 'readIndex'>,
  listing: Listing,
): Promise<ConnectionPage> {
  const stretches = readableStretches(listing);
  if (stretches !== undefined) return readInOrder(store, listing, stretches);
  const { tenantId, question, after, limit } = listing;
  const candidates = {
    store,
    partition: tenantPartition(tenantId),
    stretches: stretchesFor(question, listing),
  };
  return sortCandidates(candidates, { question, after, limit, isShown: isShownTo(listing) });
}

/** The stretches whose order is the one that is asked for; `undefined` where no index has it. */
function readableStretches(listing: Listing): readonly Stretch[] | undefined {
  const { question } = listing;
  const { sort, direction = 'ascending' } = question;
  const isSearch = splitWords(question.search ?? '').length > 0;
  if (isSearch)
    return sort === undefined && direction === 'ascending' ? stretchesFor(question, listing) : undefined;
  if (sort !== undefined && sort !== 'name') return undefined;
  if (direction === 'ascending') return stretchesFor(question, listing);
  return isAdministrator(listing) ? descendingStretches : undefined;
}

function isShownTo(listing: Listing): (connection: ConnectionValue) => boolean {
  const { caller, site, policy, question } = listing;
  const isAsked = isWanted(question, listing);
  return (connection) => isAsked(connection) && decide('see', { caller, connection, site, policy }).allowed;
}

async function readInOrder(
  store: Pick<Store, 'readIndex'>,
  listing: Listing,
  stretches: readonly Stretch[],
): Promise<ConnectionPage> {
  const { tenantId, question, limit } = listing;
  const digest = questionDigest(question);
  const isShown = isShownTo(listing);
  const from = listing.after === undefined ? undefined : decodeCursor(listing.after, digest, 'number');
  const candidates = readCandidates({
    store,
    partition: tenantPartition(tenantId),
    stretches,
    after: from && { stretch: from[0], order: from[1] },
    pageSize: limit + 1,
  });
  const items: StoredConnection[] = [];
  let looked = 0;
  let last = { stretch: 0, order: '' };
  for await (const { place, record, isItsPlace } of candidates) {
    const shown = isItsPlace && isShown(record.value);
    if (looked === readingBudget || (shown && items.length === limit))
      return { items, next: encodeCursor(digest, [last.stretch, last.order]) };
    if (shown) items.push({ value: record.value, etag: record.etag });
    looked += 1;
    last = place;
  }
  return { items };
}
