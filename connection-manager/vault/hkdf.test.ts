import { readFileSync } from 'node:fs';
import { hkdfSha256 } from './hkdf';

interface Vector {
  readonly tcId: number;
  readonly ikm: string;
  readonly salt: string;
  readonly info: string;
  readonly size: number;
  readonly okm: string;
  readonly result: 'valid' | 'invalid';
}

const file = new URL('./testdata/hkdf_sha256_test.json', import.meta.url);
const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly testGroups: ReadonlyArray<{ readonly tests: readonly Vector[] }>;
};
const vectors = testGroups.flatMap(({ tests }) => tests);

function derive({ ikm, salt, info, size }: Vector): string {
  const input = {
    key: Buffer.from(ikm, 'hex'),
    salt: Buffer.from(salt, 'hex'),
    info: Buffer.from(info, 'hex'),
  };
  return hkdfSha256(input, size).toString('hex');
}

describe(hkdfSha256.name, () => {
  it('agrees with every valid Wycheproof vector', () => {
    const valid = vectors.filter(({ result }) => result === 'valid');
    expect(valid.length).toBeGreaterThan(50);
    for (const vector of valid) {
      expect({ tcId: vector.tcId, okm: derive(vector) }).toEqual({ tcId: vector.tcId, okm: vector.okm });
    }
  });

  it('refuses every invalid one', () => {
    const invalid = vectors.filter(({ result }) => result === 'invalid');
    expect(invalid.length).toBeGreaterThan(0);
    for (const vector of invalid) expect(() => derive(vector)).toThrow();
  });
});
