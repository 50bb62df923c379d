import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| S\d+a? /.test(line));

describe('SECURITY.md', () => {
  it('names for each requirement a test that exists, or a file that is the proof itself', () => {
    const named = rows.map((row) => ({
      number: /^\| (S\d+a?) /.exec(row)?.[1],
      files: [...(row.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
    }));
    const without = named.filter(({ files }) => files.length === 0).map(({ number }) => number);
    const missing = named.flatMap(({ number, files }) =>
      files.filter((file) => !isThere(file)).map((file) => `${number}: ${file}`),
    );
    expect({ without, missing }).toEqual({ without: [], missing: [] });
    expect(named.length).toBeGreaterThan(30);
  });

  it('names each requirement once', () => {
    const numbers = rows.map((row) => /^\| (S\d+a?) /.exec(row)?.[1]);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });
});

function isThere(file: string): boolean {
  return existsSync(join(root, 'connection-manager', file)) || existsSync(join(root, file));
}
