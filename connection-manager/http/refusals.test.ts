import { problemSchema } from '../../src/contract/problem';
import { startApp, type AppUnderTest } from '../testing/app-under-test';
import { atOperations, callApi, wish, type ApiMethod, type ApiRequest } from '../testing/call-api';
import { operations } from '../testing/test-sharepoint';
import { sendProblem } from './api-headers';

const missing = 'con_0000000000000000000000000z';
const binding = {
  site: operations,
  workflowId: 'w',
  stepId: 's',
  connectionId: missing,
  operation: 'invoke',
  stepHash: 'x'.repeat(43),
};

describe(sendProblem.name, () => {
  let under: AppUnderTest;

  beforeEach(async () => {
    under = await startApp();
  });

  afterEach(() => under.close());

  const ask = (line: `${ApiMethod} /${string}`, request?: ApiRequest) => callApi(under, line, request);

  it.each([
    ['no token', {}],
    ['another scheme', { authorization: 'Basic b2xpdmlhOng=' }],
    ['a token that is none', { authorization: 'Bearer x' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['two tokens', { authorization: 'Bearer a, Bearer b' }],
  ])('asks for a token given %s', async (_how, headers) => {
    const answer = await ask('GET /connectors', { headers });
    expect([answer.status, answer.problem.code]).toEqual([401, 'unauthenticated']);
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('hands on what the directory wants of the person', async () => {
    const claims = '{"access_token":{"acrs":{"value":"c1"}}}';
    under.directory.tokenAnswer = { status: 400, body: { error: 'interaction_required', claims } };
    const answer = await ask(`GET /connections?${atOperations}`, { headers: await under.person() });
    expect(answer.problem).toMatchObject({ code: 'claims_required', claims });
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
    );
  });

  it.each([
    ['site_not_found', 404, () => Object.assign(under.sharePoint, { status: 403 })],
    ['sharepoint_unavailable', 503, () => Object.assign(under.sharePoint, { status: 500 })],
    [
      'directory_unavailable',
      503,
      () => Object.assign(under.directory, { tokenAnswer: { status: 500, body: {} } }),
    ],
  ])('answers %s', async (code, status, prepare) => {
    const headers = await under.person();
    prepare();
    const answer = await ask(`GET /connections?${atOperations}`, { headers });
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
    expect(answer.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
  });

  it('answers store_unavailable when the store is gone, and tells nothing more', async () => {
    const headers = await under.person();
    await ask('GET /connectors', { headers });
    await under.app.store.close();
    under.clock += 11_000;
    const answer = await ask('GET /connectors', { headers });
    expect([answer.status, answer.problem.code, answer.problem.detail]).toEqual([
      503,
      'store_unavailable',
      undefined,
    ]);
  });

  it('answers every problem as RFC 9457 with an id of its own, in answer and log', async () => {
    const answer = await ask('GET /nothing/here', { headers: { 'x-request-id': 'chosen-by-the-caller' } });
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const problem = problemSchema.parse(answer.problem);
    expect(problem).toMatchObject({
      code: 'route_not_found',
      type: 'urn:workflow-gallery:problem:route_not_found',
      status: 404,
    });
    expect(problem.requestId).toMatch(/^req_[0-9a-z]{26}$/);
    expect(answer.headers['x-request-id']).toBe(problem.requestId);
    expect(under.logLines.some((line) => line.includes(problem.requestId))).toBe(true);
    expect(under.logLines.join()).not.toContain('chosen-by-the-caller');
  });

  it.each([
    ['HEAD /connections', 'GET, OPTIONS, POST'],
    ['DELETE /connectors', 'GET, OPTIONS'],
    [`POST /connections/${missing}`, 'DELETE, GET, OPTIONS, PATCH'],
    ['GET /runtime/resolve', 'OPTIONS, POST'],
  ] as const)('answers %s with the methods there are', async (line, allow) => {
    const answer = await ask(line);
    expect([answer.status, answer.headers['allow']]).toEqual([405, allow]);
  });

  it.each([
    ['no If-Match', `PATCH /connections/${missing}?${atOperations}`, {}, { name: 'x' }, 'if_match_required'],
    [
      'If-Match: *',
      `PATCH /connections/${missing}?${atOperations}`,
      { 'if-match': '*' },
      { name: 'x' },
      'invalid_request',
    ],
    ['no Idempotency-Key', 'POST /connections', {}, wish, 'idempotency_key_required'],
    ['a wrong Idempotency-Key', 'POST /connections', { 'idempotency-key': 'a b' }, wish, 'invalid_request'],
    ['no precondition at all', 'PUT /bindings', {}, binding, 'if_match_required'],
    ['an unknown query', `GET /connections?${atOperations}&role=owner`, {}, undefined, 'invalid_request'],
    ['a query twice', `GET /connections?${atOperations}&${atOperations}`, {}, undefined, 'invalid_request'],
    ['a query where none is taken', 'GET /connectors?debug=1', {}, undefined, 'invalid_request'],
    [
      'a body where none is taken',
      'POST /connect-flows/flow_00000000000000000000000000/cancel',
      {},
      {},
      'invalid_request',
    ],
    ['no body', 'POST /connections', { 'idempotency-key': 'a' }, undefined, 'invalid_request'],
    ['a body that is no JSON', 'POST /connections', { 'idempotency-key': 'a' }, '{', 'invalid_request'],
    [
      'a large body',
      'POST /connections',
      { 'idempotency-key': 'a' },
      'x'.repeat(64 * 1024 + 1),
      'payload_too_large',
    ],
    [
      'a body of another type',
      'POST /connections',
      { 'content-type': 'text/plain' },
      'x',
      'unsupported_media_type',
    ],
  ] as const)('refuses %s', async (_what, line, headers, body, code) => {
    const answer = await ask(line, { headers: { ...(await under.person()), ...headers }, body });
    expect(problemSchema.parse(answer.problem)).toMatchObject({ code, status: answer.status });
  });

  it('takes a larger body where a call is made through a connection', async () => {
    const step = {
      site: operations,
      workflowId: 'w',
      stepId: 's',
      instanceId: 'i',
      stepHash: 'x'.repeat(43),
    };
    const request = { method: 'POST', url: '/', body: 'x'.repeat(1024 * 1024) };
    const headers = await under.engine();
    const answer = await ask('POST /runtime/invoke', { headers, body: { ...step, request } });
    expect(answer.problem.code).toBe('binding_not_found');
    const body = ' '.repeat(1.5 * 1024 * 1024 + 1);
    expect((await ask('POST /runtime/invoke', { headers, body })).problem.code).toBe('payload_too_large');
  });

  it('puts the security headers on every answer', async () => {
    const good = await ask('GET /connectors', { headers: await under.person() });
    for (const answer of [good, await ask('GET /connectors'), await ask('GET /nothing')]) {
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
      });
    }
  });
});
