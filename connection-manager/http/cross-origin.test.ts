import { startApp, type AppUnderTest } from '../testing/app-under-test';
import { registration, sharePointHost } from '../testing/test-directory';
import { operations } from '../testing/test-sharepoint';
import { addTenant } from '../tenants/tenants';
import { readKeyFile } from '../vault/key-file';
import { allowOrigin } from './cross-origin';

const origin = `https://${sharePointHost}`;
const fabrikam = 'https://fabrikam.sharepoint.example';
const fabrikamId = '99999999-9999-4999-8999-999999999999';

describe(allowOrigin.name, () => {
  let under: AppUnderTest;

  beforeAll(async () => {
    under = await startApp();
    const masterKeys = await readKeyFile(under.configuration.masterKeyFile, { databaseFolder: '/nowhere' });
    const tenant = registration({ tenantId: fabrikamId, sharePointHosts: ['fabrikam.sharepoint.example'] });
    await addTenant({ store: under.app.store, masterKeys }, tenant);
  });

  afterAll(() => under.close());

  function headersOf(answer: { readonly headers: Record<string, unknown> }): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(answer.headers).filter(([name]) => name.startsWith('access-control-')),
    );
  }

  it.each([origin, fabrikam])('lets %s read answers, refusals too, without credentials', async (from) => {
    const answer = await under.app.server.inject({ url: '/api/v1/connectors', headers: { origin: from } });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['vary']).toBe('Origin');
    expect(headersOf(answer)).toEqual({
      'access-control-allow-origin': from,
      'access-control-expose-headers': 'ETag, Retry-After, WWW-Authenticate, X-Request-Id',
    });
  });

  it.each([
    'https://evil.example',
    'null',
    `http://${sharePointHost}`,
    `${origin}:443`,
    `${origin}:8443`,
    `${origin}/`,
    `${origin}.evil.example`,
    `https://evil.${sharePointHost}`,
    origin.toUpperCase(),
    ` ${origin}x`,
    `${origin}, https://evil.example`,
    `${origin} https://evil.example`,
    'https://connections.example',
    '*',
    '',
  ])('gives %j no header', async (from) => {
    const answer = await under.app.server.inject({ url: '/api/v1/connectors', headers: { origin: from } });
    expect(headersOf(answer)).toEqual({});
    expect(answer.headers['vary']).toBe('Origin');
    const preflight = await under.app.server.inject({
      method: 'OPTIONS',
      url: '/api/v1/connections',
      headers: { origin: from, 'access-control-request-method': 'POST' },
    });
    expect(headersOf(preflight)).toEqual({});
  });

  it.each([
    ['/connectors', 'GET', 'Authorization'],
    ['/connections', 'GET, POST', 'Authorization, Content-Type, Idempotency-Key'],
    ['/connections/con_1', 'GET, PATCH, DELETE', 'Authorization, Content-Type, If-Match'],
    ['/connections/con_1/connect-flows', 'POST', 'Authorization, Idempotency-Key'],
    ['/bindings', 'PUT, GET', 'Authorization, Content-Type, If-Match, If-None-Match'],
  ])('tells in a preflight of %s what it takes and no more', async (path, methods, headers) => {
    const answer = await under.app.server.inject({
      method: 'OPTIONS',
      url: `/api/v1${path}`,
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(answer.statusCode).toBe(204);
    expect(headersOf(answer)).toEqual({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': expect.any(String),
      'access-control-allow-methods': methods,
      'access-control-allow-headers': headers,
      'access-control-max-age': '600',
    });
  });

  it.each(['/api/v1/runtime/resolve', '/health/live', '/connect/signin', '/api/v1/nothing'])(
    'says nothing of %s',
    async (url) => {
      for (const method of ['GET', 'OPTIONS'] as const) {
        const headers = { origin, 'access-control-request-method': 'POST' };
        expect(headersOf(await under.app.server.inject({ method, url, headers }))).toEqual({});
      }
    },
  );

  it('lets a page of one tenant not read what another tenant’s token brings', async () => {
    const ask = async (from: string) =>
      await under.app.server.inject({
        url: `/api/v1/connections?site=${encodeURIComponent(operations)}`,
        headers: { ...(await under.person()), origin: from },
      });
    expect(headersOf(await ask(origin))).toMatchObject({ 'access-control-allow-origin': origin });
    expect(headersOf(await ask(fabrikam))).toEqual({});
  });

  it('adds no header for callers that are no pages', async () => {
    const answer = await under.app.server.inject({
      url: '/api/v1/connectors',
      headers: await under.person(),
    });
    expect(answer.statusCode).toBe(200);
    expect(headersOf(answer)).toEqual({});
  });
});
