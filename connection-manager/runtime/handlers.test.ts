import type { Settings } from '../../src/contract/connection';
import type { AuditEvent } from '../audit/audit-event';
import { bindStep } from '../bindings/bind-step';
import type { StoredConnection } from '../connections/connection-record';
import { findConnection } from '../connections/connection-records';
import {
  contosoId,
  makeReady,
  makeReadyWithKey,
  personOf,
  siteOf,
  storeConnection,
  tenantOf,
  useConnections,
  withApiKey,
} from '../connections/connections-under-test';
import { updateConnection } from '../connections/update-connection';
import { demandBasic, demandHeader, useSystem } from '../connectors/system-under-test';
import type { EngineCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import { VaultError } from '../vault/vault-error';
import { runtimeHandlers, type RuntimeDependencies } from './handlers';
import type { RequestedCall } from './outgoing-request';

const world = useConnections();
const system = useSystem();

const engine: EngineCaller = {
  kind: 'engine',
  tenant: tenantOf(),
  applicationId: '44444444-0000-4000-8000-000000000001',
};
const step = {
  site: 'https://contoso.sharepoint.com/sites/operations',
  workflowId: 'approve-invoice',
  stepId: 'step-1',
  instanceId: 'instance-1',
  stepHash: 'a'.repeat(43),
};

let audited: AuditEvent[] = [];

beforeEach(() => {
  audited = [];
  system.answer = demandBasic({ workflow: 'Blue-Harbor-42' });
});

function handlersWith(changes: Partial<RuntimeDependencies> = {}) {
  const { store, accounts, vault } = world;
  return runtimeHandlers({
    store,
    accounts,
    vault,
    egress: system.egress,
    recordAudit: async (event) => {
      audited.push(event);
    },
    ...changes,
  });
}

/** What the binder gives a handler of an engine's route. */
function asked<Body>(body: Body) {
  return {
    caller: engine,
    params: undefined,
    query: undefined,
    body,
    requestId: 'request-1',
    ifMatch: undefined,
    idempotency: undefined,
  };
}

function invokeWith(request: RequestedCall, changes: Partial<RuntimeDependencies> = {}) {
  const { headers = {}, ...rest } = request;
  return handlersWith(changes).invoke(asked({ ...step, request: { ...rest, headers: { ...headers } } }));
}

async function boundConnection(): Promise<StoredConnection> {
  const settings = { baseUrl: `${system.address}/api`, testPath: '/' };
  return bound(await makeReady(world, await storeConnection(world, { settings })));
}

async function boundConnectionWithKey(changes: Settings = {}): Promise<StoredConnection> {
  const baseUrl = `${system.address}/api`;
  const settings = { ...withApiKey.settings, baseUrl, ...changes };
  return bound(await makeReadyWithKey(world, await storeConnection(world, { ...withApiKey, settings })));
}

async function bound(connection: StoredConnection): Promise<StoredConnection> {
  const body = { ...step, connectionId: connection.value.id, operation: 'invoke' };
  await bindStep(world, {
    caller: personOf(2),
    site: siteOf('operations', 'designer'),
    body,
    expected: 'new',
  });
  return connection;
}

describe('resolve', () => {
  it('hands the step its credential, and where alone it may be sent', async () => {
    const { value } = await boundConnection();
    const { body, auditSubject } = await handlersWith().resolve(asked(step));
    expect(body).toEqual({
      connectionId: value.id,
      settings: { baseUrl: `${system.address}/api`, testPath: '/' },
      allowedHosts: [system.host],
      credential: { kind: 'usernamePassword', username: 'workflow', password: 'Blue-Harbor-42' },
    });
    expect(auditSubject).toEqual({ connectionId: value.id, authorId: personOf(2).objectId });
  });

  it.each([
    [{}, { header: 'X-Api-Key' }],
    [
      { headerName: 'Authorization', scheme: 'Bearer' },
      { header: 'Authorization', scheme: 'Bearer' },
    ],
  ])('hands out an API key with how it is sent, for the settings %j', async (settings, sentAs) => {
    await boundConnectionWithKey(settings);
    const { body } = await handlersWith().resolve(asked(step));
    expect(body).toMatchObject({ allowedHosts: [system.host] });
    expect(body.credential).toEqual({ kind: 'apiKey', key: 'Amber-Meadow-93', ...sentAs });
  });

  it('hands out nothing while the vault cannot open it (S17)', async () => {
    await boundConnection();
    const vault = {
      ...world.vault,
      open: () => Promise.reject(new VaultError('unavailable', 'The tenant key cannot be read now.')),
    };
    await expect(handlersWith({ vault }).resolve(asked(step))).rejects.toMatchObject({
      code: 'vault_unavailable',
    });
  });
});

describe('invoke with an API key', () => {
  it('sends it in its header to the frozen host, and hands on the answer', async () => {
    await boundConnectionWithKey();
    system.answer = demandHeader('x-api-key', { beacon: 'Amber-Meadow-93' });
    const { body } = await invokeWith({ method: 'GET', url: '/signals', headers: { Accept: 'text/plain' } });
    expect(Buffer.from(body.bodyBase64, 'base64').toString()).toBe('{"account":"beacon"}');
    expect(system.asked).toMatchObject([
      { path: '/api/signals', headers: { 'x-api-key': 'Amber-Meadow-93', accept: 'text/plain' } },
    ]);
    expect(system.asked[0]?.headers).not.toHaveProperty('authorization');
    expect(JSON.stringify([body, audited])).not.toContain('Amber-Meadow-93');
  });

  it.each(['X-Api-Key', 'x-api-key', 'Authorization'])(
    'takes no %s from the engine: nothing is opened, recorded or sent',
    async (name) => {
      await boundConnectionWithKey();
      const vault = { ...world.vault, open: () => Promise.reject(new Error('The vault was asked.')) };
      const request = { method: 'GET', url: '/', headers: { [name]: 'mine' } } as const;
      await expect(invokeWith(request, { vault })).rejects.toMatchObject({
        code: 'invalid_request',
        errors: [{ field: `request.headers.${name}` }],
      });
      expect(audited).toEqual([]);
      expect(system.asked).toEqual([]);
    },
  );

  it('says that the key was refused where the system answers 401', async () => {
    await boundConnectionWithKey();
    system.answer = demandHeader('x-api-key', { beacon: 'changed-since' });
    await expect(invokeWith({ method: 'GET', url: '/' })).rejects.toMatchObject({
      code: 'credential_refused',
    });
  });

  it.each([
    ['the host', { baseUrl: 'https://evil.example' }],
    ['the header', { headerName: 'X-Logged' }],
  ])('is over once %s was moved in the settings (S29)', async (_, moved) => {
    const { value } = await boundConnectionWithKey();
    const connection = await findConnection(world.store, contosoId, value.id);
    if (connection === undefined) throw new Error('The connection is gone.');
    const changes = { settings: { ...value.settings, ...moved } };
    await updateConnection(world, { tenantId: contosoId, connection, changes, by: value.createdBy });
    await expect(invokeWith({ method: 'GET', url: '/' })).rejects.toMatchObject({ because: 'notConnected' });
    expect(system.asked).toEqual([]);
  });
});

describe('invoke', () => {
  it('makes the call with the credential and gives the answer whole', async () => {
    await boundConnection();
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    system.answer = (request, response) => {
      request.resume();
      response
        .writeHead(207, { 'content-type': 'application/x-own', 'set-cookie': 's=1', 'x-own': 'yes' })
        .end(bytes);
    };
    const { body, auditSubject } = await invokeWith({
      method: 'POST',
      url: '/invoices?x=1',
      headers: { 'Content-Type': 'text/plain' },
      body: 'ä',
    });
    expect(body).toMatchObject({
      status: 207,
      headers: { 'content-type': 'application/x-own', 'x-own': 'yes' },
      bodyBase64: bytes.toString('base64'),
    });
    expect(body.headers).not.toHaveProperty('set-cookie');
    expect(auditSubject).toMatchObject({ answered: '207' });
    expect(system.asked).toMatchObject([
      {
        method: 'POST',
        path: '/api/invoices?x=1',
        headers: {
          authorization: `Basic ${Buffer.from('workflow:Blue-Harbor-42').toString('base64')}`,
          'content-type': 'text/plain',
          'content-length': '2',
        },
      },
    ]);
  });

  it('tells the audit trail before the call is made, without path or content', async () => {
    const { value } = await boundConnection();
    let auditedBefore = 0;
    system.answer = (_, response) => {
      auditedBefore = audited.length;
      response.writeHead(200).end();
    };
    await invokeWith({ method: 'GET', url: '/private?token=x' });
    expect(auditedBefore).toBe(1);
    expect(audited).toEqual([
      {
        event: 'connection.invocationStarted',
        outcome: 'done',
        tenantId: contosoId,
        actor: { kind: 'engine', applicationId: engine.applicationId },
        requestId: 'request-1',
        subject: {
          connectionId: value.id,
          authorId: personOf(2).objectId,
          site: step.site,
          workflowId: 'approve-invoice',
          stepId: 'step-1',
          instanceId: 'instance-1',
          method: 'GET',
          host: system.host,
        },
      },
    ]);
  });

  it('sends nothing while the audit trail cannot be written (S21)', async () => {
    await boundConnection();
    const recordAudit = () => Promise.reject(new ConnectionError('store_unavailable'));
    await expect(invokeWith({ method: 'GET', url: '/' }, { recordAudit })).rejects.toMatchObject({
      code: 'store_unavailable',
    });
    expect(system.asked).toEqual([]);
  });

  it('says that the credential was refused where the system answers 401', async () => {
    await boundConnection();
    system.answer = demandBasic({ workflow: 'changed-since' });
    await expect(invokeWith({ method: 'GET', url: '/' })).rejects.toMatchObject({
      code: 'credential_refused',
    });
  });

  it.each([400, 403, 404, 409, 500, 503])('passes the system’s %d on', async (status) => {
    await boundConnection();
    system.answer = (_, response) => response.writeHead(status).end('why');
    const { body } = await invokeWith({ method: 'GET', url: '/' });
    expect(body).toMatchObject({ status, bodyBase64: Buffer.from('why').toString('base64') });
  });

  it('follows no redirect, so that the credential goes nowhere else', async () => {
    await boundConnection();
    system.answer = (_, response) =>
      response.writeHead(307, { location: `${system.address}/elsewhere` }).end();
    await expect(invokeWith({ method: 'GET', url: '/' })).rejects.toMatchObject({
      code: 'system_unreachable',
    });
    expect(system.asked).toHaveLength(1);
  });

  it.each([
    ['another host', { url: 'https://evil.example/' }, { code: 'not_allowed', because: 'hostNotAllowed' }],
    [
      'another port of the host',
      { url: 'https://ledger.test:1/' },
      { code: 'not_allowed', because: 'hostNotAllowed' },
    ],
    [
      'a credential of its own',
      { url: '/', headers: { Authorization: 'Bearer x' } },
      { code: 'invalid_request' },
    ],
  ])('refuses %s before anything is opened or recorded', async (_, request, problem) => {
    await boundConnection();
    const vault = { ...world.vault, open: () => Promise.reject(new Error('The vault was asked.')) };
    await expect(invokeWith({ method: 'GET', ...request }, { vault })).rejects.toMatchObject(problem);
    expect(audited).toEqual([]);
    expect(system.asked).toEqual([]);
  });

  it('goes to the frozen hosts only: a host moved in the settings brings the credential nowhere (S29)', async () => {
    const { value } = await boundConnection();
    const connection = await findConnection(world.store, contosoId, value.id);
    if (connection === undefined) throw new Error('The connection is gone.');
    const changes = { settings: { baseUrl: 'https://evil.example' } };
    await updateConnection(world, { tenantId: contosoId, connection, changes, by: value.createdBy });
    await expect(invokeWith({ method: 'GET', url: '/' })).rejects.toMatchObject({
      code: 'connection_not_ready',
      because: 'notConnected',
    });
    await expect(handlersWith().resolve(asked(step))).rejects.toMatchObject({ code: 'connection_not_ready' });
    expect(system.asked).toEqual([]);
  });
});
