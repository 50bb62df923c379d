import * as fc from 'fast-check';
import { connectionIdSchema } from '../../src/contract/connection';
import { derivedId, randomId } from './random-id';

describe(randomId.name, () => {
  it('gives ids of the contract’s form, each another', () => {
    const ids = Array.from({ length: 2000 }, () => randomId('con'));
    for (const id of ids) expect(connectionIdSchema.safeParse(id).success).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe(derivedId.name, () => {
  it('is this one for these parts, in every version', () => {
    expect(derivedId('con', ['tenant', 'person', 'key'])).toBe('con_5emyy1qz7y9mztfs07bk0b5gf5');
  });

  it('depends on every part and on where it ends', () => {
    const parts = fc.array(fc.string(), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const areSame = JSON.stringify(one) === JSON.stringify(other);
        expect(derivedId('con', one) === derivedId('con', other)).toBe(areSame);
      }),
    );
    expect(derivedId('con', ['ab', 'c'])).not.toBe(derivedId('con', ['a', 'bc']));
    expect(connectionIdSchema.safeParse(derivedId('con', [''])).success).toBe(true);
  });
});
