import { writeSync } from 'node:fs';
import { openSqliteStore } from './sqlite-store';
import { StoreConflict } from './store';

/**
 * A program that competes: takes every record `0` to `count - 1` of the store at argument 1 that it can get,
 * raises the counter by compare-and-swap for each, and names on standard output those that it got.
 */
async function run([file = '', count = '']: readonly string[]): Promise<void> {
  const store = openSqliteStore({ file });
  for (let key = 0; key < Number(count); key += 1) {
    if ((await store.take('takes', String(key))) === undefined) continue;
    writeSync(1, `${key}\n`);
    while (!(await raiseCounter())) continue;
  }
  await store.close();

  async function raiseCounter(): Promise<boolean> {
    const record = await store.read<{ count: number }>('takes', 'counter');
    if (record === undefined) throw new Error('The counter is gone.');
    const value = { count: record.value.count + 1 };
    try {
      // A batch that reads before it writes is where a lock taken too late would show.
      await store.write('takes', [
        { kind: 'check', key: 'no such key', etag: 'absent' },
        { kind: 'replace', key: 'counter', value, etag: record.etag },
      ]);
      return true;
    } catch (error) {
      if (error instanceof StoreConflict) return false;
      throw error;
    }
  }
}

void run(process.argv.slice(2));
