import * as fc from 'fast-check';
import { checkSettings, normaliseSettings } from '../../src/rules/settings';
import {
  allowedHostsOf,
  baseAddressOf,
  hostSettingsOf,
  isAllowedAddress,
  testAddressOf,
} from './connector-addresses';
import type { ConnectorDefinition } from './connector-definition';
import { findConnector, listConnectorDefinitions, publicConnector } from './registry';
import { fillTemplate } from './template';

function definition(id = 'http-username-password'): ConnectorDefinition {
  const found = findConnector(id);
  if (found === undefined) throw new Error('The connector is missing.');
  return found;
}

const settings = { baseUrl: 'https://ledger.example.com/api', testPath: '/whoami' };

describe(testAddressOf.name, () => {
  it('joins base address and test path', () => {
    expect(testAddressOf(definition(), settings).href).toBe('https://ledger.example.com/api/whoami');
    expect(testAddressOf(definition(), { baseUrl: settings.baseUrl }).href).toBe(
      'https://ledger.example.com/api/',
    );
  });

  it.each([
    ['//evil.example'],
    ['/\\evil.example'],
    ['@evil.example'],
    ['.evil.example/'],
    ['/a b'],
    ['/a\tb'],
    ['/{baseUrl}'],
    ['/#x'],
  ])('does not fill in %s (S33)', (testPath) => {
    expect(() => testAddressOf(definition(), { ...settings, testPath })).toThrow(
      'The settings of the connection no longer fit its connector.',
    );
  });

  it.each([
    '/..//evil.example/',
    '/../../x',
    '/%2e%2e/%2e%2e//evil.example',
    '/.//@evil.example/',
    '/x:80@evil.example/',
  ])('stays at the host with %s', (testPath) => {
    expect(testAddressOf(definition(), { ...settings, testPath }).host).toBe('ledger.example.com');
  });

  it('leads to the host of the base address, whatever settings the form accepts', () => {
    const anything = fc.record({
      baseUrl: fc.oneof(
        fc.webUrl({ validSchemes: ['https'], withQueryParameters: false, withFragments: false }),
        fc.string().map((text) => `https://${text}`),
      ),
      testPath: fc.oneof(
        fc.string(),
        fc.string().map((text) => `/${text}`),
        fc.webPath(),
      ),
    });
    fc.assert(
      fc.property(anything, (given) => {
        fc.pre(checkSettings(definition().settings, given).length === 0);
        const kept = normaliseSettings(definition().settings, given);
        const { host } = new URL(kept['baseUrl'] ?? '');
        expect(testAddressOf(definition(), kept).host).toBe(host);
        expect(allowedHostsOf(definition(), kept)).toEqual([host]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe(allowedHostsOf.name, () => {
  it.each([
    ['https://ledger.example.com', 'ledger.example.com'],
    ['https://ledger.example.com:443/x', 'ledger.example.com'],
    ['https://LEDGER.example.com:8450', 'ledger.example.com:8450'],
    ['https://[2001:db8::1]:8450', '[2001:db8::1]:8450'],
  ])('takes of %s only %s', (baseUrl, host) => {
    expect(allowedHostsOf(definition(), { baseUrl })).toEqual([host]);
  });

  it('refuses a host that is more than a host', () => {
    const careless = { ...definition(), allowedHosts: ['{testPath}.example.com'] };
    expect(() => allowedHostsOf(careless, settings)).toThrow();
  });
});

describe(baseAddressOf.name, () => {
  it('has no slash at its end', () => {
    expect(baseAddressOf(definition(), { baseUrl: 'https://ledger.example.com/' })).toBe(
      'https://ledger.example.com',
    );
    expect(baseAddressOf(definition(), settings)).toBe('https://ledger.example.com/api');
  });
});

describe(hostSettingsOf.name, () => {
  it('names what decides where the credential goes, and not the test path', () => {
    expect(hostSettingsOf(definition(), settings)).toEqual({ baseUrl: settings.baseUrl });
  });

  it('names the header that an API key goes into: another one may be written into a log', () => {
    const withHeader = { ...settings, headerName: 'Authorization', scheme: 'Bearer' };
    const { baseUrl, headerName, scheme } = withHeader;
    expect(hostSettingsOf(definition('http-api-key'), withHeader)).toEqual({ baseUrl, headerName, scheme });
  });
});

describe(isAllowedAddress.name, () => {
  it.each([
    ['https://a.example/x', true],
    ['https://a.example:443/', true],
    ['https://A.EXAMPLE/', true],
    ['http://a.example/', false],
    ['https://a.example:8443/', false],
    ['https://a.example.evil.example/', false],
    ['https://user@a.example/', false],
    ['https://a.example./', false],
  ])('judges %s', (address, expected) => {
    expect(isAllowedAddress(new URL(address), ['a.example'])).toBe(expected);
  });
});

describe(fillTemplate.name, () => {
  it('does not read what it filled in as a placeholder', () => {
    expect(fillTemplate('{a}{b}', { a: '{b}$&', b: 'x' })).toBe('{b}$&x');
  });

  it('fills in nothing that a setting does not say', () => {
    expect(() => fillTemplate('{constructor}', {})).toThrow('The setting constructor has no value.');
  });
});

const usernamePassword = {
  id: 'username-password',
  kind: 'usernamePassword',
  title: 'Username and password',
};

describe(publicConnector.name, () => {
  it('tells people what they need and not how the credential is sent or tested', () => {
    const connectors = listConnectorDefinitions().map(publicConnector);
    for (const connector of connectors) {
      expect(Object.keys(connector)).toEqual([
        'id',
        'title',
        'description',
        'icon',
        'authMethods',
        'settings',
        'credentialSettings',
      ]);
    }
    expect(connectors.map(({ credentialSettings }) => credentialSettings)).toEqual([
      ['baseUrl', 'headerName', 'scheme'],
      ['baseUrl'],
      ['apiHost'],
      ['instance'],
    ]);
    expect(connectors.map(({ id, authMethods }) => [id, authMethods])).toEqual([
      ['http-api-key', [{ id: 'api-key', kind: 'apiKey', title: 'API key' }]],
      ['http-username-password', [usernamePassword]],
      ['sendgrid', [{ id: 'api-key', kind: 'apiKey', title: 'API key' }]],
      ['servicenow', [usernamePassword]],
    ]);
  });
});

describe(findConnector.name, () => {
  it('finds nothing by a name that every object has', () => {
    expect(findConnector('constructor')).toBeUndefined();
  });
});
