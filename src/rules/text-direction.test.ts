import { isolateIn } from './text-direction';

describe(isolateIn.name, () => {
  it.each([
    ['{0} is connected.', 'Ledger of the harbour', 'Ledger of the harbour'],
    ['{0} is connected.', 'دفتر الميناء (Ledger 7)', '\u2068دفتر الميناء (Ledger 7)\u2069'],
    ['{0} is connected.', 'ספר', '\u2068ספר\u2069'],
    ['تم توصيل {0}.', 'Ledger (7)', '\u2068Ledger (7)\u2069'],
    ['{0} is connected.', '日本の台帳 ü', '日本の台帳 ü'],
  ])('keeps apart what runs another way: %s with %s', (sentence, value, expected) => {
    expect(isolateIn(sentence, value)).toBe(expected);
  });
});
