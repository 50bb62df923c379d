import { connectInWindow, enterCredential } from './connect-in-window';
import {
  button,
  expectConnected,
  keepPanelPicture,
  keepSmallPicture,
  openConnectPanel,
  openWindow,
  statusOf,
  tells,
  untilApiKnows,
} from './connect-panel';
import type { ConnectPanel } from './connect-panel';
import { field, Script, workflowAccount } from './script';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';
import { connectionManagerOrigin, sharePointOrigin } from '../tools/stack/addresses.mjs';

const another = 'Somebody else is signed in in the connect window';

let workplace: Workplace;
let script: Script;
let desk: Desk;

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
});
afterAll(async () => workplace.close());
beforeEach(async () => {
  desk = await workplace.open('olivia');
});
afterEach(async () => desk.close());

/** The one who began still can, and the panel stops telling of the other. */
async function finishAsStarter(connecting: ConnectPanel, told: string): Promise<void> {
  const window = await openWindow(desk, button(connecting, 'Open again'));
  await connecting.panel.getByText(told, { exact: false }).waitFor({ state: 'detached' });
  await enterCredential(window, workflowAccount);
  await expectConnected(script, connecting);
}

describe('another person of the tenant', () => {
  it('is told who began, the panel tells it, and the one who began goes on', async () => {
    const name = 'Ledger of Olivia';
    const connecting = await openConnectPanel(desk, script, name);
    const own = await openWindow(desk, button(connecting, 'Connect'));
    await own.close();
    const stranger = await workplace.open('ravi');
    await stranger.page.goto(connecting.flow.address);
    await stranger.page.getByRole('heading', { name: 'Somebody else began this' }).waitFor();
    await stranger.page
      .getByText('You are signed in as Ravi Reyes, but Olivia Owens began to connect.', { exact: false })
      .waitFor();
    expect(await stranger.page.getByLabel('Password').count()).toBe(0);
    await keepSmallPicture(stranger.page, 'window-another-person');

    await untilApiKnows(script, connecting.flow, { windowRefusal: 'anotherPerson' });
    await tells(connecting, another);
    expect(await connecting.panel.getByText('Finish in the connect window.', { exact: false }).count()).toBe(
      0,
    );
    await keepPanelPicture(connecting, 'connect-another-person');
    expect(await statusOf(script, name)).toMatchObject({ status: { state: 'notConnected' } });
    await finishAsStarter(connecting, another);
    await stranger.close();
  });

  it('can sign in as the one who began', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger at a shared computer');
    await button(connecting, 'Connect').click();
    const shared = await workplace.open('dana');
    await shared.page.goto(connecting.flow.address);
    await shared.page.getByRole('link', { name: 'Sign in with another account' }).click();
    await tells(connecting, another);
    await shared.page.getByRole('button', { name: /Olivia Owens/ }).click();
    await shared.page.getByLabel('Username').waitFor();
    await connecting.panel.getByText(another, { exact: false }).waitFor({ state: 'detached' });
    await enterCredential(shared.page, workflowAccount);
    await expectConnected(script, connecting);
    await shared.close();
  });
});

describe('a person of another tenant', () => {
  it('is told so and nothing else, the panel tells it, and the one who began goes on', async () => {
    const name = 'Ledger of Contoso';
    const connecting = await openConnectPanel(desk, script, name);
    await button(connecting, 'Connect').click();
    const foreign = await workplace.open('felix', { tenant: 'fabrikam', site: '/sites/finance' });
    const theirs = await startAtFabrikam();
    await (
      await connectInWindow(foreign.context, theirs, workflowAccount)
    )
      .getByRole('heading', { name: 'Connected' })
      .waitFor();

    await foreign.page.goto(connecting.flow.address);
    await foreign.page
      .getByRole('heading', { name: 'That account belongs to another organization' })
      .waitFor();
    const shown = await foreign.page.locator('body').innerText();
    expect(shown).not.toMatch(/Olivia|Contoso/);
    await keepSmallPicture(foreign.page, 'window-another-tenant');
    await untilApiKnows(script, connecting.flow, { windowRefusal: 'anotherTenant' });
    await tells(connecting, 'An account of another organization is signed in in the connect window');
    expect(await statusOf(script, name)).toMatchObject({ status: { state: 'notConnected' } });

    await foreign.page.getByRole('link', { name: 'Sign in with another account' }).click();
    await foreign.page.getByText('Contoso', { exact: false }).first().waitFor();
    await finishAsStarter(connecting, 'An account of another organization');
    await foreign.close();
  });

  async function startAtFabrikam(): Promise<string> {
    const finance = `${sharePointOrigin('fabrikam')}/sites/finance`;
    const token = await script.token({ tenant: 'fabrikam', person: 'felix', client: 'sharePointClient' });
    const created = await script.createConnection(token, 'Ledger of Fabrikam', finance);
    return field(await script.startFlow(token, field(created, 'id'), finance), 'address');
  }
});

describe('a sign-in that comes to nothing', () => {
  it('is told here and there when it was declined, and can be made once more', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger declined');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    await window.goto(`${connecting.flow.address}/sign-in`);
    await window.getByRole('button', { name: 'Cancel' }).click();
    await window.getByRole('heading', { name: 'You were not signed in' }).waitFor();
    await untilApiKnows(script, connecting.flow, { windowRefusal: 'signInRefused' });
    await tells(connecting, 'The sign-in in the connect window was cancelled or refused.');
    await window.getByRole('link', { name: 'Sign in again' }).click();
    await enterCredential(window, workflowAccount);
    await expectConnected(script, connecting);
  });

  it('is told here and there when the browser keeps no cookies of the window', async () => {
    await desk.close();
    desk = await workplace.open('olivia', { hostWithoutCookies: new URL(connectionManagerOrigin).hostname });
    const connecting = await openConnectPanel(desk, script, 'Ledger without cookies');
    const [window] = await Promise.all([
      desk.context.waitForEvent('page'),
      button(connecting, 'Connect').click(),
    ]);
    await window.getByRole('heading', { name: 'Cookies are blocked' }).waitFor();
    const host = new URL(connectionManagerOrigin).host;
    await window.getByText(`Allow cookies for ${host} and try again.`, { exact: false }).waitFor();
    await keepSmallPicture(window, 'window-cookies-off');
    await untilApiKnows(script, connecting.flow, { windowRefusal: 'cookiesOff' });
    await tells(connecting, 'The browser blocks the cookies of the connect window');
    expect(await desk.context.cookies(connectionManagerOrigin)).toEqual([]);

    await window.getByRole('link', { name: 'Sign in again' }).click();
    await window.getByRole('heading', { name: 'Cookies are blocked' }).waitFor();
    const elsewhere = await workplace.open('olivia');
    await enterCredential(
      await elsewhere.context.newPage().then(async (page) => {
        await page.goto(connecting.flow.address);
        return page;
      }),
      workflowAccount,
    );
    await expectConnected(script, connecting);
    await elsewhere.close();
  });
});
