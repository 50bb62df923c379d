import { Browser, flowId, startWindow, tenantId } from './fixtures/window-under-test';
import type { WindowUnderTest } from './fixtures/window-under-test';

const address = `/connect/${tenantId}/${flowId}`;
let window: WindowUnderTest;
let browser: Browser;

beforeEach(async () => {
  window = await startWindow();
  browser = new Browser(window.server);
});

afterEach(async () => window.close());

describe('the way back from the directory (S4)', () => {
  async function begun(): Promise<URLSearchParams> {
    const away = new URL(String((await browser.get(address)).headers.location));
    return new URLSearchParams({
      code: away.searchParams.get('nonce') ?? '',
      state: away.searchParams.get('state') ?? '',
    });
  }

  it('works once, even for the browser that began', async () => {
    const query = await begun();
    const cookie = browser.cookies.get('__Host-connect-signin') ?? '';
    expect((await browser.get(`/connect/signin?${query.toString()}`)).statusCode).toBe(303);
    browser.cookies.set('__Host-connect-signin', cookie);
    expect((await browser.get(`/connect/signin?${query.toString()}`)).statusCode).toBe(400);
    expect(window.tokenRequests).toHaveLength(1);
  });

  it('is closed after five minutes', async () => {
    const query = await begun();
    window.clock += 5 * 60_000;
    expect((await browser.get(`/connect/signin?${query.toString()}`)).statusCode).toBe(400);
    expect(window.tokenRequests).toEqual([]);
  });

  it('is closed to another browser, which is told about cookies only when it has none', async () => {
    const query = await begun();
    const other = new Browser(window.server);
    other.cookies.set('__Host-connect-signin', 'B'.repeat(43));
    expect((await other.get(`/connect/signin?${query.toString()}`)).statusCode).toBe(400);
    const again = await begun();
    const without = await new Browser(window.server).get(`/connect/signin?${again.toString()}`);
    expect(without.body).toContain('Cookies are blocked');
    expect(window.tokenRequests).toEqual([]);
  });

  const tampered: readonly (readonly [string, (query: URLSearchParams) => void])[] = [
    ['without a state', (query) => query.delete('state')],
    ['with an empty state', (query) => query.set('state', '')],
    ['with two states', (query) => query.append('state', 'second')],
    ['with another state', (query) => query.set('state', 'A'.repeat(43))],
    [
      'with one letter of the state changed',
      (query) => query.set('state', flipLast(query.get('state') ?? '')),
    ],
  ];

  it.each(tampered)('refuses an answer %s', async (_name, tamper) => {
    const query = await begun();
    tamper(query);
    expect((await browser.get(`/connect/signin?${query.toString()}`)).statusCode).toBe(400);
    expect(window.tokenRequests).toEqual([]);
  });

  it('tells a refused sign-in and offers to try again', async () => {
    const query = await begun();
    query.delete('code');
    query.set('error', 'access_denied');
    const response = await browser.get(`/connect/signin?${query.toString()}`);
    expect(response.statusCode).toBe(403);
    expect(response.body).toContain(`href="${address}"`);
  });

  it('refuses an ID token that carries another nonce', async () => {
    const query = await begun();
    query.set('code', 'another-nonce');
    expect((await browser.get(`/connect/signin?${query.toString()}`)).statusCode).toBe(403);
    expect(browser.cookies.has('__Host-connect')).toBe(false);
  });
});

function flipLast(text: string): string {
  return text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A');
}
