/** Names one version of a record. Opaque: compare for equality, never parse. A record that is removed and inserted again has another. */
export type Etag = string;

/**
 * A place in a named ordered index. An order belongs to one record of an index: end it with the record's
 * key, as in `{ index: 'reach:site:<webId>', order: 'ledger\u0000<id>' }`.
 */
export interface IndexEntry {
  readonly index: string;
  readonly order: string;
}

export interface StoredRecord<Value = unknown> {
  readonly key: string;
  readonly value: Value;
  readonly etag: Etag;
  readonly indexes: readonly IndexEntry[];
}

/** One step of a batch. `indexes` is the whole list: after a replacement without it, the record stands in no index. */
export type Change =
  | {
      readonly kind: 'insert';
      readonly key: string;
      readonly value: object;
      readonly indexes?: readonly IndexEntry[];
    }
  | {
      readonly kind: 'replace';
      readonly key: string;
      readonly value: object;
      readonly indexes?: readonly IndexEntry[];
      readonly etag: Etag;
    }
  | { readonly kind: 'remove'; readonly key: string; readonly etag: Etag }
  | { readonly kind: 'check'; readonly key: string; readonly etag: Etag | 'absent' };

export interface KeyRange {
  readonly prefix: string;
  /** Exclusive: the last key of the page before. */
  readonly after?: string | undefined;
  /** 1 to 1000. */
  readonly limit: number;
}

export interface IndexRange {
  readonly startsWith?: string | undefined;
  /** Exclusive: the last order of the page before. */
  readonly after?: string | undefined;
  /** 1 to 1000. */
  readonly limit: number;
}

/** What an index read answers with: the record, and where in this index it stands. */
export interface IndexedRecord<Value = unknown> {
  readonly order: string;
  readonly record: StoredRecord<Value>;
}

/**
 * Durable storage for records within partitions. A store is not trusted: it never sees a secret in the clear,
 * and what it returns is believed only as far as the vault opens it. What a record means is decided above it.
 *
 * Every adapter passes `describeStore`. They all keep these promises:
 * - What was acknowledged survives the death of the process and loss of power.
 * - Partitions are apart: no read, write or index crosses them.
 * - Keys and orders are ordered by their UTF-8 bytes, which is the order of code points (not of JavaScript's
 *   `<`, which compares UTF-16 units), without regard to language. A string with half a surrogate pair has
 *   no UTF-8 form and is refused with `TypeError`; so are empty keys and those longer than `storeLimits`.
 * - A value is a JSON object; what JSON does not carry (`undefined`, functions) is not kept.
 * - A record that cannot be read any more is contained: reading it by its key rejects with `StoreCorrupt`,
 *   ranges and indexes leave it out, fill their page with what follows, and report it to the operator.
 * - Everything may reject with `StoreUnavailable`; a write that did so may still have happened.
 */
export interface Store {
  /** Returns the record as last written, or undefined. */
  read<Value = unknown>(partition: string, key: string): Promise<StoredRecord<Value> | undefined>;

  /**
   * Applies all changes or none, and returns one etag for each insert and replace, in their order.
   *
   * `insert` needs the key to be absent, `replace` and `remove` the record to have this etag; `check` changes
   * nothing and guards the others. Rejects with `StoreConflict` otherwise: of several writers that hold the
   * same etag exactly one succeeds. A key stands in a batch once. A batch has at most 100 rows: each change
   * is one, and so is each index entry it states (an Azure Table batch takes no more).
   */
  write(partition: string, changes: readonly Change[]): Promise<readonly Etag[]>;

  /**
   * Returns the records whose key begins with `prefix`, in the order of their keys, at most `limit`. A page
   * shorter than `limit` is the last. Pages that follow each other by `after` show every record that stood
   * throughout exactly once.
   */
  readRange<Value = unknown>(partition: string, range: KeyRange): Promise<readonly StoredRecord<Value>[]>;

  /** Returns the records that stand in `index`, in the order of its order strings; pages as `readRange` does. */
  readIndex<Value = unknown>(
    partition: string,
    index: string,
    range: IndexRange,
  ): Promise<readonly IndexedRecord<Value>[]>;

  /** Returns the record and removes it. Of several concurrent takers exactly one receives it. */
  take<Value = unknown>(partition: string, key: string): Promise<StoredRecord<Value> | undefined>;

  /** Proves that the store can be read and written now, cheaply; rejects otherwise. */
  probe(): Promise<void>;

  /** Puts everything in its final place and lets go. Closing twice is harmless; any other call then rejects. */
  close(): Promise<void>;
}

/** Why a batch was refused. `orderTaken`: another record stands at this place of an index. */
export type ConflictReason = 'exists' | 'stale' | 'missing' | 'orderTaken';

/** The batch was refused as a whole because of the record `key`. Expected: whoever raced and lost, decides what next. */
export class StoreConflict extends Error {
  override readonly name = 'StoreConflict';

  constructor(
    readonly key: string,
    readonly reason: ConflictReason,
  ) {
    super(`The batch was refused: ${reason}.`);
  }
}

/** The store cannot be used now, or not by this version; a later attempt may succeed. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** What is stored is not what was written. `key` names the record where damage is contained to one. */
export class StoreCorrupt extends Error {
  override readonly name = 'StoreCorrupt';

  constructor(
    message: string,
    readonly key?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
