import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreCorrupt, StoreUnavailable } from './store';

/** "WFGC" in ASCII: tells our file from any other SQLite database (https://sqlite.org/pragma.html#pragma_application_id). */
const applicationId = 0x57464743;

/** Raised when a file written by this version could not be read by the one before. */
const formatVersion = 1;

/**
 * Texts are kept as UTF-8 bytes, because BLOBs compare byte by byte, and because `node:sqlite` cuts a TEXT at
 * its first U+0000. `indexes` repeats what `index_entry` holds: the record's own list is the one believed.
 */
const schema = `
  CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    partition BLOB NOT NULL,
    key BLOB NOT NULL,
    etag TEXT NOT NULL,
    value TEXT NOT NULL,
    indexes TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (partition, key)
  ) STRICT;
  CREATE TABLE index_entry (
    partition BLOB NOT NULL,
    name BLOB NOT NULL,
    place BLOB NOT NULL,
    record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    PRIMARY KEY (partition, name, place)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX index_entry_by_record ON index_entry (record);
  CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), count INTEGER NOT NULL) STRICT;
  INSERT INTO probe (id, count) VALUES (1, 0);
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${formatVersion};
`;

/**
 * Opens the database file, makes it if it is not there, and returns it only if it is ours and of a format this
 * version reads. The file and what SQLite puts beside it are for this user alone.
 */
export function openDatabaseFile(file: string, busyMilliseconds: number): DatabaseSync {
  const path = resolve(file);
  createPrivately(path);
  const database = new DatabaseSync(path, { timeout: busyMilliseconds });
  try {
    refuseForeign(database);
    configure(database);
    createSchema(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite gives its `-wal` and `-shm` files the mode of the database file, so that is set before it looks. */
function createPrivately(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  for (const each of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(each)) chmodSync(each, 0o600);
  if (process.platform === 'win32') return;
  // A new file is only safe from power loss once its folder is on disk too (fsync(2)).
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function readPragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function refuseForeign(database: DatabaseSync): void {
  if (isEmpty(database) && readPragma(database, 'user_version') === 0) return;
  if (readPragma(database, 'application_id') !== applicationId) {
    throw new StoreCorrupt('The store file is a database of another application.');
  }
  const found = readPragma(database, 'user_version');
  if (found !== formatVersion) {
    throw new StoreUnavailable(
      `The store file has format ${found}; this version reads format ${formatVersion}. ` +
        (found > formatVersion ? 'Use the newer version that wrote it.' : 'It is not one of ours.'),
    );
  }
}

function configure(database: DatabaseSync): void {
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
  `);
  const mode = database.prepare('PRAGMA journal_mode').get()?.['journal_mode'];
  if (mode !== 'wal') throw new StoreUnavailable('The store file is on a file system without shared memory.');
}

/** Two processes may find the file empty at once; the second waits here and then finds it made. */
function createSchema(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    if (isEmpty(database)) database.exec(schema);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
  refuseForeign(database);
}
