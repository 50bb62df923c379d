import { randomBytes } from 'node:crypto';
import { bindStep } from '../bindings/bind-step';
import { findConnection } from '../connections/connection-records';
import { contosoId, siteOf, useConnections } from '../connections/connections-under-test';
import type { Credential } from '../connections/credential';
import { apiKeyOf, credentialOf } from '../connections/credential-under-test';
import { keepCredential } from '../connections/keep-credential';
import { findConnector } from '../connectors/registry';
import { demandBasic, demandHeader, useSystem } from '../connectors/system-under-test';
import { testCredential } from '../connectors/test-credential';
import { creationOf, olivia, site, siteQuery, useApi } from './api-under-test';

const world = useConnections();
const system = useSystem();
const api = useApi(world, system);

const step = { site, workflowId: 'approve-invoice', stepId: 'step-1', stepHash: 'a'.repeat(43) };
const atRunTime = { ...step, instanceId: 'instance-1' };

async function created(connectorId?: Parameters<typeof creationOf>[2]): Promise<string> {
  const { body } = await api.ask(creationOf(system, randomBytes(8).toString('hex'), connectorId));
  return String(body['id']);
}

/** What the connect window does: test, then keep. */
async function connect(connectionId: string, credential: Credential): Promise<boolean> {
  const connection = await findConnection(world.store, contosoId, connectionId);
  const definition = findConnector(connection?.value.connectorId ?? '');
  if (connection === undefined || definition === undefined) throw new Error('There is nothing to connect.');
  const { settings, authMethodId } = connection.value;
  const outcome = await testCredential(
    { egress: system.egress },
    { definition, authMethodId, settings, credential },
  );
  api.remember(outcome);
  if (!outcome.ok) return false;
  const { account, allowedHosts } = outcome;
  const by = { kind: 'person', objectId: olivia.objectId, name: olivia.name } as const;
  const kept = await keepCredential(world, {
    tenantId: contosoId,
    connection,
    credential,
    account,
    allowedHosts,
    by,
  });
  api.remember([kept, credential]);
  return true;
}

async function bind(connectionId: string): Promise<void> {
  const body = { ...step, connectionId, operation: 'invoke' };
  await bindStep(world, { caller: olivia, site: siteOf('operations', 'siteOwner'), body, expected: 'new' });
}

async function readEtag(connectionId: string): Promise<string> {
  return (await api.ask({ as: 'olivia', method: 'GET', path: `/connections/${connectionId}${siteQuery}` }))
    .etag;
}

function invoke(url = '/whoami') {
  const body = { ...atRunTime, request: { method: 'GET', url } };
  return api.ask({ as: 'engine', method: 'POST', path: '/runtime/invoke', body });
}

function resolve() {
  return api.ask({ as: 'engine', method: 'POST', path: '/runtime/resolve', body: atRunTime });
}

/** A password that every kind of escaping would change. */
function unique(): string {
  return `Pä$$/word+"${randomBytes(9).toString('base64')}"`;
}

/** An API key that every kind of escaping would change. */
function uniqueKey(): string {
  return `SG.$/"+%\\&<${randomBytes(18).toString('base64')}`;
}

/** Every way in which a text is written down by accident. */
function spellings(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    // Without the characters that a neighbouring byte decides over.
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return encoded.slice(shift === 0 ? 0 : shift + 1, -1);
  });
  return [
    text,
    ...base64,
    ...base64.map((each) => each.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
  ];
}

function expectNowhere(secrets: readonly string[]): void {
  const places = { disk: world.bytesOnDisk(), seen: Buffer.from(api.seen.join('\n'), 'utf8') };
  const found = secrets.flatMap((secret) =>
    spellings(secret).flatMap((spelling) =>
      Object.entries(places).flatMap(([place, bytes]) =>
        bytes.includes(spelling) ? [`${spelling} in ${place}`] : [],
      ),
    ),
  );
  expect(found).toEqual([]);
}

describe('a credential (S19)', () => {
  it('is nowhere but at the engine and the system, through its whole life', async () => {
    const username = 'workflow';
    const [first, wrong, second] = [unique(), unique(), unique()];
    const id = await created();
    system.answer = demandBasic({ [username]: first });
    expect(await connect(id, credentialOf(username, wrong))).toBe(false);
    expect(await connect(id, credentialOf(username, first))).toBe(true);
    await bind(id);

    expect((await resolve()).body).toMatchObject({
      credential: { username, password: first },
      allowedHosts: [system.host],
    });
    expect(await invoke()).toMatchObject({ status: 200, body: { status: 200 } });
    expect(system.asked.at(-1)?.headers['authorization']).toBe(
      `Basic ${Buffer.from(`${username}:${first}`).toString('base64')}`,
    );

    system.answer = demandBasic({ [username]: second });
    expect(await invoke()).toMatchObject({ status: 502, body: { code: 'credential_refused' } });
    system.answer = (request) => request.socket.destroy();
    expect(await invoke()).toMatchObject({ status: 502, body: { code: 'system_unreachable' } });
    expect(await invoke('https://evil.example/')).toMatchObject({
      status: 403,
      body: { because: 'hostNotAllowed' },
    });

    system.answer = demandBasic({ [username]: second });
    expect(await connect(id, credentialOf(username, second))).toBe(true);
    expect(await invoke()).toMatchObject({ status: 200 });
    await api.ask({ as: 'olivia', method: 'GET', path: `/connections${siteQuery}` });
    await api.ask({
      as: 'olivia',
      method: 'PATCH',
      path: `/connections/${id}${siteQuery}`,
      headers: { 'if-match': await readEtag(id) },
      body: { name: 'Renamed' },
    });

    api.auditIsDown = true;
    const asked = system.asked.length;
    for (const answer of [await resolve(), await invoke()]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
    }
    expect(system.asked).toHaveLength(asked);
    api.auditIsDown = false;

    const deleted = await api.ask({
      as: 'olivia',
      method: 'DELETE',
      path: `/connections/${id}${siteQuery}`,
      headers: { 'if-match': await readEtag(id) },
    });
    expect(deleted.status).toBe(204);
    for (const answer of [await resolve(), await invoke()]) {
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'connection_not_ready', because: 'deleted' },
      });
    }
    expect(
      await api.ask({ as: 'olivia', method: 'GET', path: `/connections/${id}${siteQuery}` }),
    ).toMatchObject({
      status: 404,
    });

    expectNowhere([
      first,
      wrong,
      second,
      ...[first, wrong, second].map((password) => `${username}:${password}`),
    ]);
  });

  it('is nowhere but at the engine and the system where it is an API key', async () => {
    const [first, wrong, second] = [uniqueKey(), uniqueKey(), uniqueKey()];
    const id = await created('http-api-key');
    system.answer = demandHeader('x-api-key', { beacon: first });
    expect(await connect(id, apiKeyOf(wrong))).toBe(false);
    expect(await connect(id, apiKeyOf(`${wrong} `))).toBe(false);
    expect(await connect(id, apiKeyOf(first))).toBe(true);
    await bind(id);

    expect((await resolve()).body).toMatchObject({
      credential: { kind: 'apiKey', key: first, header: 'X-Api-Key' },
      allowedHosts: [system.host],
    });
    expect(await invoke()).toMatchObject({ status: 200, body: { status: 200 } });
    expect(system.asked.at(-1)?.headers['x-api-key']).toBe(first);
    expect(system.asked.filter(({ path }) => path.includes(first))).toEqual([]);

    system.answer = demandHeader('x-api-key', { beacon: second });
    expect(await invoke()).toMatchObject({ status: 502, body: { code: 'credential_refused' } });
    system.answer = (request) => request.socket.destroy();
    expect(await invoke()).toMatchObject({ status: 502, body: { code: 'system_unreachable' } });

    system.answer = demandHeader('x-api-key', { beacon: second });
    expect(await connect(id, apiKeyOf(second))).toBe(true);
    expect(await invoke()).toMatchObject({ status: 200 });
    const list = await api.ask({ as: 'olivia', method: 'GET', path: `/connections${siteQuery}` });
    expect(list.body).toMatchObject({ items: [{ status: { state: 'ready' } }] });

    expectNowhere([first, wrong, second, ...[first, wrong, second].map((key) => key.slice(-6))]);
  });

  it('is found where it is written down: the search itself works', () => {
    const secret = 'Pä$$/word+1';
    const accidents = [
      secret,
      Buffer.from(`workflow:${secret}`).toString('base64'),
      Buffer.from(`x${secret}y`).toString('base64'),
      Buffer.from(secret).toString('hex'),
      encodeURIComponent(secret),
    ];
    for (const accident of accidents) {
      api.seen.splice(0, api.seen.length, `something ${accident} something`);
      expect(() => expectNowhere([secret])).toThrow();
    }
  });

  it('is refused where the step is not bound, and to a caller whom nobody knows', async () => {
    const id = await created();
    system.answer = demandBasic({ workflow: 'Blue-Harbor-42' });
    await connect(id, credentialOf('workflow', 'Blue-Harbor-42'));
    expect(await resolve()).toMatchObject({ status: 404, body: { code: 'binding_not_found' } });
    expect(
      await api.ask({ as: 'nobody', method: 'POST', path: '/runtime/resolve', body: atRunTime }),
    ).toMatchObject({ status: 401 });
  });
});
