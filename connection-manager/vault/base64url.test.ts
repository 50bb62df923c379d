import fc from 'fast-check';
import { decodeBase64url, encodeBase64url } from './base64url';

describe(decodeBase64url.name, () => {
  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('gives each bytes one spelling', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgwx_-+/= \n') }), (text) => {
        const bytes = decodeBase64url(text);
        if (bytes) expect(encodeBase64url(bytes)).toBe(text);
      }),
    );
  });

  it.each([
    ['padding', 'AQ=='],
    ['spare bits', 'AR'],
    ['the other alphabet', '+/+/'],
    ['white space', 'AQID\n'],
    ['a foreign character', 'AQ*ID'],
    ['a lonely character', 'A'],
    ['a number', 1],
    ['nothing', undefined],
  ])('refuses %s', (_what, text) => {
    expect(decodeBase64url(text)).toBeUndefined();
  });
});

describe(encodeBase64url.name, () => {
  it('encodes a view, not the buffer behind it', () => {
    expect(encodeBase64url(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).toBe('AgM');
  });
});
