import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hashOutputs, hashSources } from './source-hash.mjs';

let root: string;

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'source-hash-'));
  write('src/one.ts', 'one');
  write('src/folder/two.ts', 'two');
});

afterEach(() => rmSync(root, { recursive: true }));

describe(hashSources.name, () => {
  it('stays the same while nothing changes', () => {
    expect(hashSources(root, ['src'])).toBe(hashSources(root, ['src']));
  });

  it.each([
    ['changes', 'src/folder/two.ts', 'other'],
    ['comes', 'src/three.ts', ''],
  ])('is another when a source %s', (_, path, text) => {
    const before = hashSources(root, ['src']);
    write(path, text);
    expect(hashSources(root, ['src'])).not.toBe(before);
  });

  it('is another when a source is renamed, or goes', () => {
    const before = hashSources(root, ['src']);
    rmSync(join(root, 'src/one.ts'));
    const without = hashSources(root, ['src']);
    write('src/uno.ts', 'one');
    expect(new Set([before, without, hashSources(root, ['src'])]).size).toBe(3);
  });

  it('takes no notice of tests, of generated folders and of what does not exist', () => {
    const before = hashSources(root, ['src']);
    write('src/one.test.ts', 'test');
    write('src/node_modules/package/index.js', 'package');
    write('src/dist/main.mjs', 'bundle');
    expect(hashSources(root, ['src', 'absent'])).toBe(before);
  });
});

describe(hashOutputs.name, () => {
  it('knows a file inside a generated folder', () => {
    write('part/dist/main.mjs', 'first');
    const before = hashOutputs(root, ['part/dist/main.mjs']);
    write('part/dist/main.mjs', 'second');
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOutputs(root, ['part/dist/main.mjs'])).not.toBe(before);
  });

  it('has no answer while a file is missing', () => {
    expect(hashOutputs(root, ['src/one.ts', 'part/dist/main.mjs'])).toBeUndefined();
  });
});
