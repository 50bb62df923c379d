import { ConnectorFileError, parseConnectorDefinition, readPointer } from './connector-definition';
import httpApiKey from './definitions/http-api-key.json';
import httpUsernamePassword from './definitions/http-username-password.json';
import sendgrid from './definitions/sendgrid.json';
import serviceNow from './definitions/servicenow.json';

type File = typeof httpUsernamePassword;

function mistakesOf(change: (file: File) => unknown): string {
  return mistakesIn(change(structuredClone(httpUsernamePassword)));
}

function mistakesIn(file: unknown): string {
  try {
    parseConnectorDefinition(file);
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

describe('a connector with an API key', () => {
  function withApply(apply: unknown, settings: object = {}): string {
    const file = structuredClone(httpApiKey);
    const [method] = file.authMethods;
    return mistakesIn({
      ...file,
      authMethods: [{ ...method, apply }],
      settings: { ...file.settings, ...settings },
    });
  }

  it.each([
    [{ kind: 'header', name: 'X-Api-Key' }],
    [{ kind: 'header', name: 'Authorization', scheme: 'Bearer' }],
    [{ kind: 'header', name: '{headerName}', scheme: '{scheme}' }],
  ])('may be sent as %j', (apply) => {
    expect(withApply(apply)).toBe('none');
  });

  it.each([
    ['as HTTP Basic', { kind: 'httpBasic' }, /api-key is of the kind apiKey and applies it as httpBasic/],
    ['in the address', { kind: 'query', name: 'key' }, /authMethods/],
    ['in Host', { kind: 'header', name: 'Host' }, /sends a key in Host, which is no header for one/],
    ['in Cookie', { kind: 'header', name: 'cookie' }, /sends a key in cookie/],
    ['in a header that is none', { kind: 'header', name: 'X Key' }, /sends a key in X Key/],
    ['in more than a placeholder', { kind: 'header', name: 'X-{scheme}' }, /sends a key in X-\{scheme\}/],
    ['in a header of no setting', { kind: 'header', name: '{other}' }, /from other, which is no headerName/],
    [
      'in a header of a setting with another form',
      { kind: 'header', name: '{scheme}' },
      /takes a header from scheme, which is no headerName/,
    ],
    [
      'after a word that is none',
      { kind: 'header', name: 'Authorization', scheme: 'Bearer x' },
      /has the scheme Bearer x, which is none/,
    ],
    [
      'after a word of a setting without a pattern',
      { kind: 'header', name: 'Authorization', scheme: '{headerName}' },
      /takes a scheme from headerName, which has no pattern/,
    ],
  ])('is refused where it is sent %s', (_, apply, message) => {
    expect(withApply(apply)).toMatch(message);
  });

  it('is refused where its header may be absent', () => {
    const { headerName, ...properties } = httpApiKey.settings.properties;
    const { default: _, ...withoutDefault } = headerName;
    const settings = { properties: { ...properties, headerName: withoutDefault } };
    expect(withApply({ kind: 'header', name: '{headerName}' }, settings)).toMatch(
      /takes a header from headerName, which may be absent/,
    );
  });

  it('is refused where its header has a default that no key may be sent in', () => {
    const { headerName, ...properties } = httpApiKey.settings.properties;
    const settings = { properties: { ...properties, headerName: { ...headerName, default: 'Host' } } };
    expect(withApply({ kind: 'header', name: '{headerName}' }, settings)).toMatch(
      /refuses "Host" as headerName/,
    );
  });
});

describe('a connector of one system', () => {
  it.each([sendgrid, serviceNow])('is accepted as it is: $title', (file) => {
    expect(mistakesIn(file)).toBe('none');
  });

  it.each(['/baseAddress', '/allowedHosts', '/test/address'])('says where %s was read', (fact) => {
    const sources = serviceNow.sources.filter((source) => source.fact !== fact);
    expect(mistakesIn({ ...serviceNow, sources })).toMatch(`neither where ${fact} was read`);
  });

  it.each(['^.+$', '^[^/]+$', '^[a-z.]+$', '^[a-z0-9:]+$', '^[a-z@]+$', '^[a-z%0-9]+$', '^[a-z-]+$'])(
    'is refused where the pattern %s lets a part of its host name another (S33)',
    (pattern) => {
      const { properties } = serviceNow.settings;
      const settings = {
        ...serviceNow.settings,
        properties: { ...properties, instance: { ...properties.instance, pattern } },
      };
      expect(mistakesIn({ ...serviceNow, settings })).toMatch(/lets instance name another host/);
    },
  );
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
