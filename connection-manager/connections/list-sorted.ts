import type { ConnectionSort } from '../../src/contract/connection-list';
import { findConnector } from '../connectors/registry';
import { ConnectionError } from '../problems/connection-error';
import { availabilityOf } from './connection-indexes';
import { connectionOrder, foldText } from './connection-order';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { readCandidates, type CandidateReading, type ConnectionPage } from './list-candidates';
import { decodeCursor, encodeCursor } from './list-cursor';
import { questionDigest, type ListQuestion } from './list-question';

/** How many connections are sorted for one request, at most. */
export const mostToSort = 5000;

const readAtOnce = 500;

export interface Sorting {
  readonly question: ListQuestion;
  readonly after: string | undefined;
  readonly limit: number;
  readonly isShown: (connection: ConnectionValue) => boolean;
}

interface Sorted {
  readonly connection: StoredConnection;
  /** What it is sorted by, and then by what, in bytes: the order of the store is theirs. */
  readonly place: readonly [key: Buffer, order: Buffer];
}

/** A page of the candidates in an order that no index has: all of them are read. */
export async function sortCandidates(
  candidates: Pick<CandidateReading, 'store' | 'partition' | 'stretches'>,
  { question, after, limit, isShown }: Sorting,
): Promise<ConnectionPage> {
  const { sort = 'name', direction } = question;
  const digest = questionDigest(question);
  const from = after === undefined ? undefined : placeOf(decodeCursor(after, digest, 'string'));
  const towards = direction === 'descending' ? -1 : 1;
  const rest: Sorted[] = [];
  for await (const connection of readBounded(candidates)) {
    if (!isShown(connection.value)) continue;
    const place = placeOf([sortKey(sort, connection.value), connectionOrder(connection.value)]);
    if (from === undefined || compare(place, from, towards) > 0) rest.push({ connection, place });
  }
  rest.sort((left, right) => compare(left.place, right.place, towards));
  const page = rest.slice(0, limit);
  const items = page.map(({ connection }) => connection);
  const last = page.at(-1);
  if (last === undefined || rest.length === page.length) return { items };
  const [key, order] = last.place;
  return { items, next: encodeCursor(digest, [key.toString('utf8'), order.toString('utf8')]) };
}

async function* readBounded(
  candidates: Pick<CandidateReading, 'store' | 'partition' | 'stretches'>,
): AsyncGenerator<StoredConnection, void, void> {
  let count = 0;
  for await (const { record, isItsPlace } of readCandidates({
    ...candidates,
    after: undefined,
    pageSize: readAtOnce,
  })) {
    count += 1;
    if (count > mostToSort) throw new ConnectionError('too_many_to_sort');
    if (isItsPlace) yield { value: record.value, etag: record.etag };
  }
}

function placeOf([key, order]: readonly [string, string]): Sorted['place'] {
  return [Buffer.from(key, 'utf8'), Buffer.from(order, 'utf8')];
}

/** What is equal in what it is sorted by stands by name, in whichever direction. */
function compare(left: Sorted['place'], right: Sorted['place'], towards: 1 | -1): number {
  const byKey = Buffer.compare(left[0], right[0]);
  return byKey === 0 ? Buffer.compare(left[1], right[1]) : towards * byKey;
}

const longestKey = 400;

/** What a connection is sorted by. */
export function sortKey(sort: ConnectionSort, value: ConnectionValue): string {
  return sortKeys[sort](value);
}

/** What needs somebody comes first. */
const statusOrder = ['invalid', 'notConnected', 'disabled', 'ready'] as const;
/** From the narrowest to the widest. */
const availabilityOrder = ['personal', 'site', 'siteCollection', 'tenant'] as const;

const sortKeys: Readonly<Record<ConnectionSort, (value: ConnectionValue) => string>> = {
  name: ({ name }) => connectionOrder({ name, id: '' }),
  connector: ({ connectorId }) => shortened(findConnector(connectorId)?.title ?? connectorId),
  status: ({ status }) => String(statusOrder.indexOf(status.state)),
  availability: (value) => String(availabilityOrder.indexOf(availabilityOf(value))),
  owner: ({ owners }) => shortened(owners[0]?.name ?? ''),
  changed: ({ changedAt }) => changedAt,
};

/** Folded, and as much of it as a place in an order may have: 400 bytes of UTF-8. */
function shortened(text: string): string {
  return Array.from(foldText(text))
    .slice(0, longestKey / 4)
    .join('');
}
