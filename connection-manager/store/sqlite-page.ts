import type { Row } from './sqlite-row';
import { assertPageLimit, encodeBound } from './store-arguments';

/** Where a page begins (inclusive) and ends (exclusive), in bytes. */
export interface PageBounds {
  readonly low: Buffer;
  readonly high: Buffer;
  readonly limit: number;
}

/** How rows of one kind are fetched and understood. `item` is undefined for a damaged row. */
export interface PageSource<Item> {
  rows(low: Buffer, high: Buffer, limit: number): readonly Row[];
  item(row: Row): Item | undefined;
  position(row: Row): Uint8Array;
  onUnreadable(row: Row): void;
}

/** Returns the bounds of a page; throws RangeError for a limit out of range, TypeError for a malformed text. */
export function pageBounds(prefix: string, after: string | undefined, limit: number): PageBounds {
  assertPageLimit(limit);
  const first = encodeBound(prefix);
  const next = after === undefined ? first : successor(encodeBound(after));
  return {
    low: Buffer.compare(first, next) > 0 ? first : next,
    // UTF-8 never has the byte 0xff, so all that begins with a prefix stands before prefix + 0xff.
    high: Buffer.concat([first, Buffer.of(0xff)]),
    limit,
  };
}

/** Returns the readable items of a page, reading on for each damaged row, so that a short page is the last. */
export function readPage<Item>(bounds: PageBounds, source: PageSource<Item>): readonly Item[] {
  const items: Item[] = [];
  let low = bounds.low;
  while (items.length < bounds.limit) {
    const wanted = bounds.limit - items.length;
    const rows = source.rows(low, bounds.high, wanted);
    for (const row of rows) {
      const item = source.item(row);
      if (item === undefined) source.onUnreadable(row);
      else items.push(item);
    }
    const last = rows.at(-1);
    if (rows.length < wanted || last === undefined) return items;
    low = successor(source.position(last));
  }
  return items;
}

/** The next string of bytes in order: nothing stands between a text and itself followed by a zero byte. */
function successor(text: Uint8Array): Buffer {
  return Buffer.concat([text, Buffer.of(0)]);
}
