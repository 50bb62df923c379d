import { createHash } from 'node:crypto';
import { connectInWindow } from './connect-in-window';
import { field, ledgerOrigin, operations, Script, workflowAccount } from './script';
import { openWorkplace } from './workplace';
import type { Workplace } from './workplace';

const stepHash = createHash('sha256').update('{"operation":"invoke"}').digest('base64url');
const step = { site: operations, workflowId: 'invoice-approval', stepId: 'post-entry' } as const;
const running = { ...step, instanceId: 'instance-1', stepHash } as const;

let workplace: Workplace;
let script: Script;

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
});
afterAll(async () => workplace.close());

/** A connection to the Ledger, made by the site owner and connected in the connect window. */
async function connectedConnection(name: string): Promise<{ readonly id: string; readonly token: string }> {
  const token = await script.token({ person: 'olivia' });
  const created = await script.createConnection(token, name);
  expect(created.status).toBe(201);
  const flow = await script.startFlow(token, field(created, 'id'));
  expect(flow.status).toBe(201);
  const desk = await workplace.open('olivia');
  const window = await connectInWindow(desk.context, field(flow, 'address'), workflowAccount);
  await window.getByRole('heading', { name: 'Connected' }).waitFor();
  await desk.close();
  return { id: field(created, 'id'), token };
}

async function bind(token: string, connectionId: string, extra: object = {}): ReturnType<Script['call']> {
  return script.call('PUT', '/bindings', {
    token,
    headers: { 'if-none-match': '*' },
    body: { ...step, connectionId, operation: 'invoke', stepHash, ...extra },
  });
}

describe('a workflow step', () => {
  it('uses a connection that a designer bound to it, until the connection is deleted', async () => {
    const { id, token } = await connectedConnection('Ledger for invoices');
    const designer = await script.token({ person: 'dana', client: 'engine', scopes: ['bindings.write'] });
    const bound = await bind(designer, id);
    expect(bound.status).toBe(200);
    expect(bound.body).toMatchObject({ connectionId: id, author: { name: 'Dana Desai' } });

    const engine = await script.token({ application: 'engine' });
    const entry = { amount: 12.5, text: 'Harbor dues' };
    const invoked = await script.call('POST', '/runtime/invoke', {
      token: engine,
      body: {
        ...running,
        request: {
          method: 'POST',
          url: '/entries',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(entry),
        },
      },
    });
    expect(invoked.status).toBe(200);
    expect(invoked.body['status']).toBe(201);
    const answer: unknown = JSON.parse(Buffer.from(field(invoked, 'bodyBase64'), 'base64').toString('utf8'));
    expect(answer).toMatchObject({ ...entry, enteredBy: 'workflow' });
    const calls = await script.ledgerCalls();
    expect(calls.at(-1)).toMatchObject({
      method: 'POST',
      path: '/entries',
      username: 'workflow',
      authorized: true,
    });

    const resolved = await script.call('POST', '/runtime/resolve', { token: engine, body: running });
    expect(resolved.status).toBe(200);
    expect(resolved.body).toMatchObject({
      connectionId: id,
      allowedHosts: [new URL(ledgerOrigin).host],
      credential: { kind: 'usernamePassword', ...workflowAccount },
    });

    await deleteConnection(token, id);
    for (const path of ['/runtime/resolve', '/runtime/invoke']) {
      const body = path.endsWith('invoke') ? { ...running, request: { method: 'GET', url: '/me' } } : running;
      const refused = await script.call('POST', path, { token: engine, body });
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.status).toBeLessThan(500);
      expect(JSON.stringify(refused.body)).not.toContain(workflowAccount.password);
    }
    expect(await script.ledgerCalls()).toHaveLength(calls.length);
  });

  it('is refused without a binding, with a person’s token, with another application’s token, and after it was saved again', async () => {
    const { id } = await connectedConnection('Ledger for refusals');
    const engine = await script.token({ application: 'engine' });
    const elsewhere = { ...running, stepId: 'never-bound' };
    expect(await refusal(engine, elsewhere)).toMatchObject({ status: 404, code: 'binding_not_found' });

    const designer = await script.token({ person: 'dana', client: 'engine', scopes: ['bindings.write'] });
    expect((await bind(designer, id, { stepId: 'bound' })).status).toBe(200);
    const bound = { ...running, stepId: 'bound' };
    const person = await script.token({ person: 'olivia' });
    expect(await refusal(person, bound)).toMatchObject({ status: 403, code: 'wrong_kind_of_token' });
    const unrelated = await script.token({ application: 'unrelated' });
    expect(await refusal(unrelated, bound)).toMatchObject({ status: 403, code: 'wrong_kind_of_token' });
    const otherHash = createHash('sha256').update('saved again').digest('base64url');
    expect(await refusal(engine, { ...bound, stepHash: otherHash })).toMatchObject({
      status: 409,
      code: 'binding_stale',
    });
  });

  it('reaches no host but the connection’s own', async () => {
    const { id } = await connectedConnection('Ledger for hosts');
    const designer = await script.token({ person: 'dana', client: 'engine', scopes: ['bindings.write'] });
    expect((await bind(designer, id, { stepId: 'hosts' })).status).toBe(200);
    const engine = await script.token({ application: 'engine' });
    const before = (await script.ledgerCalls()).length;
    for (const url of [
      'https://login.entra.localhost:8444/',
      'https://ledger.systems.localhost:8450@evil.example/',
      '//evil.example/',
    ]) {
      const answer = await script.call('POST', '/runtime/invoke', {
        token: engine,
        body: { ...running, stepId: 'hosts', request: { method: 'GET', url } },
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect(await script.ledgerCalls()).toHaveLength(before);
  });
});

describe('binding', () => {
  it('is refused to a reader, and to a designer for a connection of another site', async () => {
    const { id } = await connectedConnection('Ledger for readers');
    const reader = await script.token({ person: 'ravi', client: 'engine', scopes: ['bindings.write'] });
    const refused = await bind(reader, id, { stepId: 'reader' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'not_allowed', because: 'mayNotEditSite' } });

    const olivia = await script.token({ person: 'olivia', client: 'engine', scopes: ['bindings.write'] });
    const site = operations.replace('/operations', '/projects');
    const elsewhere = await bind(olivia, id, { site, stepId: 'elsewhere' });
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'not_allowed', because: 'otherSite' } });
  });
});

async function deleteConnection(token: string, id: string): Promise<void> {
  const path = `/connections/${id}?site=${encodeURIComponent(operations)}`;
  const read = await script.call('GET', path, { token });
  const deleted = await script.call('DELETE', path, {
    token,
    headers: { 'if-match': read.headers.get('etag') ?? '' },
  });
  expect(deleted.status).toBe(204);
}

async function refusal(
  token: string,
  body: object,
): Promise<{ readonly status: number; readonly code: unknown }> {
  const answer = await script.call('POST', '/runtime/resolve', { token, body });
  expect(JSON.stringify(answer.body)).not.toContain(workflowAccount.password);
  return { status: answer.status, code: answer.body['code'] };
}
