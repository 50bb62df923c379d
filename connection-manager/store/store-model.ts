import fc from 'fast-check';

/** Texts that sort, match or encode differently in systems that are not exact about them. */
export const oddTexts = [
  'a',
  'A',
  'b',
  'aa',
  'a%',
  'a_',
  'a*',
  'a?',
  'a[b]',
  "a'",
  'a"',
  'a;--',
  'a\\',
  'a/',
  'a#',
  'a b',
  ' a',
  'a ',
  'a\u0000',
  'a\u0000b',
  'a\u0001',
  'a\t',
  'a\n',
  '\u0000',
  '\u007f',
  '\u0080',
  'ä',
  'a\u0308',
  'ß',
  'ss',
  'ı',
  'İ',
  'é',
  'z',
  '中',
  'あ',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\ufeffa',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '\u{10000}',
  '😀',
  '\u{10ffff}',
  '0',
  '10',
  '9',
  '__proto__',
  'constructor',
  'null',
] as const;

/** Any well-formed text, and often one that makes systems stumble. */
export const anyText = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  fc.tuple(fc.constantFrom(...oddTexts), fc.constantFrom(...oddTexts)).map((pair) => pair.join('')),
);

/** Says in the simplest way what `readRange` and `readIndex` promise about order, prefix and page. */
export function expectedPage(
  texts: readonly string[],
  range: { readonly prefix: string; readonly after?: string; readonly limit: number },
): readonly string[] {
  return [...texts]
    .sort(compareUtf8)
    .filter((text) => text.startsWith(range.prefix))
    .filter((text) => range.after === undefined || compareUtf8(text, range.after) > 0)
    .slice(0, range.limit);
}

function compareUtf8(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8'));
}
