import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whileBuildingAlone } from './build-lock.mjs';

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-lock-'));
  lock = join(folder, 'building');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe(whileBuildingAlone.name, () => {
  it('lets one build begin only after the other has ended', async () => {
    const events: string[] = [];
    async function build(name: string): Promise<void> {
      events.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} ends`);
    }
    await Promise.all(['one', 'two'].map((name) => whileBuildingAlone(lock, () => build(name))));
    expect(events).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('is given back when the build fails', async () => {
    const failing = whileBuildingAlone(lock, () => Promise.reject(new Error('a type error')));
    await expect(failing).rejects.toThrow('a type error');
    expect(existsSync(lock)).toBe(false);
  });

  it('takes over from a process that no longer runs', async () => {
    // Above the highest process id that Linux, macOS or Windows give.
    writeFileSync(lock, '99999999');
    await expect(whileBuildingAlone(lock, () => Promise.resolve('built'))).resolves.toBe('built');
  });
});
