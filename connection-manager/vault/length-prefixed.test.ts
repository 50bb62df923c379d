import fc from 'fast-check';
import { lengthPrefixed } from './length-prefixed';

describe(lengthPrefixed.name, () => {
  it('writes length, then bytes, for each part', () => {
    const bytes = lengthPrefixed(['ab', 258, new Uint8Array([9]), '']);
    expect(bytes.toString('hex')).toBe(
      '00000002' + '6162' + '00000008' + '0000000000000102' + '0000000109' + '00000000',
    );
  });

  it('is injective: what was joined can be told apart again', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 6 }), { maxLength: 5 });
    fc.assert(
      fc.property(texts, (parts) => {
        expect(split(lengthPrefixed(parts))).toEqual(parts);
      }),
    );
  });

  it('tells apart lists whose parts join to the same text', () => {
    const letters = fc.array(fc.constantFrom('', 'a', '\0', '\0\0\0\u0001', 'aa'), { maxLength: 4 });
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        expect(lengthPrefixed(a).equals(lengthPrefixed(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses the number %p', (value) => {
    expect(() => lengthPrefixed([value])).toThrow(TypeError);
  });

  it('refuses half a surrogate pair, which would encode as another text', () => {
    expect(() => lengthPrefixed(['\ud800'])).toThrow(TypeError);
  });
});

function split(bytes: Buffer): readonly string[] {
  if (bytes.length === 0) return [];
  const end = 4 + bytes.readUInt32BE(0);
  return [bytes.subarray(4, end).toString('utf8'), ...split(bytes.subarray(end))];
}
