import type { SQLOutputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { StoreCorrupt, type IndexedRecord, type IndexEntry, type StoredRecord } from './store';

/** A row as SQLite returned it: nothing in it is believed before its checksum was compared. */
export type Row = Record<string, SQLOutputValue>;

/** Tells any flipped bit, and a row that stands under another key (CRC-32). Against intent, the vault's seal stands. */
export function checksum(partition: string, key: string, columns: readonly string[]): number {
  return crc32(JSON.stringify([partition, key, ...columns]));
}

/** Returns the record of a row, or undefined if it is not what was written. */
export function readRecord<Value>(partition: string, row: Row): StoredRecord<Value> | undefined {
  const { etag, value, indexes } = row;
  const key = decodeText(row['key']);
  if (typeof etag !== 'string' || typeof value !== 'string' || typeof indexes !== 'string') return undefined;
  if (checksum(partition, key, [etag, value, indexes]) !== row['checksum']) return undefined;
  return { key, value: parseOwn<Value>(value), etag, indexes: parseOwn<readonly IndexEntry[]>(indexes) };
}

/** As `readRecord`, for a row found through an index: the record's own list says whether it belongs there. */
export function readIndexedRecord<Value>(
  partition: string,
  index: string,
  row: Row,
): IndexedRecord<Value> | undefined {
  const order = decodeText(row['place']);
  const record = readRecord<Value>(partition, row);
  const isThisPlace = (entry: IndexEntry) => entry.index === index && entry.order === order;
  return record?.indexes.some(isThisPlace) === true ? { order, record } : undefined;
}

/** As `readRecord`, but throws StoreCorrupt. */
export function requireRecord<Value>(partition: string, row: Row): StoredRecord<Value> {
  const record = readRecord<Value>(partition, row);
  if (record === undefined) throw new StoreCorrupt('A stored record is damaged.', decodeText(row['key']));
  return record;
}

/** Returns the bytes of a BLOB column; none if the file was tampered with and it is something else. */
export function columnBytes(column: SQLOutputValue | undefined): Uint8Array {
  return column !== null && typeof column === 'object' ? column : new Uint8Array();
}

/** Returns the text of a BLOB column, with replacement characters where it is damaged. */
export function decodeText(column: SQLOutputValue | undefined): string {
  return Buffer.from(columnBytes(column)).toString('utf8');
}

/** The checksum has shown that this is the text that this adapter wrote; what a record means is parsed above. */
function parseOwn<Value>(text: string): Value {
  return JSON.parse(text) as Value;
}
