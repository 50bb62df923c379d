import { ConnectorFileError, parseConnectorDefinition, readPointer } from './connector-definition';
import httpUsernamePassword from './definitions/http-username-password.json';

type File = typeof httpUsernamePassword;

function mistakesOf(change: (file: File) => unknown): string {
  try {
    parseConnectorDefinition(change(structuredClone(httpUsernamePassword)));
  } catch (error) {
    if (error instanceof ConnectorFileError) return error.message;
    throw error;
  }
  return 'none';
}

describe(parseConnectorDefinition.name, () => {
  it('accepts the connector as it is', () => {
    expect(mistakesOf((file) => file)).toBe('none');
  });

  it.each([
    ['a member it does not know', (file: File) => ({ ...file, hook: 'x' }), /hook/],
    [
      'a placeholder of no setting',
      (file: File) => ({ ...file, baseAddress: '{other}' }),
      /names the unknown setting other/,
    ],
    [
      'a brace of no placeholder',
      (file: File) => ({ ...file, baseAddress: '{baseUrl' }),
      /belongs to no placeholder/,
    ],
    [
      'a placeholder that may be absent',
      (file: File) => ({ ...file, settings: { ...file.settings, required: [] } }),
      /which may be absent/,
    ],
    [
      'the host of what is no address',
      (file: File) => ({ ...file, allowedHosts: ['{testPath.host}'] }),
      /is no address/,
    ],
    [
      'a placeholder without a pattern',
      (file: File) => ({
        ...file,
        settings: {
          ...file.settings,
          properties: {
            ...file.settings.properties,
            testPath: { type: 'string', title: 'Path', maxLength: 9, default: '/' },
          },
        },
      }),
      /without a pattern/,
    ],
    [
      'a placeholder whose pattern has a loose end',
      (file: File) => ({
        ...file,
        settings: {
          ...file.settings,
          properties: {
            ...file.settings.properties,
            testPath: { type: 'string', title: 'Path', maxLength: 9, default: '/', pattern: '^/|x$' },
          },
        },
      }),
      /without a pattern/,
    ],
    [
      'a default that its own form refuses',
      (file: File) => ({
        ...file,
        settings: {
          ...file.settings,
          properties: {
            ...file.settings.properties,
            testPath: { ...file.settings.properties.testPath, default: 'x' },
          },
        },
      }),
      /refuses "x" as testPath/,
    ],
    [
      'a fact nobody has read',
      (file: File) => ({ ...file, sources: file.sources.slice(1) }),
      /neither where \/authMethods\/0\/apply was read/,
    ],
    [
      'a source of a fact it does not state',
      (file: File) => ({ ...file, unverified: ['/test/never'] }),
      /names the fact \/test\/never/,
    ],
    [
      'a required setting it does not have',
      (file: File) => ({ ...file, settings: { ...file.settings, required: ['baseUrl', 'other'] } }),
      /requires the unknown setting other/,
    ],
  ])('refuses %s', (_, change, message) => {
    expect(mistakesOf(change)).toMatch(message);
  });

  it('accepts a fact that is said to be unverified', () => {
    expect(
      mistakesOf((file) => ({
        ...file,
        sources: file.sources.slice(1),
        unverified: ['/authMethods/0/apply'],
      })),
    ).toBe('none');
  });
});

describe(readPointer.name, () => {
  it.each([
    ['/a/0', 'first'],
    ['/x~1y', 'slash'],
    ['/t~0', 'tilde'],
    ['/a/2', undefined],
    ['/a/length/x', undefined],
    ['/constructor', undefined],
    ['/none/deeper', undefined],
  ])('reads %s', (pointer, expected) => {
    expect(readPointer({ a: ['first'], 'x/y': 'slash', 't~': 'tilde' }, pointer)).toBe(expected);
  });
});
