import type { Store, StoredRecord } from '../store/store';

export interface OrderedReading {
  readonly store: Pick<Store, 'readIndex'>;
  readonly partition: string;
  /** Indexes in which a record has the same order. */
  readonly indexes: readonly string[];
  /** Exclusive: where the page before ended. */
  readonly after: string | undefined;
  /** How many records are read from one index at a time. */
  readonly pageSize: number;
}

export interface OrderedRecord<Value> {
  readonly order: string;
  readonly record: StoredRecord<Value>;
}

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
  { store, partition, after, pageSize }: OrderedReading,
  index: string,
): AsyncGenerator<OrderedRecord<Value>, void, void> {
  let position = after;
  for (;;) {
    const range = position === undefined ? { limit: pageSize } : { limit: pageSize, after: position };
    const page = await store.readIndex<Value>(partition, index, range);
    for (const { order, record } of page) yield { order, record };
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    position = last.order;
  }
}

/** The order of the store: by UTF-8 bytes. JavaScript's `<` compares UTF-16 units and disagrees beyond U+FFFF. */
export function compareOrders(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
