import { Browser, flowId, mallory, olivia, startWindow, tenantId } from './fixtures/window-under-test';
import type { WindowUnderTest } from './fixtures/window-under-test';
import { flowView, readFlow } from './flow-record';
import { createSession } from './session';

const address = `/connect/${tenantId}/${flowId}`;
const otherTenantId = '99999999-9999-4999-8999-999999999999';
let window: WindowUnderTest;

beforeEach(async () => {
  window = await startWindow();
});

afterEach(async () => window.close());

async function told(): Promise<object> {
  const flow = await readFlow(window.store, tenantId, flowId);
  return flow === undefined ? {} : flowView(flow.value, address, new Date(window.clock));
}

describe('whom the window turns away', () => {
  it('is told to the one who began, until that person is there, and ends nothing', async () => {
    const stranger = new Browser(window.server);
    window.signsInAs = { ...mallory, tenantId };
    await stranger.signIn(address);
    expect(await told()).toMatchObject({ state: 'waiting', windowRefusal: 'anotherPerson' });

    window.signsInAs = { ...olivia, tenantId };
    const own = new Browser(window.server);
    expect((await own.signIn(address)).body).toContain('name="password"');
    expect(await told()).not.toHaveProperty('windowRefusal');
  });

  it('learns nothing when it comes from another tenant, and is noted with where it came from', async () => {
    const foreigner = new Browser(window.server);
    const person = {
      tenantId: otherTenantId,
      objectId: mallory.objectId,
      name: mallory.name,
      isGuest: false,
    };
    const deps = { store: window.store, now: () => new Date(window.clock) };
    foreigner.cookies.set('__Host-connect', await createSession(deps, person));
    const response = await foreigner.get(address);
    expect(response.statusCode).toBe(403);
    expect(response.body).toContain('That account belongs to another organization');
    expect(response.body).toContain(`href="${address}/sign-in"`);
    expect(response.body).not.toMatch(/Olivia|Contoso|Ledger/);
    expect(await told()).toMatchObject({ windowRefusal: 'anotherTenant' });
    expect(window.audited).toMatchObject([
      { outcome: 'refused', subject: { because: 'anotherTenant', fromTenant: otherTenantId } },
    ]);
  });

  it('is told when the account that signed in is of another tenant', async () => {
    window.signsInAs = { ...mallory, tenantId: otherTenantId };
    await new Browser(window.server).signIn(address);
    expect(await told()).toMatchObject({ windowRefusal: 'anotherTenant' });
  });

  it('is told when the sign-in was declined', async () => {
    const browser = new Browser(window.server);
    const state = await beginSignIn(browser);
    const returned = await browser.get(`/connect/signin?error=access_denied&state=${state}`);
    expect(returned.body).toContain('You were not signed in');
    expect(await told()).toMatchObject({ windowRefusal: 'signInRefused' });
  });

  it('is told when the browser kept no cookie', async () => {
    const browser = new Browser(window.server);
    const state = await beginSignIn(browser);
    browser.cookies.clear();
    const returned = await browser.get(`/connect/signin?code=x&state=${state}`);
    expect(returned.body).toContain('Cookies are blocked');
    expect(await told()).toMatchObject({ windowRefusal: 'cookiesOff' });
  });

  it('does not hide that the one who began has the window open', async () => {
    const own = new Browser(window.server);
    await own.signIn(address);
    const stranger = new Browser(window.server);
    window.signsInAs = { ...mallory, tenantId };
    await stranger.signIn(address);
    await own.report(address, 'open');
    expect(await told()).toMatchObject({ state: 'open', windowRefusal: 'anotherPerson' });
  });

  it('changes nothing about a flow that is over', async () => {
    const stranger = new Browser(window.server);
    window.signsInAs = { ...mallory, tenantId };
    const state = await beginSignIn(stranger);
    window.clock += 15 * 60_000;
    await stranger.get(`/connect/signin?error=access_denied&state=${state}`);
    expect(await told()).not.toHaveProperty('windowRefusal');
  });
});

async function beginSignIn(browser: Browser): Promise<string> {
  const away = new URL(String((await browser.get(address)).headers.location));
  return away.searchParams.get('state') ?? '';
}
