import { connectionActions } from '../../src/contract/connection';
import { contosoId, useConnections } from '../connections/connections-under-test';
import { useSystem } from '../connectors/system-under-test';
import { creationOf, olivia, site, siteQuery, useApi, type Answered } from './api-under-test';

const world = useConnections();
const system = useSystem();
const api = useApi(world, system);

const step = { site, workflowId: 'approve-invoice', stepId: 'step-1', stepHash: 'a'.repeat(43) };

async function created(): Promise<string> {
  const { body } = await api.ask(creationOf(system, 'a-key'));
  return String(body['id']);
}

function readBinding(): Promise<Answered> {
  return api.ask({
    as: 'olivia',
    method: 'GET',
    path: `/bindings${siteQuery}&workflowId=approve-invoice&stepId=step-1`,
  });
}

function bind(connectionId: string, headers: Readonly<Record<string, string>>): Promise<Answered> {
  const body = { ...step, connectionId, operation: 'invoke' };
  return api.ask({ as: 'olivia', method: 'PUT', path: '/bindings', headers, body });
}

describe('connections over HTTP', () => {
  it('are created once, listed, changed and deleted as the routes declare', async () => {
    const request = creationOf(system, 'one');
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.ask(request)));
    const told = answers.map(({ status, body, etag }) => `${status} ${String(body['id'])} ${etag}`);
    expect(new Set(told).size).toBe(1);
    const reused = await api.ask({ ...request, body: { ...request.body, name: 'Another' } });
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });

    const list = await api.ask({ as: 'olivia', method: 'GET', path: `/connections${siteQuery}` });
    expect(list.body).toMatchObject({
      items: [
        {
          name: 'Ledger',
          status: { state: 'notConnected' },
          may: connectionActions.filter((action) => action !== 'share'),
        },
      ],
      create: { allowed: true, availability: 'site' },
    });
    expect(list.body).not.toHaveProperty('next');

    const id = String(answers[0]?.body['id']);
    const path = `/connections/${id}${siteQuery}`;
    const { etag } = await api.ask({ as: 'olivia', method: 'GET', path });
    const change = { as: 'olivia', method: 'PATCH', path, body: { name: 'Renamed' } } as const;
    expect(await api.ask(change)).toMatchObject({ status: 428 });
    expect(await api.ask({ ...change, headers: { 'if-match': etag } })).toMatchObject({
      status: 200,
      body: { name: 'Renamed' },
    });
    expect(await api.ask({ ...change, headers: { 'if-match': etag } })).toMatchObject({ status: 412 });

    const renamed = await api.ask({ as: 'olivia', method: 'GET', path });
    const deletion = { as: 'olivia', method: 'DELETE', path, headers: { 'if-match': renamed.etag } } as const;
    expect(await api.ask(deletion)).toMatchObject({ status: 204 });
    expect(await api.ask({ as: 'olivia', method: 'GET', path })).toMatchObject({ status: 404 });
    expect(await api.ask(request)).toMatchObject({ status: 404, body: { code: 'connection_not_found' } });
    expect(
      (await api.ask({ as: 'olivia', method: 'GET', path: `/connections${siteQuery}` })).body,
    ).toMatchObject({ items: [] });
  });

  it('keep what binds them, and tell it to who may edit the site', async () => {
    const id = await created();
    expect(await readBinding()).toMatchObject({ status: 404, body: { code: 'binding_not_found' } });
    expect(await bind(id, { 'if-none-match': '*' })).toMatchObject({ status: 200 });
    const bound = await readBinding();
    expect(bound.body).toMatchObject({
      connectionId: id,
      author: { objectId: olivia.objectId },
      stepHash: step.stepHash,
    });
    expect(await bind(id, { 'if-none-match': '*' })).toMatchObject({ status: 412 });
    expect(await bind(id, { 'if-match': bound.etag })).toMatchObject({ status: 200 });
  });

  it('leave every change in the audit trail, and every refusal', async () => {
    const id = await created();
    await api.ask({
      as: 'olivia',
      method: 'DELETE',
      path: `/connections/${id}${siteQuery}`,
      headers: { 'if-match': '"other"' },
    });
    await api.ask({
      as: 'engine',
      method: 'POST',
      path: '/runtime/resolve',
      body: { ...step, instanceId: 'instance-1' },
    });
    const range = { prefix: 'writer-1:', limit: 10 };
    const records = await world.store.readRange<{ event: string; outcome: string }>(
      `audit:${contosoId}`,
      range,
    );
    expect(records.map(({ value }) => `${value.event} ${value.outcome}`)).toEqual([
      'connection.created done',
      'connection.deleted refused',
      'credential.resolved refused',
    ]);
  });
});
