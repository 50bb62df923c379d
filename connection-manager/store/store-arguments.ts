import type { Change } from './store';

/** What every adapter accepts: the narrower of what SQLite and Azure Table Storage take. */
export const storeLimits = {
  /** Bytes of UTF-8 in a partition, a key, an index name or an order. */
  textBytes: 512,
  /** Bytes of JSON in one value. */
  valueBytes: 512 * 1024,
  /** Bytes of JSON in one batch. */
  batchBytes: 3 * 1024 * 1024,
  batchRows: 100,
  pageRecords: 1000,
} as const;

/** Returns `text` as the bytes it is ordered by, or throws TypeError if it is empty, too long or not well-formed. */
export function encodeText(text: string): Buffer {
  if (text === '') throw new TypeError('A partition, key, index or order must not be empty.');
  return encodeBound(text);
}

/** As `encodeText`, for a prefix or a cursor, which may be empty. */
export function encodeBound(text: string): Buffer {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError('A text with half a surrogate pair cannot be stored.');
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > storeLimits.textBytes) {
    throw new TypeError(`A partition, key, index or order has at most ${storeLimits.textBytes} bytes.`);
  }
  return bytes;
}

/** Throws RangeError unless `limit` is a whole number from 1 to 1000. */
export function assertPageLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > storeLimits.pageRecords) {
    throw new RangeError(`A page has 1 to ${storeLimits.pageRecords} records.`);
  }
}

/** Returns the JSON text of a value, or throws TypeError if it is not an object or too large. */
export function encodeValue(value: object): string {
  const text: string | undefined = Array.isArray(value) ? undefined : JSON.stringify(value);
  if (text?.startsWith('{') !== true) throw new TypeError('A stored value is a JSON object.');
  if (Buffer.byteLength(text) > storeLimits.valueBytes) {
    throw new RangeError(`A stored value has at most ${storeLimits.valueBytes} bytes of JSON.`);
  }
  return text;
}

/** Throws unless the batch is one that every adapter can apply: 1 to 100 rows, every key once. */
export function assertBatch(changes: readonly Change[]): void {
  const rows = changes.reduce((sum, change) => sum + 1 + statedIndexes(change).length, 0);
  if (rows < 1 || rows > storeLimits.batchRows) {
    throw new RangeError(`A batch has 1 to ${storeLimits.batchRows} rows, index entries counted.`);
  }
  if (new Set(changes.map((change) => change.key)).size < changes.length) {
    throw new TypeError('A key stands in a batch once.');
  }
}

/** Throws RangeError if the JSON texts of a batch are together too large. */
export function assertBatchBytes(values: readonly string[]): void {
  const bytes = values.reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  if (bytes > storeLimits.batchBytes) {
    throw new RangeError(`A batch has at most ${storeLimits.batchBytes} bytes of JSON.`);
  }
}

/** Returns the index entries a change states. */
export function statedIndexes(change: Change) {
  return change.kind === 'insert' || change.kind === 'replace' ? (change.indexes ?? []) : [];
}
