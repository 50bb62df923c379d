import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { runCrashCampaign } from './crash-campaign';
import { openSqliteStore } from './sqlite-store';

let folder = '';

/** Makes one file of a program beside this test, and returns where it is. */
async function compile(program: string): Promise<string> {
  const outfile = join(folder, `${program}.mjs`);
  const entryPoints = [join(__dirname, `${program}.ts`)];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node22' });
  return outfile;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-processes-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe(runCrashCampaign.name, () => {
  it('finds every acknowledged step after each of ten kills', async () => {
    const writer = await compile('crash-writer');
    const file = join(folder, 'crash.sqlite');
    const result = await runCrashCampaign({ writer, file, seed: 20260131, kills: 10 });
    expect(result.kills).toBe(10);
    expect(result.acknowledgedSteps).toBeGreaterThan(150);
  }, 30_000);
});

describe('processes with the same store', () => {
  it('share out records without giving any to two, and lose no count', async () => {
    const taker = await compile('parallel-taker');
    const file = join(folder, 'takes.sqlite');
    const keys = Array.from({ length: 98 }, (_, key) => String(key));
    const store = openSqliteStore({ file });
    await store.write('takes', [
      { kind: 'insert', key: 'counter', value: { count: 0 } },
      ...keys.map((key) => ({ kind: 'insert' as const, key, value: {} })),
    ]);
    const outputs = [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ['--no-warnings', taker, file, String(keys.length)]);
      const [output, errors] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close'),
      ]);
      expect(errors).toBe('');
      return output.split('\n').filter((line) => line !== '');
    });
    const taken = (await Promise.all(outputs)).flat();
    expect(taken.sort()).toEqual([...keys].sort());
    expect(await store.read('takes', 'counter')).toMatchObject({ value: { count: keys.length } });
    await store.close();
  }, 30_000);

  it('open a file that is not there yet at the same time', async () => {
    const writer = await compile('parallel-taker');
    for (let round = 0; round < 3; round += 1) {
      const file = join(folder, `new${round}.sqlite`);
      const openings = [1, 2, 3, 4].map(async () => {
        const child = spawn(process.execPath, ['--no-warnings', writer, file, '0']);
        const [errors] = await Promise.all([text(child.stderr), once(child, 'close')]);
        return `${child.exitCode} ${errors}`;
      });
      expect(await Promise.all(openings)).toEqual(['0 ', '0 ', '0 ', '0 ']);
    }
  }, 30_000);
});
