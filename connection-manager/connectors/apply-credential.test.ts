import { apiKeyOf, credentialOf } from '../connections/credential-under-test';
import type { Settings } from '../../src/contract/connection';
import { ConnectionError } from '../problems/connection-error';
import { applyCredential, credentialFault } from './apply-credential';
import type { ConnectorDefinition } from './connector-definition';
import { findConnector } from './registry';

function connector(id: string): ConnectorDefinition {
  const found = findConnector(id);
  if (found === undefined) throw new Error(`There is no connector ${id}.`);
  return found;
}

const generic = { definition: connector('http-api-key'), authMethodId: 'api-key' };
const baseUrl = 'https://beacon.example.com';

function apply(settings: Settings, key = 'Amber-Meadow-93') {
  return applyCredential({ ...generic, settings: { baseUrl, ...settings }, credential: apiKeyOf(key) });
}

function refusalOf(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    return error instanceof ConnectionError ? error.because : error;
  }
}

describe(applyCredential.name, () => {
  it.each([
    [{}, { 'x-api-key': 'Amber-Meadow-93' }],
    [{ headerName: 'X-Beacon' }, { 'x-beacon': 'Amber-Meadow-93' }],
    [{ headerName: 'Authorization' }, { authorization: 'Amber-Meadow-93' }],
    [{ headerName: 'Authorization', scheme: 'Bearer' }, { authorization: 'Bearer Amber-Meadow-93' }],
  ])('puts an API key where the settings %j say', (settings, headers) => {
    expect(apply(settings)).toEqual(headers);
  });

  it('puts a key of SendGrid after Bearer', () => {
    const settings = { apiHost: 'api.sendgrid.com' };
    const use = { definition: connector('sendgrid'), authMethodId: 'api-key', settings };
    expect(applyCredential({ ...use, credential: apiKeyOf('SG.a.b') })).toEqual({
      authorization: 'Bearer SG.a.b',
    });
  });

  it.each([{ headerName: 'Host' }, { headerName: 'X\r\nY' }, { scheme: 'Bearer x' }, { scheme: 'a\r\nb' }])(
    'sends nothing for the settings %j, wherever they come from',
    (settings) => {
      expect(() => apply(settings)).toThrow('The settings of the connection no longer fit its connector.');
    },
  );

  it('sends no credential in the way of another kind', () => {
    const settings = { baseUrl };
    const ways = [
      { ...generic, settings, credential: credentialOf('workflow', 'Blue-Harbor-42') },
      {
        definition: connector('http-username-password'),
        authMethodId: 'username-password',
        settings,
        credential: apiKeyOf('Amber-Meadow-93'),
      },
      { ...generic, authMethodId: 'lost', settings, credential: apiKeyOf('Amber-Meadow-93') },
    ];
    for (const way of ways) expect(refusalOf(() => applyCredential(way))).toBe('notConnected');
  });

  it.each(['', ' ', 'a b', 'a\tb', 'a\r\nb', 'a\0', 'schlüssel', '\u200bkey', 'key\u00a0', '🔑'])(
    'sends nothing for the key %j, and does not say it',
    (key) => {
      const use = { ...generic, settings: { baseUrl }, credential: apiKeyOf(key) };
      expect(credentialFault(use)).toBe('an API key must have visible ASCII characters only');
      expect(() => applyCredential(use)).toThrow(
        'The credential cannot be sent: an API key must have visible ASCII characters only.',
      );
    },
  );

  it('sends every visible ASCII character as it is', () => {
    const key = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('');
    expect(apply({}, key)).toEqual({ 'x-api-key': key });
  });
});
