import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  existsSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describeStore } from './describe-store';
import { openDatabaseFile } from './sqlite-file';
import { openSqliteStore, type SqliteStore, type UnreadableRecord } from './sqlite-store';
import { StoreCorrupt, StoreUnavailable } from './store';

let folder = '';
let file = '';
const opened: SqliteStore[] = [];

function open(onUnreadable?: (record: UnreadableRecord) => void): SqliteStore {
  const store = openSqliteStore(onUnreadable ? { file, onUnreadable } : { file });
  opened.push(store);
  return store;
}

/** Changes the file behind the store's back. */
function tamper(...statements: readonly string[]): void {
  const database = new DatabaseSync(file);
  statements.forEach((statement) => database.exec(statement));
  database.close();
}

/** Finds bytes in everything SQLite keeps on disk. */
function filesContain(text: string): boolean {
  return [file, `${file}-wal`].some((each) => existsSync(each) && readFileSync(each).includes(text));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  file = join(folder, 'data', 'store.sqlite');
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

describeStore('the embedded store', async () => {
  const store = open();
  return {
    store,
    reopen: async () => {
      await store.close();
      return open();
    },
    openAnother: async () => open(),
    destroy: () => store.close(),
  };
});

describe(openSqliteStore.name, () => {
  it('keeps the database and its log for this user alone, also when it finds them open to others', async () => {
    const modes = () => [file, `${file}-wal`, `${file}-shm`].map((each) => statSync(each).mode & 0o777);
    const first = open();
    await first.probe();
    expect(modes()).toEqual([0o600, 0o600, 0o600]);
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    await first.close();
    chmodSync(file, 0o644);
    await open().probe();
    expect(modes()).toEqual([0o600, 0o600, 0o600]);
  });

  it('waits for the disk at each commit, and overwrites what is removed', () => {
    const database = openDatabaseFile(file, 0);
    const pragmas = [
      'journal_mode',
      'synchronous',
      'secure_delete',
      'foreign_keys',
      'application_id',
      'user_version',
    ];
    const values = pragmas.map((name) => database.prepare(`PRAGMA ${name}`).get()?.[name]);
    database.close();
    expect(values).toEqual(['wal', 2, 1, 1, 0x57464743, 1]);
  });

  it('says unavailable while another process keeps the write lock, and still reads', async () => {
    const store = openSqliteStore({ file, busyMilliseconds: 10 });
    opened.push(store);
    await store.write('p', [{ kind: 'insert', key: 'k', value: { n: 1 } }]);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.probe()).rejects.toThrow(StoreUnavailable);
    await expect(store.take('p', 'k')).rejects.toThrow(StoreUnavailable);
    expect(await store.read('p', 'k')).toMatchObject({ value: { n: 1 } });
    other.exec('ROLLBACK');
    other.close();
    await store.probe();
    expect(await store.take('p', 'k')).toMatchObject({ value: { n: 1 } });
  });

  it('refuses a file of a newer format, and says what to do', async () => {
    await open().close();
    tamper('PRAGMA user_version = 2');
    expect(() => open()).toThrow(StoreUnavailable);
    expect(() => open()).toThrow(/format 2; this version reads format 1.*newer version/);
  });

  it('refuses a database of another application, and leaves it as it is', () => {
    const foreign = join(folder, 'foreign.sqlite');
    file = foreign;
    tamper('CREATE TABLE theirs (a)');
    const before = readFileSync(foreign);
    expect(() => open()).toThrow(StoreCorrupt);
    expect(readFileSync(foreign)).toEqual(before);
  });

  it('refuses a file that is no database', () => {
    file = join(folder, 'text');
    writeFileSync(file, 'This is a text, long enough to be looked at. '.repeat(100));
    expect(() => open()).toThrow(StoreCorrupt);
  });

  it('says unavailable where no file can be', () => {
    writeFileSync(join(folder, 'occupied'), '');
    file = join(folder, 'occupied', 'store.sqlite');
    expect(() => open()).toThrow(StoreUnavailable);
  });

  it('leaves one complete file when it is closed', async () => {
    const store = open();
    await store.write('p', [{ kind: 'insert', key: 'k', value: { n: 1 } }]);
    await store.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(await open().read('p', 'k')).toMatchObject({ value: { n: 1 } });
  });
});

describe('a damaged record', () => {
  const damages = {
    'its value is cut': `UPDATE record SET value = substr(value, 1, 3) WHERE key = CAST('b' AS BLOB)`,
    'a bit of its value is flipped': `UPDATE record SET value = replace(value, '2', '3') WHERE key = CAST('b' AS BLOB)`,
    'its etag is another': `UPDATE record SET etag = 'x' WHERE key = CAST('b' AS BLOB)`,
    'its places are others': `UPDATE record SET indexes = '[]' WHERE key = CAST('b' AS BLOB)`,
    'it holds the value of another': `UPDATE record SET (etag, value, indexes, checksum) =
      (SELECT etag, value, indexes, checksum FROM record WHERE key = CAST('a' AS BLOB)) WHERE key = CAST('b' AS BLOB)`,
  };

  async function openWithThree(reports: UnreadableRecord[]): Promise<SqliteStore> {
    const store = open((record) => reports.push(record));
    const keys = ['a', 'b', 'c'];
    await store.write(
      'p',
      keys.map((key, n) => ({
        kind: 'insert',
        key,
        value: { n: n + 1 },
        indexes: [{ index: 'i', order: key }],
      })),
    );
    return store;
  }

  it.each(Object.entries(damages))('is refused by itself and left out of pages: %s', async (_, statement) => {
    const reports: UnreadableRecord[] = [];
    const store = await openWithThree(reports);
    tamper(statement);
    await expect(store.read('p', 'b')).rejects.toThrow(StoreCorrupt);
    await expect(store.take('p', 'b')).rejects.toMatchObject({ name: 'StoreCorrupt', key: 'b' });
    const range = await store.readRange('p', { prefix: '', limit: 2 });
    expect(range.map(({ key }) => key)).toEqual(['a', 'c']);
    const found = await store.readIndex('p', 'i', { limit: 2 });
    expect(found.map(({ order }) => order)).toEqual(['a', 'c']);
    expect(reports).toEqual([
      { partition: 'p', key: 'b' },
      { partition: 'p', key: 'b' },
    ]);
  });

  it('does not stand under a name it was moved to', async () => {
    const store = await openWithThree([]);
    tamper(`UPDATE record SET key = CAST('z' AS BLOB) WHERE key = CAST('b' AS BLOB)`);
    await expect(store.read('p', 'z')).rejects.toThrow(StoreCorrupt);
  });

  it('does not stand in an index that it does not name', async () => {
    const store = await openWithThree([]);
    tamper(`UPDATE index_entry SET place = CAST('z' AS BLOB) WHERE place = CAST('b' AS BLOB)`);
    const found = await store.readIndex('p', 'i', { limit: 10 });
    expect(found.map(({ order }) => order)).toEqual(['a', 'c']);
  });
});

describe('a removed value', () => {
  const secret = (length: number, mark: string) => ({
    sealed: `${mark}-`.repeat(Math.ceil(length / (mark.length + 1))),
  });

  it.each([20, 300, 3_000, 5_000, 60_000, 500_000])(
    'of %i bytes is in no file after a checkpoint',
    async (length) => {
      const store = open();
      for (let n = 0; n < 30; n += 1) {
        await store.write('p', [{ kind: 'insert', key: `neighbour${n}`, value: secret(n * 40, 'staying') }]);
      }
      const indexes = [{ index: 'i', order: 'named-in-index' }];
      const [etag = ''] = await store.write('p', [
        { kind: 'insert', key: 'k', value: secret(length, 'FIRST-canary'), indexes },
      ]);
      const [second = ''] = await store.write('p', [
        { kind: 'replace', key: 'k', value: secret(length, 'OTHER-canary'), etag, indexes },
      ]);
      await store.checkpoint();
      expect(filesContain('FIRST-canary')).toBe(false);
      expect(filesContain('OTHER-canary')).toBe(true);
      await store.write('p', [{ kind: 'remove', key: 'k', etag: second }]);
      await store.checkpoint();
      expect(['FIRST-canary', 'OTHER-canary', 'named-in-index'].filter(filesContain)).toEqual([]);
      expect(filesContain('staying')).toBe(true);
    },
  );

  it('says so, without waiting, when another process still reads the log', async () => {
    const store = open();
    await store.write('p', [{ kind: 'insert', key: 'k', value: {} }]);
    const reader = new DatabaseSync(file);
    reader.exec('BEGIN; SELECT * FROM record');
    await store.write('p', [{ kind: 'insert', key: 'k2', value: {} }]);
    const started = Date.now();
    await expect(store.checkpoint()).rejects.toThrow(StoreUnavailable);
    expect(Date.now() - started).toBeLessThan(2000);
    reader.exec('COMMIT');
    reader.close();
    await store.checkpoint();
  });
});

it('survives rubbish at the end of its log, as a torn write leaves it', async () => {
  const store = open();
  await store.write('p', [{ kind: 'insert', key: 'k', value: { n: 1 } }]);
  appendFileSync(`${file}-wal`, Buffer.alloc(5_000, 0xa5));
  expect(await open().read('p', 'k')).toMatchObject({ value: { n: 1 } });
});
