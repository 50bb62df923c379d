import {
  Browser,
  flowId,
  hidden,
  mallory,
  origin,
  startWindow,
  tenantId,
} from './fixtures/window-under-test';
import type { WindowUnderTest } from './fixtures/window-under-test';
import { flowState, readFlow } from './flow-record';

const address = `/connect/${tenantId}/${flowId}`;
const password = 'Blue-Harbor-42';
let window: WindowUnderTest;
let browser: Browser;

beforeEach(async () => {
  window = await startWindow();
  browser = new Browser(window.server);
});

afterEach(async () => window.close());

async function send(entry: Readonly<Record<string, string>>, page?: string): ReturnType<Browser['post']> {
  const shown = page ?? (await browser.signIn(address)).body;
  return browser.post(address, { csrf: hidden(shown, 'csrf'), etag: hidden(shown, 'etag'), ...entry });
}

async function state(): Promise<string> {
  const flow = await readFlow(window.store, tenantId, flowId);
  return flow === undefined ? 'missing' : flowState(flow.value, new Date(window.clock));
}

describe('the connect window', () => {
  it('sends a browser without a session to the directory with state, nonce and PKCE, and the configured redirect address', async () => {
    const response = await browser.get(address);
    expect(response.statusCode).toBe(302);
    const location = new URL(String(response.headers.location));
    const parameters = Object.fromEntries(location.searchParams);
    expect(location.origin).toBe('https://login.example');
    expect(parameters).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${origin}/connect/signin`,
      scope: 'openid profile',
    });
    expect(parameters['state']).toMatch(/^[\w-]{43}$/);
    expect(parameters['nonce']).toMatch(/^[\w-]{43}$/);
  });

  it.each(['host', 'x-forwarded-host', 'forwarded', 'x-forwarded-proto'])(
    'takes no address from the %s header (S7)',
    async (header) => {
      const response = await window.server.inject({ url: address, headers: { [header]: 'evil.example' } });
      const location = new URL(String(response.headers.location));
      expect(location.searchParams.get('redirect_uri')).toBe(`${origin}/connect/signin`);
    },
  );

  it('shows person, tenant, connection, who can use it and where the credential goes before it asks for it', async () => {
    const page = (await browser.signIn(address)).body;
    for (const fact of [
      'Olivia Owens',
      'Contoso',
      'Everyone with access to the site Operations',
      'ledger.example',
    ]) {
      expect(page).toContain(fact);
    }
    expect(page).toContain('Ledger &#60;b&#62;&#38;&#34;&#39;');
    expect(page).not.toContain('<b>');
  });

  it('sets __Host- cookies that are Secure, HttpOnly and Lax (S8)', async () => {
    const first = await browser.get(address);
    const cookie = String(first.headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-connect-signin=/);
    for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/'])
      expect(cookie).toContain(attribute);
    expect(cookie).not.toContain('Domain');
  });

  it('sends a strict policy with every page and no inline script or style (S8a)', async () => {
    const response = await browser.signIn(address);
    expect(response.headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
    });
    expect(response.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(response.body).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|style=/);
  });

  it('leaves no code and no state in the address it ends on (S9)', async () => {
    const away = new URL(String((await browser.get(address)).headers.location));
    const query = new URLSearchParams({
      code: away.searchParams.get('nonce') ?? '',
      state: away.searchParams.get('state') ?? '',
    });
    const returned = await browser.get(`/connect/signin?${query.toString()}`);
    expect(returned.statusCode).toBe(303);
    expect(returned.headers.location).toBe(address);
  });

  it('tries the credential, keeps it when it works and says which account it is', async () => {
    const response = await send({ username: 'workflow', password });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('is connected as workflow.');
    expect(window.tried).toEqual(['workflow']);
    expect(window.kept).toEqual([{ username: 'workflow', password }]);
    expect(await state()).toBe('succeeded');
    expect(window.audited).toMatchObject([{ event: 'connection.connected', outcome: 'done' }]);
    expect(JSON.stringify(window.audited)).not.toContain(password);
  });

  it('tells a refused password there and then, keeps the username and never the password', async () => {
    window.systemSays = { ok: false, problem: 'credential_refused', detail: '' };
    const response = await send({ username: 'workflow', password });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('ledger.example refused this username and password.');
    expect(response.body).toContain('value="workflow"');
    expect(response.body).not.toContain(password);
    expect(window.kept).toEqual([]);
    const flow = await readFlow(window.store, tenantId, flowId);
    expect(flow?.value.lastProblem).toBe('credential_refused');
    expect(await state()).toBe('open');
  });

  it.each([
    [{ username: '', password }, 'Enter the username.'],
    [{ username: 'workflow', password: '' }, 'Enter the password.'],
    [{ username: 'a:b', password }, 'A username must not contain a colon'],
    [{ username: 'a\tb', password }, 'It must not contain control characters'],
    [{ username: 'workflow', password: 'a\u0000b' }, 'It must not contain control characters'],
    [{ username: 'a'.repeat(1025), password }, 'Enter at most 1,024 characters.'],
  ])('does not try what cannot work: %o', async (entry, sentence) => {
    const response = await send(entry);
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(sentence);
    expect(window.tried).toEqual([]);
  });

  it('ends the flow after ten refused credentials', async () => {
    window.systemSays = { ok: false, problem: 'credential_refused', detail: '' };
    const page = (await browser.signIn(address)).body;
    for (let attempt = 1; attempt < 10; attempt += 1)
      expect((await send({ username: 'w', password: 'x' }, page)).statusCode).toBe(422);
    expect((await send({ username: 'w', password: 'x' }, page)).body).toContain('Too many attempts');
    expect((await readFlow(window.store, tenantId, flowId))?.value.failure).toBe('tooManyAttempts');
    window.systemSays = { ok: true, account: 'workflow', allowedHosts: [] };
    expect((await send({ username: 'workflow', password }, page)).statusCode).toBe(409);
    expect(window.kept).toEqual([]);
    expect(window.tried).toHaveLength(10);
  });

  it('keeps one credential when the form is sent ten times at once', async () => {
    const page = (await browser.signIn(address)).body;
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => send({ username: 'workflow', password }, page)),
    );
    expect(responses.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(window.kept).toHaveLength(1);
  });

  it('lets nobody but its starter go on, tells who began, and notes it (S3)', async () => {
    window.signsInAs = { ...mallory, tenantId };
    const response = await browser.signIn(address);
    expect(response.statusCode).toBe(403);
    expect(response.body).toContain('You are signed in as Mallory Moss, but Olivia Owens began to connect.');
    expect(response.body).not.toContain('name="password"');
    expect(window.audited).toMatchObject([
      { event: 'connectFlow.opened', outcome: 'refused', subject: { because: 'anotherPerson' } },
    ]);
  });

  it('rests on where the starter stood: an administrator of the collection goes on, a reader does not', async () => {
    window.connection = window.connection && {
      ...window.connection,
      value: { ...window.connection.value, owners: [mallory] },
    };
    await window.setStanding('siteCollectionAdministrator');
    expect((await browser.signIn(address)).body).toContain('name="password"');
    await window.setStanding('reader');
    const refused = await browser.get(address);
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain('Only its owners may.');
  });

  it('does not sign in an account of another tenant', async () => {
    window.signsInAs = { ...mallory, tenantId: '99999999-9999-4999-8999-999999999999' };
    const response = await browser.signIn(address);
    expect(response.statusCode).toBe(403);
    expect(response.body).toContain('That account belongs to another organization');
    expect(browser.cookies.has('__Host-connect')).toBe(false);
  });

  it('refuses a form whose connection changed since the page was drawn', async () => {
    const page = (await browser.signIn(address)).body;
    window.connection = window.connection && { ...window.connection, etag: 'etag-2' };
    const response = await send({ username: 'workflow', password }, page);
    expect(response.body).toContain('The connection was changed in SharePoint meanwhile.');
    expect(window.tried).toEqual([]);
  });

  it('keeps nothing after the flow was cancelled, from here or meanwhile', async () => {
    const page = (await browser.signIn(address)).body;
    const cancelled = await send({ action: 'cancel' }, page);
    expect(cancelled.body).toContain('Nothing was kept.');
    expect(await state()).toBe('cancelled');
    expect((await send({ username: 'workflow', password }, page)).statusCode).toBe(409);
    expect(window.kept).toEqual([]);
  });

  it('keeps nothing after fifteen minutes', async () => {
    const page = (await browser.signIn(address)).body;
    window.clock += 15 * 60_000;
    expect((await send({ username: 'workflow', password }, page)).statusCode).toBe(409);
    expect(await state()).toBe('expired');
  });
});

describe('forms and reports from elsewhere (S8a)', () => {
  const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a sibling host', { 'sec-fetch-site': 'same-site', origin: 'https://other.connections.example' }],
    [
      'a foreign origin that claims to be the same',
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
    ],
    ['a foreign page that hides where it is', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['an address that somebody typed', { 'sec-fetch-site': 'none', origin: 'null' }],
    ['nowhere', {}],
    ['an opaque origin', { origin: 'null' }],
  ];

  it.each(foreign)('are refused from %s', async (_name, headers) => {
    const page = (await browser.signIn(address)).body;
    const form = { csrf: hidden(page, 'csrf'), etag: hidden(page, 'etag'), username: 'workflow', password };
    expect((await browser.post(address, form, headers)).statusCode).toBe(403);
    expect((await browser.report(address, 'left', headers)).statusCode).toBe(403);
    expect(window.tried).toEqual([]);
  });

  it.each(['', 'x', 'A'.repeat(43)])('are refused with the CSRF token %j', async (csrf) => {
    const page = (await browser.signIn(address)).body;
    const response = await browser.post(address, {
      csrf,
      etag: hidden(page, 'etag'),
      username: 'workflow',
      password,
    });
    expect(response.statusCode).toBe(403);
    expect(window.tried).toEqual([]);
  });

  it('are answered with a page, never with a redirect', async () => {
    const page = (await browser.signIn(address)).body;
    for (const entry of [{ action: 'cancel' }, { username: 'workflow', password }, {}]) {
      expect((await send(entry, page)).headers.location).toBeUndefined();
    }
  });
});

describe('presence', () => {
  it('is known from the window’s own reports', async () => {
    expect(await state()).toBe('waiting');
    await browser.signIn(address);
    expect(await state()).toBe('open');
    window.clock += 11_000;
    expect(await state()).toBe('left');
    await browser.report(address, 'open');
    expect(await state()).toBe('open');
    await browser.report(address, 'left');
    window.clock += 3_501;
    expect(await state()).toBe('left');
  });

  it('outlasts the way to the next page, and the end of the other of two windows', async () => {
    await browser.signIn(address);
    await browser.report(address, 'left');
    expect(await state()).toBe('open');
    window.clock += 3_000;
    await browser.report(address, 'open');
    window.clock += 3_000;
    expect(await state()).toBe('open');
  });

  it('counts the directory’s pages as open for five minutes', async () => {
    await browser.get(address);
    window.clock += 4 * 60_000;
    expect(await state()).toBe('open');
    window.clock += 61_000;
    expect(await state()).toBe('left');
  });

  it('is not taken from another person', async () => {
    await browser.signIn(address);
    window.signsInAs = { ...mallory, tenantId };
    const other = new Browser(window.server);
    await other.signIn(address);
    const before = await state();
    expect((await other.report(address, 'left')).statusCode).toBe(403);
    expect(await state()).toBe(before);
    expect(before).not.toBe('left');
  });
});

describe('addresses that lead nowhere', () => {
  it.each([
    `/connect/${tenantId}/flow_0000000000000000000000000z`,
    `/connect/${tenantId}/flow_x`,
    `/connect/99999999-9999-4999-8999-999999999999/${flowId}`,
    '/connect/x/y',
    '/connect/signin',
  ])('%s answers with a page that says so', async (unknown) => {
    const response = await browser.get(unknown);
    expect([400, 404]).toContain(response.statusCode);
    expect(response.body).toContain('<h1');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
  });
});
