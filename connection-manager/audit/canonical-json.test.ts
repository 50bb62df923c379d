import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json';

describe(canonicalJson.name, () => {
  it('has one spelling for every order of members, and leaves out what JSON does not carry', () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: 'x', gone: undefined })).toBe(
      '{"a":"x","b":[1,{"c":true,"d":null}]}',
    );
    expect(canonicalJson({ 10: 'a', 9: 'b' })).toBe('{"10":"a","9":"b"}');
  });

  it('is the same before and after a store, and differs where values differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const stored: unknown = JSON.parse(JSON.stringify(one));
        expect(canonicalJson(stored)).toBe(canonicalJson(one));
        expect(JSON.parse(canonicalJson(one))).toEqual(stored);
        const areSame = canonicalJson(one) === canonicalJson(other);
        if (areSame) expect(JSON.parse(JSON.stringify(other))).toEqual(stored);
      }),
    );
  });
});
