import { passedLimits, sizeThatCounts } from './size-limits.mjs';

const files = [
  { name: 'entry_1.js', bytes: 50_000 },
  { name: 'chunk.list_2.js', bytes: 70_000 },
];
const firstRow = { files, milliseconds: 400, apiCalls: 1, entryFile: 'entry_1.js', bytes: 120_000 };

describe(sizeThatCounts.name, () => {
  it('takes the first tenant that showed a row, and the entry among its files', () => {
    const sizes = [
      { tenant: 'fabrikam', signsInWith: 'token provider', firstRow },
      { tenant: 'contoso', signsInWith: 'msal-browser', firstRow: { ...firstRow, bytes: 200_000 } },
    ];
    expect(sizeThatCounts(sizes)).toEqual({ tenant: 'fabrikam', firstRowBytes: 120_000, entryBytes: 50_000 });
  });

  it('takes the other tenant where the first showed none', () => {
    const sizes = [
      { tenant: 'fabrikam', signsInWith: 'token provider', firstRow: undefined },
      { tenant: 'contoso', signsInWith: 'msal-browser', firstRow },
    ];
    expect(sizeThatCounts(sizes).tenant).toBe('contoso');
  });

  it('has no size without a row, or without the entry file', () => {
    const none = { tenant: 'contoso', signsInWith: 'msal-browser', firstRow: undefined };
    expect(() => sizeThatCounts([none])).toThrow('No tenant showed a row.');
    const other = { ...none, firstRow: { ...firstRow, entryFile: 'other.js' } };
    expect(() => sizeThatCounts([other])).toThrow('other.js is not among the files');
  });
});

describe(passedLimits.name, () => {
  it('says nothing up to the limits', () => {
    expect(passedLimits({ firstRowBytes: 170_000, entryBytes: 60_000 })).toEqual([]);
  });

  it('names each limit that is passed, from the first byte', () => {
    expect(passedLimits({ firstRowBytes: 170_001, entryBytes: 60_001 })).toEqual([
      '170.0 kB before the first row; the limit is 170.0 kB.',
      'The entry file has 60.0 kB; the limit is 60.0 kB.',
    ]);
  });
});
