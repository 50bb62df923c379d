import type { DatabaseSync } from 'node:sqlite';
import { planBatch, prepareBatches } from './sqlite-batch';
import { translateSqliteErrors } from './sqlite-errors';
import { openDatabaseFile } from './sqlite-file';
import { pageBounds, readPage } from './sqlite-page';
import { columnBytes, decodeText, readIndexedRecord, readRecord, requireRecord } from './sqlite-row';
import {
  StoreUnavailable,
  type Change,
  type Etag,
  type IndexedRecord,
  type IndexRange,
  type KeyRange,
  type Store,
  type StoredRecord,
} from './store';
import { encodeText } from './store-arguments';

export interface SqliteStoreOptions {
  /** The database file; SQLite keeps `<file>-wal` and `<file>-shm` beside it while it is open. */
  readonly file: string;
  /** Told of each record that a range or an index left out because it is damaged. */
  readonly onUnreadable?: (record: UnreadableRecord) => void;
  /** How long a write waits for another process to finish its own; 5 s if not given. The wait blocks this process. */
  readonly busyMilliseconds?: number;
}

export interface UnreadableRecord {
  readonly partition: string;
  readonly key: string;
}

/**
 * Opens the embedded store: one SQLite file, durable when a call resolves, for one machine. Several processes
 * may have the same file open: the write lock is taken before anything is read that a write depends on.
 * Throws StoreUnavailable for a file of a newer format, StoreCorrupt for one that is not ours.
 */
export function openSqliteStore(options: SqliteStoreOptions): SqliteStore {
  return translateSqliteErrors(() => {
    const busyMilliseconds = options.busyMilliseconds ?? 5000;
    const database = openDatabaseFile(options.file, busyMilliseconds);
    return new SqliteStore(database, { onUnreadable: () => undefined, ...options, busyMilliseconds });
  });
}

/** The embedded adapter. SQLite runs within the call: in one process no two of these methods ever interleave. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #applyBatch: ReturnType<typeof prepareBatches>;
  readonly #options: Omit<Required<SqliteStoreOptions>, 'file'>;
  #isClosed = false;

  constructor(database: DatabaseSync, options: Omit<Required<SqliteStoreOptions>, 'file'>) {
    this.#database = database;
    this.#statements = prepareStatements(database);
    this.#applyBatch = prepareBatches(database);
    this.#options = options;
  }

  async read<Value>(partition: string, key: string): Promise<StoredRecord<Value> | undefined> {
    const row = this.#use(() => this.#statements.read.get(encodeText(partition), encodeText(key)));
    return row && requireRecord<Value>(partition, row);
  }

  async write(partition: string, changes: readonly Change[]): Promise<readonly Etag[]> {
    const place = encodeText(partition);
    const plan = planBatch(partition, changes);
    return this.#inTransaction(() => this.#applyBatch(place, plan));
  }

  async readRange<Value>(partition: string, range: KeyRange): Promise<readonly StoredRecord<Value>[]> {
    const place = encodeText(partition);
    const bounds = pageBounds(range.prefix, range.after, range.limit);
    return this.#use(() =>
      readPage(bounds, {
        rows: (low, high, limit) => this.#statements.range.all(place, low, high, limit),
        item: (row) => readRecord<Value>(partition, row),
        position: (row) => columnBytes(row['key']),
        onUnreadable: (row) => this.#options.onUnreadable({ partition, key: decodeText(row['key']) }),
      }),
    );
  }

  async readIndex<Value>(
    partition: string,
    index: string,
    range: IndexRange,
  ): Promise<readonly IndexedRecord<Value>[]> {
    const at = [encodeText(partition), encodeText(index)] as const;
    const bounds = pageBounds(range.startsWith ?? '', range.after, range.limit);
    return this.#use(() =>
      readPage(bounds, {
        rows: (low, high, limit) => this.#statements.index.all(...at, low, high, limit),
        item: (row) => readIndexedRecord<Value>(partition, index, row),
        position: (row) => columnBytes(row['place']),
        onUnreadable: (row) => this.#options.onUnreadable({ partition, key: decodeText(row['key']) }),
      }),
    );
  }

  async take<Value>(partition: string, key: string): Promise<StoredRecord<Value> | undefined> {
    const at = [encodeText(partition), encodeText(key)] as const;
    return this.#inTransaction(() => {
      const row = this.#statements.take.get(...at);
      return row && requireRecord<Value>(partition, row);
    });
  }

  async probe(): Promise<void> {
    this.#use(() => this.#statements.probe.run());
  }

  /**
   * Moves the write-ahead log into the database and empties it: afterwards no byte of a removed or replaced
   * value is in either file (`secure_delete`). Rejects with StoreUnavailable while another process reads.
   */
  async checkpoint(): Promise<void> {
    const outcome = this.#use(() => {
      // An empty log is worth no pause of this process: readers are not waited for as other writers are.
      this.#database.exec('PRAGMA busy_timeout = 0');
      const row = this.#statements.checkpoint.get();
      this.#database.exec(`PRAGMA busy_timeout = ${this.#options.busyMilliseconds}`);
      return row;
    });
    if (outcome?.['busy'] !== 0) throw new StoreUnavailable('Another process is reading the store.');
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // SQLite moves the log into the database when the last connection closes (https://sqlite.org/wal.html §2).
    translateSqliteErrors(() => this.#database.close());
  }

  #use<Result>(work: () => Result): Result {
    if (this.#isClosed) throw new StoreUnavailable('The store is closed.');
    return translateSqliteErrors(work);
  }

  #inTransaction<Result>(work: () => Result): Result {
    return this.#use(() => {
      this.#statements.begin.run();
      try {
        const result = work();
        this.#statements.commit.run();
        return result;
      } catch (error) {
        // After some failures SQLite has rolled back by itself (https://sqlite.org/lang_transaction.html §3.1).
        if (this.#database.isTransaction) this.#statements.rollback.run();
        throw error;
      }
    });
  }
}

function prepareStatements(database: DatabaseSync) {
  const columns = 'record.key, record.etag, record.value, record.indexes, record.checksum';
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    rollback: database.prepare('ROLLBACK'),
    read: database.prepare(`SELECT ${columns} FROM record WHERE partition = ? AND key = ?`),
    take: database.prepare(
      'DELETE FROM record WHERE partition = ? AND key = ? RETURNING key, etag, value, indexes, checksum',
    ),
    range: database.prepare(
      `SELECT ${columns} FROM record WHERE partition = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?`,
    ),
    index: database.prepare(
      `SELECT index_entry.place, ${columns} FROM index_entry JOIN record ON record.id = index_entry.record
       WHERE index_entry.partition = ? AND name = ? AND place >= ? AND place < ? ORDER BY place LIMIT ?`,
    ),
    probe: database.prepare('UPDATE probe SET count = count + 1'),
    checkpoint: database.prepare('PRAGMA wal_checkpoint(TRUNCATE)'),
  };
}
