import { request as sendRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { origin, startApp, type AppUnderTest } from '../testing/app-under-test';
import { atOperations, callApi, wish } from '../testing/call-api';
import { apiId, directoryHost, sharePointHost, tenantId } from '../testing/test-directory';

const redirectUri = `${origin}/connect/signin`;
const page = `https://${sharePointHost}`;

interface Spoof {
  readonly headers?: Readonly<Record<string, string>>;
  /** How the request line names the path; as it is, if nothing is said. */
  readonly target?: (path: string) => string;
  /** What is not spelt as ours may be refused. It is never answered with another address. */
  readonly mayBeRefused?: true;
}

/** What a request can say of where it was sent to, beside what the configuration says. */
const spoofs: readonly (readonly [string, Spoof])[] = [
  ['another Host', { headers: { host: 'evil.example' } }],
  ['another port in Host', { headers: { host: 'connections.example:8443' } }],
  ['the usual port in Host', { headers: { host: 'connections.example:443' } }],
  ['Host in capitals', { headers: { host: 'CONNECTIONS.EXAMPLE' } }],
  ['a trailing dot in Host', { headers: { host: 'connections.example.' } }],
  ['a name and password in Host', { headers: { host: 'connections.example:x@evil.example' } }],
  ['a path in Host', { headers: { host: 'evil.example/connections.example' } }],
  ['a longer Host', { headers: { host: 'connections.example.evil.example' } }],
  ['an address in Host', { headers: { host: '127.0.0.1' } }],
  ['an empty Host', { headers: { host: '' } }],
  ['X-Forwarded-Host', { headers: { 'x-forwarded-host': 'evil.example' } }],
  ['two hosts in X-Forwarded-Host', { headers: { 'x-forwarded-host': 'connections.example, evil.example' } }],
  ['X-Forwarded-Proto', { headers: { 'x-forwarded-proto': 'http' } }],
  ['X-Forwarded-Port', { headers: { 'x-forwarded-port': '8443' } }],
  ['X-Forwarded-Prefix', { headers: { 'x-forwarded-prefix': '/evil' } }],
  ['X-Forwarded-Server', { headers: { 'x-forwarded-server': 'evil.example' } }],
  ['Forwarded', { headers: { forwarded: 'for=1.2.3.4;host=evil.example;proto=http' } }],
  ['X-Original-Host', { headers: { 'x-original-host': 'evil.example' } }],
  ['X-Host', { headers: { 'x-host': 'evil.example' } }],
  ['X-Original-URL', { headers: { 'x-original-url': 'https://evil.example/connect/signin' } }],
  ['X-Rewrite-URL', { headers: { 'x-rewrite-url': '/connect/signin' } }],
  ['Referer', { headers: { referer: 'https://evil.example/connect/' } }],
  ['Origin and Host that agree', { headers: { host: 'evil.example', origin: 'https://evil.example' } }],
  [
    'all of them at once',
    { headers: { host: 'a.example', 'x-forwarded-host': 'b.example', forwarded: 'host=c.example' } },
  ],
  ['a whole address in the request line', { target: (path) => `https://evil.example${path}` }],
  [
    'a query that names another',
    { target: (path) => `${path}?redirect_uri=https://evil.example&host=evil.example`, mayBeRefused: true },
  ],
  ['an encoded path', { target: (path) => path.replace('connect', '%63onnect'), mayBeRefused: true }],
  ['an encoded slash', { target: (path) => path.replaceAll('/', '%2F'), mayBeRefused: true }],
  ['a path in capitals', { target: (path) => path.toUpperCase(), mayBeRefused: true }],
  ['a trailing slash', { target: (path) => `${path}/`, mayBeRefused: true }],
  ['two slashes', { target: (path) => `/${path}`, mayBeRefused: true }],
  ['a host behind two slashes', { target: (path) => `//evil.example${path}`, mayBeRefused: true }],
  ['a way up', { target: (path) => `/evil/..${path}`, mayBeRefused: true }],
  ['a way up that is encoded', { target: (path) => `/evil/%2e%2e${path}`, mayBeRefused: true }],
  ['backslashes', { target: (path) => path.replaceAll('/', '\\'), mayBeRefused: true }],
  ['a semicolon', { target: (path) => `${path};host=evil.example`, mayBeRefused: true }],
];

interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly spoof?: Spoof;
}

let under: AppUnderTest;
let port: number;
let connectionId: string;
let numberOfKeys = 0;

beforeAll(async () => {
  under = await startApp();
  await under.app.server.listen({ host: '127.0.0.1', port: 0 });
  port = (under.app.server.server.address() as AddressInfo).port;
  const headers = { ...(await under.person()), 'idempotency-key': 'connection' };
  const created = await callApi(under, 'POST /connections', { headers, body: wish });
  connectionId = created.connection.id;
});

afterAll(() => under.close());

/** Over a real socket: an injected request has its address put in order before the server sees it. */
function ask({ method = 'GET', path, headers = {}, spoof = {} }: Asked): Promise<Told> {
  return new Promise((resolve, reject) => {
    const all = { host: 'connections.example', ...headers, ...spoof.headers };
    const options = { host: '127.0.0.1', port, method, path: spoof.target?.(path) ?? path, headers: all };
    const request = sendRequest(options, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}

async function startFlow(spoof: Spoof = {}): Promise<Told> {
  numberOfKeys += 1;
  const headers = { ...(await under.person()), 'idempotency-key': `flow-${numberOfKeys}` };
  const path = `/api/v1/connections/${connectionId}/connect-flows?${atOperations}`;
  return ask({ method: 'POST', path, headers, spoof });
}

async function pathOfNewFlow(): Promise<string> {
  const { address } = JSON.parse((await startFlow()).body) as { readonly address: string };
  return new URL(address).pathname;
}

function cookieOf({ headers }: Told): string {
  return (headers['set-cookie'] ?? []).join('\n');
}

function corsOf({ headers }: Told): object {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));
}

/** An answer that leads nowhere: no redirect, no cookie, no address of the request's own making. */
function expectDeadEnd(answer: Told): void {
  expect([400, 403, 404, 422]).toContain(answer.status);
  expect(answer.headers.location).toBeUndefined();
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.body).not.toContain('evil.example');
}

describe('an address of our own (S7)', () => {
  it('is put to the test in more than twenty ways', () => {
    expect(new Set(spoofs.map(([name]) => name)).size).toBeGreaterThanOrEqual(20);
  });

  it.each(spoofs)(
    'sends to the directory with the configured redirect address, given %s',
    async (_how, spoof) => {
      const answer = await ask({ path: await pathOfNewFlow(), spoof });
      if (spoof.mayBeRefused && answer.status !== 302) return expectDeadEnd(answer);
      expect(answer.status).toBe(302);
      const location = new URL(answer.headers.location ?? '');
      expect(location.host).toBe(directoryHost);
      expect(location.searchParams.getAll('redirect_uri')).toEqual([redirectUri]);
      expect(cookieOf(answer)).toMatch(
        /^__Host-connect-signin=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
    },
  );

  it.each(spoofs)('is the flow’s address, given %s', async (_how, spoof) => {
    const answer = await startFlow(spoof);
    if (spoof.mayBeRefused && answer.status !== 201) return expectDeadEnd(answer);
    const { address } = JSON.parse(answer.body) as { readonly address: string };
    expect(address).toMatch(new RegExp(`^${origin}/connect/${tenantId}/flow_[0-9a-z]{26}$`));
  });

  it.each(spoofs)(
    'is where the code is redeemed for and where the person goes on, given %s',
    async (_how, spoof) => {
      const flowPath = await pathOfNewFlow();
      const away = await ask({ path: flowPath });
      const asked = new URL(away.headers.location ?? '').searchParams;
      under.directory.tokenAnswer = { status: 200, body: await tokensWith(asked.get('nonce') ?? '') };
      under.directory.requests.length = 0;
      const query = new URLSearchParams({ code: 'a-code', state: asked.get('state') ?? '' });
      const cookie = cookieOf(away).split(';')[0] ?? '';
      const target = (path: string): string => joinQuery(spoof.target?.(path) ?? path, query);
      const back = await ask({ path: '/connect/signin', headers: { cookie }, spoof: { ...spoof, target } });
      if (spoof.mayBeRefused && back.status !== 303) return expectDeadEnd(back);
      expect(back.status).toBe(303);
      expect(back.headers.location).toBe(flowPath);
      expect(cookieOf(back)).not.toMatch(/domain=/i);
      expect(cookieOf(back)).toMatch(
        /__Host-connect=[\w-]{43}; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax/,
      );
      const redeemed = under.directory.requests.filter(({ url }) => url.endsWith('/token'));
      expect(redeemed.map(({ body }) => redirectUriIn(body))).toEqual([redirectUri]);
    },
  );

  it.each(spoofs)('takes no other page for one of the tenant’s, given %s', async (_how, spoof) => {
    const headers = { origin: 'https://evil.example' };
    expect(corsOf(await ask({ path: '/api/v1/connectors', headers, spoof }))).toEqual({});
    const ours = corsOf(await ask({ path: '/api/v1/connectors', headers: { origin: page }, spoof }));
    // A path that is not spelt as ours is given to no page at all.
    if (spoof.target !== undefined && Object.keys(ours).length === 0) return;
    const isOurs = spoof.headers?.['origin'] === undefined;
    const expected = {
      'access-control-allow-origin': page,
      'access-control-expose-headers': expect.any(String),
    };
    expect(ours).toEqual(isOurs ? expected : {});
  });
});

/** The directory's answer to a code: who signed in, for the sign-in that this nonce belongs to. */
async function tokensWith(nonce: string): Promise<object> {
  const issuedAt = Math.floor(Date.now() / 1000);
  const lasting = { iat: issuedAt, nbf: issuedAt, exp: issuedAt + 300 };
  const { authorization = '' } = await under.person({ ...lasting, aud: apiId, sub: 'olivia', nonce });
  const idToken = authorization.replace('Bearer ', '');
  return { access_token: 'unused', token_type: 'Bearer', expires_in: 300, id_token: idToken };
}

function redirectUriIn(body: string | Uint8Array | undefined): string | null {
  return new URLSearchParams(Buffer.from(body ?? '').toString('utf8')).get('redirect_uri');
}

function joinQuery(path: string, query: URLSearchParams): string {
  return `${path}${path.includes('?') ? '&' : '?'}${query.toString()}`;
}
