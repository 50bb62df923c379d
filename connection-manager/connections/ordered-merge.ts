import type { Store, StoredRecord } from '../store/store';
import { compareOrders } from './connection-order';

export interface OrderedReading {
  readonly store: Pick<Store, 'readIndex'>;
  readonly partition: string;
  /** Indexes in which a record has the same order. */
  readonly indexes: readonly string[];
  readonly startsWith?: string | undefined;
  /** Exclusive: where the page before ended. */
  readonly after: string | undefined;
  /** How many records are read from one index at first; more and more, the further the reading goes. */
  readonly pageSize: number;
}

export interface OrderedRecord<Value> {
  readonly order: string;
  readonly record: StoredRecord<Value>;
}

/** SQLite reads within the call: what else waits, waits no longer than for so many. */
const mostAtOnce = 500;

/** The records that stand in any of the indexes, each once, in their common order. Reads no further than it is asked to. */
export async function* mergeIndexes<Value>(
  reading: OrderedReading,
): AsyncGenerator<OrderedRecord<Value>, void, void> {
  const heads: {
    readonly source: AsyncGenerator<OrderedRecord<Value>, void, void>;
    head: OrderedRecord<Value>;
  }[] = [];
  for (const index of new Set(reading.indexes)) {
    const source = readWholeIndex<Value>(reading, index);
    const first = await source.next();
    if (!first.done) heads.push({ source, head: first.value });
  }
  while (heads.length > 0) {
    const least = heads
      .map(({ head }) => head)
      .reduce((left, right) => (compareOrders(left.order, right.order) <= 0 ? left : right));
    yield least;
    for (const at of heads.filter(({ head }) => head.order === least.order)) {
      const next = await at.source.next();
      if (next.done) heads.splice(heads.indexOf(at), 1);
      else at.head = next.value;
    }
  }
}

async function* readWholeIndex<Value>(
  { store, partition, startsWith, after, pageSize }: OrderedReading,
  index: string,
): AsyncGenerator<OrderedRecord<Value>, void, void> {
  let position = after;
  for (let limit = pageSize; ; limit = Math.min(2 * limit, mostAtOnce)) {
    const page = await store.readIndex<Value>(partition, index, {
      limit,
      ...(startsWith !== undefined && { startsWith }),
      ...(position !== undefined && { after: position }),
    });
    for (const { order, record } of page) yield { order, record };
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    position = last.order;
  }
}
