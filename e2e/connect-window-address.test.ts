import type { Page, Request } from 'playwright-core';
import { enterCredential } from './connect-in-window';
import { acceptedCalls, button, expectConnected, openConnectPanel, openWindow, tells } from './connect-panel';
import { field, Script, workflowAccount } from './script';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';
import { connectionManagerOrigin } from '../tools/stack/addresses.mjs';

let workplace: Workplace;
let script: Script;

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
});
afterAll(async () => workplace.close());

/** Every address that going back could lead to. */
async function historyOf(desk: Desk, window: Page): Promise<readonly string[]> {
  const session = await desk.context.newCDPSession(window);
  const { entries } = await session.send('Page.getNavigationHistory');
  return entries.flatMap(({ url, userTypedURL }) => [url, userTypedURL]);
}

describe('the connect window', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await workplace.open('olivia');
  });
  afterEach(async () => desk.close());

  it('goes on after it was loaded again, and is done after it succeeded: back and again send nothing', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger loaded again');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    await window.getByLabel('Username').fill('half of it');
    await window.reload();
    await tells(connecting, 'Finish in the connect window.');
    await enterCredential(window, workflowAccount);
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    await expectConnected(script, connecting);
    const accepted = await acceptedCalls(script);

    await window.reload();
    await window.getByRole('heading', { name: 'This window has done its work' }).waitFor();
    await window.goBack();
    await window.getByRole('heading', { name: 'This window has done its work' }).waitFor();
    expect(await window.locator('form').count()).toBe(0);
    expect(await acceptedCalls(script)).toBe(accepted);
    await connecting.panel.getByRole('button', { name: 'Done' }).waitFor();
  });

  it('keeps code and state out of address, history and Referer, and has no opener (S9)', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger without traces');
    const returns: string[] = [];
    desk.context.on('request', (request) => {
      if (request.url().includes('/connect/signin?')) returns.push(request.url());
    });
    const window = await openWindow(desk, button(connecting, 'Connect'));
    expect(returns).toHaveLength(1);
    expect(window.url()).toBe(connecting.flow.address);
    expect(await window.evaluate('window.opener')).toBeNull();
    expect(await window.evaluate('document.referrer')).toBe('');

    await window.goto(`${connecting.flow.address}/sign-in`);
    await window.getByRole('button', { name: /Olivia Owens/ }).click();
    await window.getByLabel('Username').waitFor();
    expect(returns).toHaveLength(2);
    expect(await window.evaluate('document.referrer')).toBe('');
    const posted = window.waitForRequest(
      (request) => request.method() === 'POST' && request.isNavigationRequest(),
    );
    await enterCredential(window, workflowAccount);
    expect(await (await posted).headerValue('referer')).toBeNull();
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    expect(await window.evaluate('document.referrer')).toBe('');

    const kept = (await historyOf(desk, window)).filter((address) =>
      address.startsWith(connectionManagerOrigin),
    );
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter((address) => /[?&#]|signin/.test(address))).toEqual([]);
  });
});

describe('the cookies of the connect window (S8)', () => {
  it.each(['allowed', 'blocked'] as const)(
    'come along from the directory, where a Strict one would not, third-party cookies %s',
    async (thirdPartyCookies) => {
      const desk = await workplace.open('olivia', { thirdPartyCookies });
      const window = await desk.context.newPage();
      await desk.context.addCookies([
        {
          name: 'strict-probe',
          value: 'yes',
          url: connectionManagerOrigin,
          sameSite: 'Strict',
          secure: true,
        },
      ]);
      const returned = desk.context.waitForEvent('request', {
        predicate: (request: Request) => request.url().includes('/connect/signin?'),
      });
      await window.goto(`${await startFlow(`Ledger with third-party cookies ${thirdPartyCookies}`)}/sign-in`);
      await window.getByRole('heading', { name: 'Pick an account' }).waitFor();
      expect(await cookieNamed(desk, '__Host-connect-signin')).toMatchObject(asDemanded);
      await window.getByRole('button', { name: /Olivia Owens/ }).click();
      await window.getByLabel('Username').waitFor();

      const sent = await (await returned).headerValue('cookie');
      expect(sent).toContain('__Host-connect-signin=');
      expect(sent).not.toContain('strict-probe');
      expect(await cookieNamed(desk, '__Host-connect')).toMatchObject(asDemanded);
      expect(await cookieNamed(desk, '__Host-connect-signin')).toBeUndefined();

      const posted = window.waitForRequest(
        (request) => request.method() === 'POST' && request.isNavigationRequest(),
      );
      await enterCredential(window, workflowAccount);
      // From the window's own page it comes along: the directory's redirect is what it was kept from.
      expect(await (await posted).headerValue('cookie')).toContain('strict-probe=yes');
      await window.getByRole('heading', { name: 'Connected' }).waitFor();
      await desk.close();
    },
  );

  // A `__Host-` cookie has no Domain attribute: the browser then names the host itself, without a dot before it.
  const asDemanded = {
    domain: new URL(connectionManagerOrigin).hostname,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
  };

  async function cookieNamed(desk: Desk, name: string): Promise<object | undefined> {
    return (await desk.context.cookies(connectionManagerOrigin)).find((cookie) => cookie.name === name);
  }

  async function startFlow(name: string): Promise<string> {
    const token = await script.token({ person: 'olivia' });
    const created = await script.createConnection(token, name);
    return field(await script.startFlow(token, field(created, 'id')), 'address');
  }
});
