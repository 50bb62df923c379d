import { hasExactly } from './exact-shape';

describe(hasExactly.name, () => {
  it('accepts an object with exactly these members, in any order', () => {
    expect(hasExactly({ b: undefined, a: 1 }, ['a', 'b'])).toBe(true);
    expect(hasExactly({}, [])).toBe(true);
  });

  it.each([
    [{ a: 1 }],
    [{ a: 1, b: 1, c: 1 }],
    [{ a: 1, c: 1 }],
    [{ a: 1, toString: 1 }],
    [Object.create({ a: 1, b: 1 })],
    [[1, 2]],
    ['ab'],
    [null],
    [undefined],
  ])('refuses %j', (value: unknown) => {
    expect(hasExactly(value, ['a', 'b'])).toBe(false);
  });

  it('takes nothing that every object inherits for a member', () => {
    expect(hasExactly({ a: 1 }, ['toString'])).toBe(false);
  });
});
