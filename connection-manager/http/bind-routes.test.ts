import type { AuditEntry } from '../audit/audit-entry';
import { startApp, type AppUnderTest } from '../testing/app-under-test';
import {
  atOperations,
  callApi,
  wish,
  type ApiAnswer,
  type ApiMethod,
  type ApiRequest,
} from '../testing/call-api';
import { engineId, galleryId, tenantId, waltId } from '../testing/test-directory';
import { lowBits, operations } from '../testing/test-sharepoint';
import { bindRoutes } from './bind-routes';

const missing = 'con_0000000000000000000000000z';
const step = { site: operations, workflowId: 'w', stepId: 's', instanceId: 'i', stepHash: 'x'.repeat(43) };

describe(bindRoutes.name, () => {
  let under: AppUnderTest;

  beforeEach(async () => {
    under = await startApp();
  });

  afterEach(() => under.close());

  const ask = (line: `${ApiMethod} /${string}`, request?: ApiRequest) => callApi(under, line, request);

  async function create(changes: object = {}): Promise<ApiAnswer> {
    const headers = { ...(await under.person()), 'idempotency-key': 'wish-1' };
    return await ask('POST /connections', { headers, body: { ...wish, ...changes } });
  }

  it('creates, reads, changes and deletes a connection with etags', async () => {
    const created = await create();
    expect(created.status).toBe(201);
    const { id, etag, status } = created.connection;
    expect(created.headers['etag']).toBe(`"${etag}"`);
    expect(status.state).toBe('notConnected');

    const headers = await under.person();
    const line = `/connections/${id}?${atOperations}` as const;
    expect((await ask(`GET ${line}`, { headers })).connection).toEqual(created.connection);
    const renamed = await ask(`PATCH ${line}`, {
      headers: { ...headers, 'if-match': `"${etag}"` },
      body: { name: 'Main ledger' },
    });
    expect([renamed.status, renamed.connection.name]).toEqual([200, 'Main ledger']);
    const stale = await ask(`DELETE ${line}`, { headers: { ...headers, 'if-match': `"${etag}"` } });
    expect([stale.status, stale.problem.code]).toEqual([412, 'changed_meanwhile']);
    const gone = await ask(`DELETE ${line}`, {
      headers: { ...headers, 'if-match': String(renamed.headers['etag']) },
    });
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await ask(`GET ${line}`, { headers })).problem.code).toBe('connection_not_found');
  });

  it('answers a repeated wish with the same connection, and refuses the key for another (S43)', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create()));
    expect(new Set(answers.map(({ status, connection }) => `${status} ${connection.id}`)).size).toBe(1);
    const other = await create({ name: 'Another' });
    expect([other.status, other.problem.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('puts done and refused changes into the audit trail, and reads not', async () => {
    const { id, etag } = (await create()).connection;
    const dana = await under.person({ oid: galleryId });
    await ask(`GET /connections/${id}?${atOperations}`, { headers: dana });
    await ask(`DELETE /connections/${id}?${atOperations}`, { headers: { ...dana, 'if-match': etag } });
    const entries = await under.app.store.readRange<AuditEntry>(`audit:${tenantId}`, {
      prefix: '',
      limit: 100,
    });
    const text = entries.map(({ value }) => JSON.stringify(value));
    expect(text).toHaveLength(2);
    expect(text[0]).toMatch(/connection\.created.*done/);
    expect(text[0]).toContain(id);
    expect(text[1]).toMatch(/connection\.deleted.*refused/);
    expect(text[1]).toContain('notOwner');
    expect(text.join()).not.toContain('ledger.example');
  });

  it('lets nothing leave where the audit trail cannot be written (S21)', async () => {
    const write = under.app.store.write.bind(under.app.store);
    under.app.store.write = (partition, changes) =>
      partition.startsWith('audit:') ? Promise.reject(new Error('disk full')) : write(partition, changes);
    const answer = await create();
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(answer.text).not.toContain('con_');
  });

  it('tells a missing connection, one not to be seen, and a malformed id the same (S23)', async () => {
    const { id, etag } = (await create()).connection;
    under.sharePoint.low = lowBits.read;
    under.clock += 120_000;
    const guest = await under.person({ oid: galleryId, acct: 1 });
    const answers = new Set<string>();
    for (const connectionId of [id, missing, 'con_1', encodeURIComponent('../../x')]) {
      const line = `/connections/${connectionId}?${atOperations}` as const;
      for (const request of [
        ask(`GET ${line}`, { headers: guest }),
        ask(`DELETE ${line}`, { headers: { ...guest, 'if-match': etag } }),
      ]) {
        const { problem } = await request;
        answers.add(JSON.stringify({ ...problem, requestId: '' }));
      }
    }
    expect([...answers]).toEqual([expect.stringContaining('"code":"connection_not_found"')]);
  });

  it('does the same to the store for a missing connection as for one not to be seen (S23)', async () => {
    const { id } = (await create()).connection;
    under.clock += 120_000;
    const guest = await under.person({ oid: galleryId, acct: 1 });
    await ask(`DELETE /connections/${missing}?${atOperations}`, { headers: { ...guest, 'if-match': 'x' } });
    const operationsFor = async (connectionId: string): Promise<string[]> => {
      const seen: string[] = [];
      const { store } = under.app;
      const { read, write } = store;
      store.read = (partition, key) => (
        seen.push(`read ${partition}`),
        read.call(store, partition, key) as never
      );
      store.write = (partition, changes) => (
        seen.push(`write ${partition} ${changes.length}`),
        write.call(store, partition, changes)
      );
      await ask(`DELETE /connections/${connectionId}?${atOperations}`, {
        headers: { ...guest, 'if-match': 'x' },
      });
      Object.assign(store, { read, write });
      return seen;
    };
    const hidden = await operationsFor(id);
    expect(hidden.length).toBeGreaterThan(1);
    expect(await operationsFor(missing)).toEqual(hidden);
  });

  it('asks SharePoint and no header, query or body for the role (S25)', async () => {
    under.sharePoint.low = lowBits.edit;
    const headers = { ...(await under.person()), 'x-role': 'siteOwner', 'idempotency-key': '1' };
    const refused = await ask('POST /connections', { headers, body: wish });
    expect(refused.problem).toMatchObject({ code: 'not_allowed', because: 'roleTooWeak' });
    const claimed = await ask('POST /connections', { headers, body: { ...wish, role: 'siteOwner' } });
    expect(claimed.problem).toMatchObject({
      code: 'invalid_request',
      errors: [{ field: 'role', code: 'unknown_field' }],
    });
  });

  it('refuses people on the routes of engines and engines on the routes of people', async () => {
    const person = await ask('POST /runtime/resolve', { headers: await under.person(), body: step });
    const engine = await ask('GET /connectors', { headers: await under.engine() });
    expect([person.problem.code, engine.problem.code]).toEqual([
      'wrong_kind_of_token',
      'wrong_kind_of_token',
    ]);
    expect(person.headers['www-authenticate']).toContain('insufficient_scope');
    const unbound = await ask('POST /runtime/resolve', { headers: await under.engine(), body: step });
    expect(unbound.problem.code).toBe('binding_not_found');
    const stranger = await ask('POST /runtime/resolve', {
      headers: await under.engine({ azp: waltId }),
      body: step,
    });
    expect(stranger.problem).toMatchObject({ code: 'not_allowed', because: 'engineNotRegistered' });
  });

  it('logs neither tokens, queries nor bodies', async () => {
    const token = await under.person();
    await ask(`GET /connections?${atOperations}`, { headers: { ...token, cookie: 'session=hush' } });
    await create();
    await ask('POST /connections', {
      headers: { ...token, 'idempotency-key': 'x' },
      body: '{"password":"hush',
    });
    await under.app.server.inject({ url: '/connect/signin?code=hush&state=hush' });
    await under.app.server.inject({ url: '/hush/in/a/path' });
    const log = under.logLines.join('\n');
    expect(log).toContain('"route":"/api/v1/connections"');
    expect(log).toContain('"tenantId"');
    const secrets = [
      token['authorization'] ?? 'none',
      'hush',
      'operations',
      'ledger',
      'the-client-secret',
      engineId,
    ];
    for (const secret of secrets) expect(log).not.toContain(secret);
  });

  it('sends what a route declares and nothing else', async () => {
    const answer = await ask('GET /connectors', { headers: await under.person() });
    const { items } = JSON.parse(answer.text) as { items: object[] };
    expect(answer.status).toBe(200);
    const fields = ['authMethods', 'credentialSettings', 'description', 'icon', 'id', 'settings', 'title'];
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(fields);
  });
});
