import type { LightMyRequestResponse } from 'fastify';
import { Browser, flowId, hidden, mallory, startWindow, tenantId } from './fixtures/window-under-test';
import type { WindowUnderTest } from './fixtures/window-under-test';
import { flowState, readFlow } from './flow-record';
import { csrfToken } from './session';

const address = `/connect/${tenantId}/${flowId}`;
const password = 'Blue-Harbor-42';
const formType = 'application/x-www-form-urlencoded';
// What Chromium sends with a form, or a report, of a page of ours.
const ownPage = { 'sec-fetch-site': 'same-origin', origin: 'null' };

let window: WindowUnderTest;
let browser: Browser;
let fields: Readonly<Record<string, string>>;

beforeEach(async () => {
  window = await startWindow();
  browser = new Browser(window.server);
  const page = (await browser.signIn(address)).body;
  fields = { csrf: hidden(page, 'csrf'), etag: hidden(page, 'etag') };
});

afterEach(async () => window.close());

interface Post {
  readonly path: string;
  readonly entry: Readonly<Record<string, string>>;
  /** Status when our own page sends it. */
  readonly good: number;
  /** How the flow stands five seconds later. */
  readonly leaves: string;
}

/** Everything that the connect window takes by POST. */
const posts: Readonly<Record<string, Post>> = {
  'a credential': {
    path: address,
    entry: { username: 'workflow', password },
    good: 200,
    leaves: 'succeeded',
  },
  'the wish to cancel': { path: address, entry: { action: 'cancel' }, good: 200, leaves: 'cancelled' },
  'that the window has gone': {
    path: `${address}/presence`,
    entry: { state: 'left' },
    good: 204,
    leaves: 'left',
  },
};

interface Forgery {
  readonly method?: 'GET' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** The token instead of the page's own. */
  readonly csrf?: () => string;
  readonly isWithoutSession?: true;
  readonly contentType?: string;
}

function tokenOf(secret: string, flow: string): string {
  return csrfToken({ tenantId, objectId: '', name: '', isGuest: false, expiresAt: '', secret }, flow);
}

const forgeries: Readonly<Record<string, Forgery>> = {
  'without a token': { csrf: () => '' },
  'with a token that is none': { csrf: () => 'A'.repeat(43) },
  'with the token of another flow': {
    csrf: () => tokenOf(browser.cookies.get('__Host-connect') ?? '', 'flow_00000000000000000000000002'),
  },
  'with the token of another session': { csrf: () => tokenOf('S'.repeat(43), flowId) },
  'without a session': { isWithoutSession: true },
  'from another site': { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } },
  'from another site that hides its origin': { headers: { 'sec-fetch-site': 'cross-site', origin: 'null' } },
  'from SharePoint': { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://contoso.example' } },
  'from a sibling host': {
    headers: { 'sec-fetch-site': 'same-site', origin: 'https://other.connections.example' },
  },
  'from nowhere, as typed': { headers: { 'sec-fetch-site': 'none', origin: 'null' } },
  'from a foreign origin': { headers: { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' } },
  'from a foreign origin, by an old browser': { headers: { origin: 'https://evil.example' } },
  'by an old browser that names no origin': { headers: {} },
  'as JSON, from another site': {
    contentType: 'application/json',
    headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  },
  'as plain text, as a foreign form can': {
    contentType: 'text/plain',
    headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  },
  'as GET': { method: 'GET' },
  'as PUT': { method: 'PUT' },
  'as PATCH': { method: 'PATCH' },
  'as DELETE': { method: 'DELETE' },
};

async function send(post: Post, forgery: Forgery = {}): Promise<LightMyRequestResponse> {
  const entry = { ...fields, ...post.entry, ...(forgery.csrf && { csrf: forgery.csrf() }) };
  const { method = 'POST', contentType = formType } = forgery;
  const encoded = new URLSearchParams(entry).toString();
  const cookie = forgery.isWithoutSession ? '' : `__Host-connect=${browser.cookies.get('__Host-connect')}`;
  const headers = { cookie, ...(forgery.headers ?? ownPage) };
  if (method === 'GET') return window.server.inject({ method, url: `${post.path}?${encoded}`, headers });
  const payload = contentType === 'application/json' ? JSON.stringify(entry) : encoded;
  const all = { ...headers, 'content-type': contentType };
  return window.server.inject({ method, url: post.path, headers: all, payload });
}

async function state(): Promise<string> {
  const flow = await readFlow(window.store, tenantId, flowId);
  return flow === undefined ? 'missing' : flowState(flow.value, new Date(window.clock));
}

function expectWindowHeaders({ headers }: LightMyRequestResponse): void {
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-frame-options']).toBe('DENY');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['access-control-allow-origin']).toBeUndefined();
}

const everyPost = Object.keys(posts);
const everyPair = everyPost.flatMap((post) => Object.keys(forgeries).map((forgery) => [post, forgery]));

describe('what the connect window takes by POST (S8a)', () => {
  it('is what this table holds, and nothing else', () => {
    const taken = window.server.printRoutes({ commonPrefix: false, includeHooks: false });
    const paths = [...taken.matchAll(/(\S+) \(([^)]*)\)/g)].filter(([, , methods]) =>
      methods?.includes('POST'),
    );
    expect(paths.map(([, path]) => path?.replace(/^─+/, ''))).toHaveLength(
      new Set(Object.values(posts).map(({ path }) => path)).size,
    );
  });

  it.each(everyPost)('is taken from our own page: %s', async (name) => {
    const post = posts[name];
    if (post === undefined) throw new Error('There is no such post.');
    const response = await send(post);
    expect(response.statusCode).toBe(post.good);
    expect(response.headers.location).toBeUndefined();
    expectWindowHeaders(response);
    window.clock += 5000;
    expect(await state()).toBe(post.leaves);
  });

  it.each(everyPair)('is not taken: %s, %s', async (name, how) => {
    const post = posts[name ?? ''];
    const forgery = forgeries[how ?? ''];
    if (post === undefined || forgery === undefined) throw new Error('There is no such pair.');
    const response = await send(post, forgery);
    // The address of the form shows the form, whatever stands behind the question mark.
    const isForm = forgery.method === 'GET' && post.path === address;
    if (isForm) expect(response.statusCode).toBe(200);
    else expect([403, 404, 405, 415]).toContain(response.statusCode);
    expect(response.headers.location).toBeUndefined();
    expect(response.headers['set-cookie']).toBeUndefined();
    expect(response.body).not.toContain(password);
    expectWindowHeaders(response);
    expect(window.tried).toEqual([]);
    expect(window.kept).toEqual([]);
    expect(await state()).toBe('open');
  });
});

describe('a report of presence', () => {
  it('changes nothing when another person sends it with a token of their own', async () => {
    window.signsInAs = { ...mallory, tenantId };
    const other = new Browser(window.server);
    await other.signIn(address);
    const csrf = tokenOf(other.cookies.get('__Host-connect') ?? '', flowId);
    const before = (await readFlow(window.store, tenantId, flowId))?.value.presence;
    const response = await other.post(`${address}/presence`, { csrf, state: 'left' });
    expect(response.statusCode).toBe(204);
    expect((await readFlow(window.store, tenantId, flowId))?.value.presence).toEqual(before);
    expect(before).not.toMatchObject({ kind: 'left' });
  });
});

describe('the way back from the directory (S8a)', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    'is not open to %s, and the code stays unused',
    async (method) => {
      const other = new Browser(window.server);
      const away = new URL(String((await other.get(address)).headers.location));
      const query = new URLSearchParams({
        code: away.searchParams.get('nonce') ?? '',
        state: away.searchParams.get('state') ?? '',
      }).toString();
      const cookie = `__Host-connect-signin=${other.cookies.get('__Host-connect-signin')}`;
      const headers = { cookie, 'content-type': formType, ...ownPage };
      const before = window.tokenRequests.length;
      for (const url of [`/connect/signin?${query}`, '/connect/signin']) {
        const response = await window.server.inject({ method, url, headers, payload: query });
        expect([404, 405]).toContain(response.statusCode);
        expect(response.headers.location).toBeUndefined();
        expect(response.headers['set-cookie']).toBeUndefined();
        expectWindowHeaders(response);
      }
      expect(window.tokenRequests).toHaveLength(before);
      expect((await other.get(`/connect/signin?${query}`)).statusCode).toBe(303);
    },
  );
});

describe('an answer to a POST (S8a)', () => {
  it('is a page and never leads on, whatever became of the session or the flow', async () => {
    const credential = posts['a credential'];
    if (credential === undefined) throw new Error('There is no such post.');
    const answers = [await send(credential, { isWithoutSession: true })];
    window.systemSays = { ok: false, problem: 'credential_refused', detail: '' };
    answers.push(await send(credential));
    window.systemSays = { ok: true, account: 'workflow', allowedHosts: ['ledger.example'] };
    answers.push(await send(credential), await send(credential));
    window.clock += 60 * 60_000;
    answers.push(await send(credential));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 422, 200, 409, 403]);
    for (const { headers, body } of answers) {
      expect(headers.location).toBeUndefined();
      expect(headers.refresh).toBeUndefined();
      expect(body).toContain('<h1');
      expect(body).not.toMatch(/http-equiv="?refresh|login\.example/i);
    }
  });
});
