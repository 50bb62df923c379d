import type { Settings } from '../../src/contract/connection';
import { apiKeyOf } from '../connections/credential-under-test';
import { parseConnectorDefinition } from './connector-definition';
import httpApiKey from './definitions/http-api-key.json';
import { demandHeader, useSystem } from './system-under-test';
import { testCredential } from './test-credential';

const system = useSystem();
const definition = parseConnectorDefinition(httpApiKey);
const key = 'Amber-Meadow-93';

function run(settings: Settings = {}, changes: { key?: string; account?: string } = {}) {
  const test = { ...definition.test, ...(changes.account !== undefined && { account: changes.account }) };
  return testCredential(
    { egress: system.egress },
    {
      definition: { ...definition, test },
      authMethodId: 'api-key',
      settings: { baseUrl: system.address, testPath: '/me', ...settings },
      credential: apiKeyOf(changes.key ?? key),
    },
  );
}

describe('testing an API key', () => {
  it('sends it in its header, and asks once more without it', async () => {
    system.answer = demandHeader('x-api-key', { beacon: key });
    expect(await run()).toEqual({ ok: true, account: undefined, allowedHosts: [system.host] });
    expect(system.asked.map(({ path, headers }) => [path, headers['x-api-key']])).toEqual([
      ['/me', key],
      ['/me', undefined],
    ]);
    expect(system.asked.map(({ headers }) => headers['authorization'])).toEqual([undefined, undefined]);
  });

  it('sends it after the word that the connection names', async () => {
    system.answer = demandHeader('authorization', { beacon: `Bearer ${key}` });
    const settings = { headerName: 'Authorization', scheme: 'Bearer' };
    expect(await run(settings)).toMatchObject({ ok: true });
  });

  it('never puts it into the address', async () => {
    system.answer = demandHeader('x-api-key', { beacon: key });
    await run();
    expect(JSON.stringify(system.asked.map(({ path }) => path))).not.toContain(key);
  });

  it('names the account where the answer does, and nothing of the key where it does not', async () => {
    system.answer = demandHeader('x-api-key', { 'Workflow key': key });
    expect(await run({}, { account: '/account' })).toMatchObject({ account: 'Workflow key' });
    const outcome = await run({}, { account: '/nothing' });
    expect(outcome).toMatchObject({ ok: true, account: undefined });
    expect(JSON.stringify(outcome)).not.toContain(key.slice(-4));
  });

  it('says that it was refused, also where it was sent in a header nobody reads', async () => {
    system.answer = demandHeader('x-api-key', { beacon: 'another' });
    expect(await run()).toMatchObject({ problem: 'credential_refused' });
    system.answer = demandHeader('x-api-key', { beacon: key });
    expect(await run({ headerName: 'X-Other-Key' })).toMatchObject({ problem: 'credential_refused' });
  });

  it('takes no answer for a proof that a stranger gets as well', async () => {
    system.answer = (_, response) => response.writeHead(200).end('Welcome');
    expect(await run()).toEqual({
      ok: false,
      problem: 'credential_not_demanded',
      detail: 'The system answers the test call without the credential too, so it could not be checked.',
    });
  });

  it('follows no redirect, so that it goes nowhere else (S29)', async () => {
    system.answer = (_, response) => response.writeHead(302, { location: 'https://evil.example/' }).end();
    expect(await run()).toMatchObject({ problem: 'system_unreachable' });
    expect(system.asked).toHaveLength(1);
  });

  it.each(['a b', 'a\r\nHost: evil.example', 'schlüssel'])('sends nothing for the key %j', async (wrong) => {
    expect(await run({}, { key: wrong })).toEqual({
      ok: false,
      problem: 'credential_refused',
      detail: 'The credential cannot be sent: an API key must have visible ASCII characters only.',
    });
    expect(system.asked).toEqual([]);
  });

  it('says nothing of it, whatever happens', async () => {
    for (const status of [200, 302, 401, 403, 500]) {
      system.answer = (_, response) => response.writeHead(status).end();
      expect(JSON.stringify(await run({}, { key: 'a-very-own-key' }))).not.toMatch(/very-own/);
    }
  });
});
