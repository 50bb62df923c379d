import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const preload = join(__dirname, 'shifted-clock.mjs');
const hour = 60 * 60_000;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shifted-clock-'));
  file = join(folder, 'clock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a script in a process of its own, because the preload changes the whole process. */
async function answerOf(script: string, clock?: string): Promise<unknown> {
  const { LOCAL_TENANT_CLOCK: _inherited, ...env } = process.env;
  const { stdout } = await run(process.execPath, ['--import', preload, '--input-type=module', '-e', script], {
    env: { ...env, ...(clock !== undefined && { LOCAL_TENANT_CLOCK: clock }) },
  });
  return JSON.parse(stdout) as unknown;
}

/** Hours that a way to ask for the time is ahead of this process, to the nearest whole one. */
async function hoursAhead(expression: string, clock?: string): Promise<number> {
  const time = Number(await answerOf(`console.log(JSON.stringify(${expression}))`, clock));
  return Math.round(Math.abs(time - Date.now()) / hour);
}

describe('shifted-clock.mjs', () => {
  it.each(['Date.now()', 'new Date().getTime()', 'Date.parse(Date())', '+new (class extends Date {})()'])(
    'shifts %s by what stands in the file',
    async (expression) => {
      writeFileSync(file, String(5 * hour));
      expect(await hoursAhead(expression, file)).toBe(5);
    },
  );

  it.each(['Date.now()', 'new Date().getTime()'])(
    'leaves %s alone without variable or file',
    async (time) => {
      expect(await hoursAhead(time)).toBe(0);
      expect(await hoursAhead(time, file)).toBe(0);
    },
  );

  it('leaves the clock alone when no number stands in the file', async () => {
    writeFileSync(file, 'soon');
    expect(await hoursAhead('Date.now()', file)).toBe(0);
  });

  it('follows the file while the process runs, there and back', async () => {
    const script = `
      import { rmSync, writeFileSync } from 'node:fs';
      const began = Date.now();
      async function until(isThere) {
        while (!isThere(Math.round((Date.now() - began) / ${hour}))) await new Promise((go) => setTimeout(go, 10));
      }
      writeFileSync(process.env.LOCAL_TENANT_CLOCK, '${2 * hour}');
      await until((hours) => hours === 2);
      rmSync(process.env.LOCAL_TENANT_CLOCK);
      await until((hours) => hours === 0);
      console.log(JSON.stringify('there and back'));`;
    expect(await answerOf(script, file)).toBe('there and back');
  });

  it('leaves dates that are made from something as they are, and keeps Date what it is', async () => {
    writeFileSync(file, String(5 * hour));
    const script = `console.log(JSON.stringify([
      new Date(0).getTime(), new Date('2026-02-03T04:05:06Z').toISOString(), Date.UTC(1970, 0, 2),
      new Date() instanceof Date, new Date().constructor === Date, Date.length, Date.name,
    ]))`;
    expect(await answerOf(script, file)).toEqual([
      0,
      '2026-02-03T04:05:06.000Z',
      24 * hour,
      true,
      true,
      7,
      'Date',
    ]);
  });
});
