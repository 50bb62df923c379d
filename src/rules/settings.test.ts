import * as fc from 'fast-check';
import type { SettingsSchema } from '../contract/connector';
import { checkSettings, normaliseSettings } from './settings';

const schema: SettingsSchema = {
  type: 'object',
  properties: {
    address: { type: 'string', title: 'Address', format: 'uri', maxLength: 60 },
    path: {
      type: 'string',
      title: 'Path',
      description: 'It begins with a slash.',
      pattern: '^/[a-z/]*$',
      maxLength: 10,
      minLength: 2,
      default: '/all',
    },
    note: { type: 'string', title: 'Note', maxLength: 5 },
    header: { type: 'string', title: 'Header', format: 'headerName', maxLength: 64 },
  },
  required: ['address'],
  additionalProperties: false,
};

const good = { address: 'https://ledger.example.com' };

describe(checkSettings.name, () => {
  it.each([
    ['nothing', {}, ['settings.address required']],
    ['white space', { address: '  \t' }, ['settings.address required']],
    ['a setting the connector has not', { ...good, password: 'x' }, ['settings.password unknown_field']],
    ['a name from the prototype', { ...good, constructor: 'x' }, ['settings.constructor unknown_field']],
    ['a path of another form', { ...good, path: 'all' }, ['settings.path pattern']],
    ['a path with a line break at its end', { ...good, path: '/all\n/x' }, ['settings.path pattern']],
    ['a path that is too short', { ...good, path: '/' }, ['settings.path too_short']],
    ['a note that is too long', { ...good, note: 'abcdef' }, ['settings.note too_long']],
    ['a header of another use', { ...good, header: 'Cookie' }, ['settings.header pattern']],
    ['a header with a line break', { ...good, header: 'X-Key\r\nHost' }, ['settings.header pattern']],
    ['no address', { address: 'ledger' }, ['settings.address not_a_url']],
    ['a relative address', { address: '//ledger.example.com' }, ['settings.address not_a_url']],
    [
      'an address with a tab in it',
      { address: 'https://led\tger.example.com' },
      ['settings.address not_a_url'],
    ],
    [
      'an address with a backslash',
      { address: 'https:\\\\ledger.example.com' },
      ['settings.address not_a_url'],
    ],
    ['an address without a host', { address: 'https://' }, ['settings.address not_a_url']],
    ['plain http', { address: 'http://ledger.example.com' }, ['settings.address https_required']],
    ['another scheme', { address: 'javascript:alert(1)' }, ['settings.address https_required']],
    [
      'a name before the host',
      { address: 'https://user:pw@ledger.example.com' },
      ['settings.address character_refused @'],
    ],
    [
      'an empty name before the host',
      { address: 'https://@ledger.example.com' },
      ['settings.address character_refused @'],
    ],
    [
      'a host hidden behind another',
      { address: 'https://ok.example.com:80@127.0.0.1/' },
      ['settings.address character_refused @'],
    ],
    ['a query', { address: 'https://ledger.example.com/?a=b' }, ['settings.address character_refused ?']],
    ['an empty query', { address: 'https://ledger.example.com/?' }, ['settings.address character_refused ?']],
    ['a fragment', { address: 'https://ledger.example.com/#' }, ['settings.address character_refused #']],
    [
      'an address that grows too long when its letters are encoded',
      { address: `https://a.example/${'ö'.repeat(20)}` },
      ['settings.address too_long'],
    ],
    [
      'everything at once',
      { path: 'x', note: 'abcdef', more: '1' },
      [
        'settings.more unknown_field',
        'settings.address required',
        'settings.path too_short',
        'settings.note too_long',
      ],
    ],
  ])('says what is wrong with %s', (_, settings, expected) => {
    const errors = checkSettings(schema, settings);
    expect(
      errors.map(({ field, code, refused }) =>
        [field, code, refused].filter((part) => part !== undefined).join(' '),
      ),
    ).toEqual(expected);
  });

  it.each([
    [good],
    [{ address: ' https://Ledger.Example.com:8450/api/ ' }],
    [{ ...good, path: '/a', note: 'abc' }],
    [{ ...good, path: '', note: '   ' }],
    [{ address: 'https://ledger.example.com/~me@home' }],
  ])('accepts %j', (settings) => {
    expect(checkSettings(schema, settings)).toEqual([]);
  });

  it('says the cure in every message', () => {
    const [error] = checkSettings(schema, { ...good, path: 'all' });
    expect(error?.message).toBe('Path does not have the form it needs. It begins with a slash.');
  });
});

describe(normaliseSettings.name, () => {
  it('trims, fills defaults in and leaves out what is empty or unknown', () => {
    const settings = { address: ' https://ledger.example.com ', note: ' ', unknown: 'x' };
    expect(normaliseSettings(schema, settings)).toEqual({
      address: 'https://ledger.example.com',
      path: '/all',
    });
  });

  it.each([
    ['https://Ledger.Example.com', 'https://ledger.example.com'],
    ['https://ledger.example.com/', 'https://ledger.example.com'],
    ['https://ledger.example.com:443/api//', 'https://ledger.example.com/api'],
    ['https://ledger.example.com/API/v1', 'https://ledger.example.com/API/v1'],
    ['https://ledger.example.com/a/../b', 'https://ledger.example.com/b'],
    // The second letter is Cyrillic: what looks like another host is kept as what it is.
    ['https://lеdger.example.com', 'https://xn--ldger-zwe.example.com'],
    ['https://①②⑦.⓪.⓪.①', 'https://127.0.0.1'],
  ])('keeps %s as %s', (address, expected) => {
    expect(normaliseSettings(schema, { address }).address).toBe(expected);
  });

  it('leaves settings that are kept as they are', () => {
    const addresses = fc.webUrl({
      validSchemes: ['https'],
      withQueryParameters: false,
      withFragments: false,
    });
    fc.assert(
      fc.property(fc.oneof(addresses, fc.string()), fc.string(), (address, note) => {
        const once = normaliseSettings(schema, { address, note });
        expect(normaliseSettings(schema, once)).toEqual(once);
      }),
    );
  });

  it('keeps good settings good', () => {
    const long = {
      ...schema,
      properties: {
        ...schema.properties,
        address: { type: 'string', title: 'Address', format: 'uri', maxLength: 2000 },
      },
    } satisfies SettingsSchema;
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (address) => {
        fc.pre(checkSettings(long, { address }).length === 0);
        expect(checkSettings(long, normaliseSettings(long, { address }))).toEqual([]);
      }),
    );
  });
});
