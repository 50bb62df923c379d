import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  bindStep,
  cancelConnectFlow,
  createConnection,
  deleteConnection,
  listConnections,
  listConnectors,
} from '../contract/routes';
import { shareConnection } from '../contract/permission-routes';
import { createApiClient, requestTimeout } from './api-client';
import type { ApiClientOptions, TokenWish } from './api-client';
import { ApiProblem, isPassing, toApiProblem } from './api-problem';

interface Received {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Prepared {
  readonly status: number;
  readonly body?: unknown;
  readonly type?: string;
}

const connectionId = 'con_0123456789abcdefghjkmnpqrs';
const site = 'https://contoso.example/sites/operations';
const connectors: Prepared = { status: 200, body: { items: [] } };

function problem(status: number, code: string, more: object = {}): Prepared {
  const body = {
    type: `urn:workflow-gallery:problem:${code}`,
    title: code,
    status,
    code,
    requestId: 'req-1',
    ...more,
  };
  return { status, body, type: 'application/problem+json; charset=utf-8' };
}

describe(createApiClient.name, () => {
  let server: Server;
  let origin: string;
  let received: Received[];
  let answers: Prepared[];

  beforeEach(async () => {
    received = [];
    answers = [];
    server = createServer((request, response) => {
      void answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    received.push({
      line: `${request.method} ${request.url}`,
      headers: request.headers,
      body: Buffer.concat(parts).toString(),
    });
    const prepared = answers.shift();
    if (prepared === undefined) return;
    response.writeHead(prepared.status, { 'content-type': prepared.type ?? 'application/json' });
    response.end(typeof prepared.body === 'string' ? prepared.body : JSON.stringify(prepared.body));
  }

  function client(options: Partial<ApiClientOptions> = {}) {
    return createApiClient({
      origin,
      getToken: async () => 'token-1',
      fetch: (address, init) => fetch(address, init),
      newId: () => 'id-1',
      ...options,
    });
  }

  it('writes parameters, query, body and headers as the route declares them', async () => {
    answers = [{ status: 204 }, problem(404, 'site_not_found'), problem(404, 'site_not_found')];
    const body = { site, connectorId: 'http-basic', authMethodId: 'password', name: 'Ledger', settings: {} };

    await client().call(deleteConnection, { params: { connectionId }, query: { site }, ifMatch: '"7"' });
    await client()
      .call(listConnections, { query: { site, limit: 50 } })
      .catch(() => undefined);
    await client()
      .call(createConnection, { body, idempotencyKey: 'wish-1' })
      .catch(() => undefined);

    const [deleting, listing, creating] = received;
    expect(deleting?.line).toBe(
      `DELETE /api/v1/connections/${connectionId}?site=${encodeURIComponent(site)}`,
    );
    expect(deleting?.headers).toMatchObject({ 'if-match': '"7"', authorization: 'Bearer token-1' });
    expect(deleting?.headers['content-type']).toBeUndefined();
    expect(listing?.line).toBe(`GET /api/v1/connections?site=${encodeURIComponent(site)}&limit=50`);
    expect(creating?.headers).toMatchObject({
      'idempotency-key': 'wish-1',
      'content-type': 'application/json',
    });
    expect(JSON.parse(creating?.body ?? '')).toEqual(body);
  });

  it('encodes parameters, so that none reaches another route', async () => {
    answers = [problem(404, 'flow_not_found')];
    await client()
      .call(cancelConnectFlow, { params: { flowId: '../connections?x=' } })
      .catch(() => undefined);
    expect(received[0]?.line).toBe('POST /api/v1/connect-flows/..%2Fconnections%3Fx%3D/cancel');
  });

  it('says If-None-Match where the thing may be new and no version of it is known', async () => {
    answers = [problem(404, 'site_not_found'), problem(404, 'site_not_found')];
    const step = {
      site,
      workflowId: 'w',
      stepId: 's',
      connectionId,
      operation: 'invoke',
      stepHash: 'x'.repeat(43),
    };

    await client()
      .call(bindStep, { body: step })
      .catch(() => undefined);
    await client()
      .call(bindStep, { body: step, ifMatch: '"1"' })
      .catch(() => undefined);

    expect(received[0]?.headers).toMatchObject({ 'if-none-match': '*' });
    expect(received[1]?.headers).toMatchObject({ 'if-match': '"1"' });
    expect(received[1]?.headers['if-none-match']).toBeUndefined();
  });

  it('hands on what must be confirmed, and sends the confirmation with the same request', async () => {
    const confirmation = {
      id: 'cnf_0123456789abcdefghjkmnpqrs',
      connectionId,
      state: 'waiting',
      address: 'https://connections.example/confirm/t/c',
      expiresAt: '2026-01-01T08:15:00.000Z',
    };
    answers = [problem(403, 'confirmation_required', { confirmation }), problem(404, 'connection_not_found')];
    const share = { params: { connectionId }, query: { site }, ifMatch: '"1"' };
    const first = await client().call(shareConnection, share).catch(toApiProblem);
    expect(first).toMatchObject({ code: 'confirmation_required', confirmation });
    await client()
      .call(shareConnection, { ...share, confirmation: confirmation.id })
      .catch(() => undefined);
    expect(received.map(({ headers }) => headers.confirmation)).toEqual([undefined, confirmation.id]);
  });

  it('drops what the schema of the answer does not declare', async () => {
    answers = [{ status: 200, body: { items: [], surprise: 'kept by mistake' } }];
    await expect(client().call(listConnectors, {})).resolves.toEqual({ items: [] });
  });

  it('rejects with the problem that the connection manager described', async () => {
    const errors = [{ field: 'name', code: 'character_refused', message: 'No <.', refused: '<' }];
    answers = [
      problem(403, 'not_allowed', { because: 'roleTooWeak' }),
      problem(422, 'invalid_request', { errors }),
    ];

    const refused = await client().call(listConnectors, {}).catch(toApiProblem);
    const invalid = await client().call(listConnectors, {}).catch(toApiProblem);

    expect(refused).toMatchObject({
      code: 'not_allowed',
      because: 'roleTooWeak',
      requestId: 'req-1',
      status: 403,
    });
    expect(invalid).toMatchObject({ code: 'invalid_request', errors, status: 422 });
  });

  it.each([
    ['a page', { status: 502, body: '<html>', type: 'text/html' }],
    ['a problem nobody declared', problem(500, 'no_such_code')],
    ['text instead of JSON', { status: 200, body: 'items' }],
    ['an answer of another shape', { status: 200, body: { items: [{}] } }],
  ])('says that it does not understand %s', async (_what, prepared) => {
    answers = [prepared];
    await expect(client().call(listConnectors, {})).rejects.toMatchObject({
      code: 'answer_not_understood',
      status: prepared.status,
    });
  });

  it('replaces a refused token once and repeats the request with the same key', async () => {
    const wishes: TokenWish[] = [];
    const ids = ['id-1', 'id-2'];
    answers = [problem(401, 'unauthenticated'), problem(404, 'connector_not_found')];
    const asking = client({
      getToken: async (wish) => `token-${wishes.push(wish)}`,
      newId: () => ids.shift() ?? 'none',
    });
    const body = { site, connectorId: 'http-basic', authMethodId: 'password', name: 'Ledger', settings: {} };

    await expect(asking.call(createConnection, { body })).rejects.toMatchObject({
      code: 'connector_not_found',
    });

    expect(wishes).toEqual([{ fresh: false }, { fresh: true, claims: undefined }]);
    expect(received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual(['id-1', 'id-1']);
  });

  it('asks for the claims that the directory wants, and gives up after the second refusal', async () => {
    const wishes: TokenWish[] = [];
    answers = [
      problem(401, 'claims_required', { claims: '{"a":1}' }),
      problem(401, 'claims_required', { claims: '{"a":1}' }),
    ];
    const asking = client({ getToken: async (wish) => `token-${wishes.push(wish)}` });

    await expect(asking.call(listConnectors, {})).rejects.toMatchObject({
      code: 'claims_required',
      claims: '{"a":1}',
    });
    expect(wishes).toEqual([{ fresh: false }, { fresh: true, claims: '{"a":1}' }]);
    expect(received).toHaveLength(2);
  });

  it('says that a sign-in is needed when there is no token, and sends nothing', async () => {
    const asking = client({ getToken: () => Promise.reject(new Error('nobody is signed in')) });
    await expect(asking.call(listConnectors, {})).rejects.toMatchObject({
      code: 'sign_in_required',
      status: 0,
    });
    expect(received).toHaveLength(0);
  });

  it('says that the connection manager is not reachable when nothing listens', async () => {
    await expect(client({ origin: 'http://127.0.0.1:1' }).call(listConnectors, {})).rejects.toMatchObject({
      code: 'not_reachable',
      status: 0,
    });
  });

  it('gives up an answer that does not come in time', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const asked = new Promise<void>((resolve) => server.once('request', () => resolve()));
      const calling = client().call(listConnectors, {}).catch(toApiProblem);
      await asked;
      jest.advanceTimersByTime(requestTimeout);
      await expect(calling).resolves.toMatchObject({ code: 'not_reachable' });
    } finally {
      jest.useRealTimers();
    }
  });

  it('rejects with the reason of the caller who aborts, and leaves no listener behind', async () => {
    const abort = new AbortController();
    const calling = client().call(listConnectors, { signal: abort.signal });
    server.once('request', () => abort.abort(new Error('left the page')));
    await expect(calling).rejects.toThrow('left the page');
    await expect(client().call(listConnectors, { signal: abort.signal })).rejects.toThrow('left the page');
    expect(received).toHaveLength(1);
  });

  it('sends neither cookies nor the address of the page, and follows no redirect', async () => {
    const sent: RequestInit[] = [];
    answers = [connectors];
    const asking = client({
      fetch: (address, init) => {
        sent.push(init);
        return fetch(address, init);
      },
    });
    await asking.call(listConnectors, {});
    expect(sent[0]).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
    });
  });
});

describe(isPassing.name, () => {
  it.each([
    ['not_reachable', 0, true],
    ['too_many_requests', 429, true],
    ['store_unavailable', 503, true],
    ['not_allowed', 403, false],
    ['sign_in_required', 0, false],
  ] as const)('of %s is %s → %s', (code, status, passing) => {
    expect(isPassing(new ApiProblem({ code, status }))).toBe(passing);
  });
});
