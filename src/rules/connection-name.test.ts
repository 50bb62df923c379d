import * as fc from 'fast-check';
import { checkConnectionName, longestConnectionName, trimConnectionName } from './connection-name';

const anyText = fc.string({ unit: 'binary', maxLength: 140 });

describe(checkConnectionName.name, () => {
  it.each([
    'Ledger',
    'x',
    'Sales & Marketing (EU) – 2. Halbjahr',
    'Buchhaltung: Köln + Zürich',
    'Отдел продаж',
    '経理システム',
    'قسم المبيعات',
    'می‌خواهم',
    'कार्यालय',
    '👩‍👩‍👧 family',
    'a'.repeat(100),
    '😀'.repeat(100),
    `  ${'a'.repeat(100)}  `,
  ])('accepts %s', (name) => {
    expect(checkConnectionName(name)).toBeUndefined();
  });

  it.each([...'<>"\'\\/{}[]%$#*^!@~?=,;`'])('refuses %s and names it', (character) => {
    expect(checkConnectionName(`Ledger ${character} one`)).toMatchObject({
      field: 'name',
      code: 'character_refused',
      refused: character,
    });
  });

  it.each([
    ['\u0000', 'U+0000'],
    ['\n', 'U+000A'],
    ['\u007f', 'U+007F'],
    ['\u0085', 'U+0085'],
    ['\u2028', 'U+2028'],
    ['\u061c', 'U+061C'],
    ['\u200e', 'U+200E'],
    ['\u200f', 'U+200F'],
    ['\u202a', 'U+202A'],
    ['\u202e', 'U+202E'],
    ['\u2066', 'U+2066'],
    ['\u2069', 'U+2069'],
    ['\ud800', 'U+D800'],
    ['\udfff', 'U+DFFF'],
  ])('refuses the invisible %j by its code point %s', (character, refused) => {
    const error = checkConnectionName(`Led${character}ger`);
    expect(error).toMatchObject({ code: 'character_refused', refused });
    expect(error?.message).toContain(refused);
  });

  it.each([
    ['an empty name', ''],
    ['white space', ' \t\u00a0\u3000 '],
    ['characters that draw nothing', '\u200b\u2060\u200d'],
    ['a Hangul filler', '\u3164'],
    ['an empty Braille pattern', '\u2800'],
  ])('takes %s for no name', (_, name) => {
    expect(checkConnectionName(name)).toMatchObject({ field: 'name', code: 'required' });
  });

  it('counts what people count: code points, after trimming', () => {
    expect(checkConnectionName('a'.repeat(101))).toMatchObject({
      code: 'too_long',
      limit: longestConnectionName,
    });
    expect(checkConnectionName('😀'.repeat(101))).toMatchObject({
      code: 'too_long',
      limit: longestConnectionName,
    });
  });

  it('sees through a look-alike that composes to a refused character', () => {
    // U+037E is canonically a semicolon, U+1FEF a backtick.
    expect(checkConnectionName('a\u037eb')).toMatchObject({ refused: ';' });
    expect(checkConnectionName('a\u1fefb')).toMatchObject({ refused: '`' });
  });

  it('accepts of all texts exactly those that keep every rule', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kept = text.trim().normalize('NFC');
        const points = Array.from(kept);
        const isGood =
          points.length >= 1 &&
          points.length <= 100 &&
          !/[<>"'\\/{}[\]%$#*^!@~?=,;`]/.test(kept) &&
          !/[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(kept) &&
          /[^\p{Default_Ignorable_Code_Point}\p{Z}\p{Cf}\u2800]/u.test(kept);
        expect(checkConnectionName(text) === undefined).toBe(isGood);
      }),
      { numRuns: 3000 },
    );
  });
});

describe(trimConnectionName.name, () => {
  it('gives one form, which it leaves as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = trimConnectionName(text);
        expect(trimConnectionName(once)).toBe(once);
      }),
    );
    expect(trimConnectionName('  Ko\u0308ln\n')).toBe('Köln');
  });

  it('keeps a good name good', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(checkConnectionName(text) === undefined);
        expect(checkConnectionName(trimConnectionName(text))).toBeUndefined();
      }),
    );
  });
});
