import type { Settings } from '../../src/contract/connection';
import { credentialOf } from '../connections/credential-under-test';
import { createEgress } from '../egress/egress';
import { parseConnectorDefinition, type ConnectorDefinition } from './connector-definition';
import httpUsernamePassword from './definitions/http-username-password.json';
import { demandBasic, useSystem } from './system-under-test';
import { testCredential } from './test-credential';

const system = useSystem();
const definition = parseConnectorDefinition(httpUsernamePassword);

function withTest(changes: Partial<ConnectorDefinition['test']>): ConnectorDefinition {
  return { ...definition, test: { ...definition.test, ...changes } };
}

function run(
  changes: {
    settings?: Settings;
    username?: string;
    password?: string;
    definition?: ConnectorDefinition;
  } = {},
  egress = system.egress,
) {
  const credential = credentialOf(changes.username ?? 'workflow', changes.password ?? 'Blue-Harbor-42');
  const settings = changes.settings ?? { baseUrl: system.address, testPath: '/whoami' };
  return testCredential(
    { egress },
    { definition: changes.definition ?? definition, authMethodId: 'username-password', settings, credential },
  );
}

describe(testCredential.name, () => {
  it('accepts what the system accepts, names the account and the only host', async () => {
    system.answer = demandBasic({ workflow: 'Blue-Harbor-42' });
    expect(await run()).toEqual({ ok: true, account: 'workflow', allowedHosts: [system.host] });
    expect(
      system.asked.map(({ method, path, headers }) => [method, path, headers['authorization'] !== undefined]),
    ).toEqual([
      ['GET', '/whoami', true],
      ['GET', '/whoami', false],
    ]);
  });

  it('resolves the test path below the base address', async () => {
    system.answer = demandBasic({ workflow: 'Blue-Harbor-42' });
    await run({ settings: { baseUrl: `${system.address}/api/v1`, testPath: '/me?full=1' } });
    expect(system.asked[0]?.path).toBe('/api/v1/me?full=1');
  });

  it('sends both parts as UTF-8 (RFC 7617 §2.1)', async () => {
    system.answer = demandBasic({ wörkflow: 'pässwörd €' });
    expect(await run({ username: 'wörkflow', password: 'pässwörd €' })).toMatchObject({
      ok: true,
      account: 'wörkflow',
    });
    expect(system.asked[0]?.headers['authorization']).toBe('Basic d8O2cmtmbG93OnDDpHNzd8O2cmQg4oKs');
  });

  it('shows the account’s name where the connector says, and the username where it is not there', async () => {
    system.answer = demandBasic({ workflow: 'Blue-Harbor-42' });
    expect(await run({ definition: withTest({ account: '/account' }) })).toMatchObject({
      account: 'workflow',
    });
    system.answer = (request, response) =>
      response
        .writeHead(request.headers.authorization ? 200 : 401)
        .end('{"user":{"name":" Ann\\u0000a \\u202e"}}');
    expect(await run({ definition: withTest({ account: '/user/name' }) })).toMatchObject({ account: 'Anna' });
    expect(await run({ definition: withTest({ account: '/user/constructor' }) })).toMatchObject({
      account: 'workflow',
    });
  });

  it.each([401, 403])('says that the credential was refused where the system answers %d', async (status) => {
    system.answer = (_, response) => response.writeHead(status).end();
    expect(await run()).toEqual({
      ok: false,
      problem: 'credential_refused',
      detail: `The system refused the credential (${status}).`,
    });
    expect(system.asked).toHaveLength(1);
  });

  it.each([400, 404, 429, 500, 503])(
    'does not take %d for an answer about the credential',
    async (status) => {
      system.answer = (_, response) => response.writeHead(status).end();
      expect(await run()).toEqual({
        ok: false,
        problem: 'system_unreachable',
        detail: `The system answered the test call with status ${status}.`,
      });
    },
  );

  it('follows no redirect', async () => {
    system.answer = (_, response) => response.writeHead(302, { location: 'https://evil.example/' }).end();
    expect(await run()).toEqual({
      ok: false,
      problem: 'system_unreachable',
      detail: 'The system sent the call elsewhere (redirect), which is not followed.',
    });
  });

  it('takes no answer for a proof that a stranger gets as well', async () => {
    system.answer = (_, response) => response.writeHead(200).end('Welcome');
    expect(await run()).toMatchObject({ ok: false, problem: 'credential_not_demanded' });
  });

  it.each([302, 404, 500])('takes an answer for a proof where a stranger gets %d', async (status) => {
    system.answer = (request, response) =>
      response.writeHead(request.headers.authorization ? 200 : status, { location: '/sign-in' }).end();
    expect(await run()).toMatchObject({ ok: true });
  });

  it('proves nothing where the second call gets no answer', async () => {
    system.answer = (request, response) =>
      request.headers.authorization ? response.writeHead(200).end() : request.socket.destroy();
    expect(await run()).toMatchObject({ ok: false, problem: 'system_unreachable' });
  });

  it.each([
    ['a colon in the username', { username: 'work:flow' }, 'a username must not contain a colon'],
    [
      'a line break in the username',
      { username: 'work\nflow' },
      'a username must not contain control characters',
    ],
    ['a NUL in the password', { password: 'a\0b' }, 'a password must not contain control characters'],
  ])('sends nothing for %s', async (_, changes, fault) => {
    expect(await run(changes)).toEqual({
      ok: false,
      problem: 'credential_refused',
      detail: `The credential cannot be sent: ${fault}.`,
    });
    expect(system.asked).toEqual([]);
  });

  it('says that the certificate is not trusted', async () => {
    const egress = createEgress({
      lookup: async () => [{ address: '127.0.0.1', family: 4 }],
      allowedLoopbackHosts: [system.host],
    });
    expect(await run({}, egress)).toMatchObject({
      problem: 'system_unreachable',
      detail: 'The certificate of the system is not trusted.',
    });
    await egress.close();
    expect(system.asked).toEqual([]);
  });

  it('says that the address is not public, where this machine is not allowed', async () => {
    const egress = createEgress({
      lookup: async () => [{ address: '127.0.0.1', family: 4 }],
      allowedLoopbackHosts: [],
    });
    expect(await run({}, egress)).toMatchObject({
      problem: 'system_unreachable',
      detail: 'The system is not at a public address.',
    });
    await egress.close();
    expect(system.asked).toEqual([]);
  });

  it('says nothing of username or password, whatever happens', async () => {
    for (const status of [302, 401, 403, 500]) {
      system.answer = (_, response) => response.writeHead(status).end();
      const outcome = JSON.stringify(await run({ username: 'a-very-own-user', password: 'a-very-own-word' }));
      expect(outcome).not.toMatch(/very-own/);
    }
  });
});
