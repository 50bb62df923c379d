import { enterCredential } from './connect-in-window';
import {
  acceptedCalls,
  button,
  expectConnected,
  keepPanelPicture,
  keepSmallPicture,
  openConnectPanel,
  openWindow,
  prepared,
  readFlow,
  statusOf,
  tells,
  untilApiKnows,
} from './connect-panel';
import { Script, workflowAccount } from './script';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';

const closed = 'The connect window was closed before it was done.';
const goesOn = 'Finish in the connect window.';

let workplace: Workplace;
let script: Script;
let desk: Desk;

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
});
afterAll(async () => workplace.close());
beforeEach(async () => {
  await script.setLedger('normal');
  desk = await workplace.open('olivia');
});
afterEach(async () => desk.close());

/** As a browser that blocks pop-up windows: the page asks for one and gets none. */
async function blockWindows(): Promise<void> {
  await desk.context.addInitScript('window.open = () => null');
}

describe('a blocked window', () => {
  it('is told, and can be opened by the link and finished', async () => {
    await blockWindows();
    const connecting = await openConnectPanel(desk, script, 'Ledger behind a blocker');
    const { panel } = connecting;
    await button(connecting, 'Connect').click();
    await tells(connecting, 'Your browser blocked the connect window.');
    await button(connecting, 'Open again').waitFor();
    await button(connecting, 'Cancel').waitFor();
    await keepPanelPicture(connecting, 'connect-blocked');

    const link = panel.getByRole('link', { name: 'Open the connect window in a new tab' });
    const window = await openWindow(desk, link);
    await tells(connecting, goesOn);
    await link.waitFor({ state: 'detached' });
    await enterCredential(window, workflowAccount);
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    await expectConnected(script, connecting);
  });

  it('is finished in the system’s browser, and the panel learns it', async () => {
    await blockWindows();
    const connecting = await openConnectPanel(desk, script, 'Ledger of two browsers');
    await button(connecting, 'Connect').click();
    const elsewhere = await workplace.open('olivia');
    await elsewhere.page.goto(connecting.flow.address);
    await elsewhere.page.getByLabel('Username').waitFor();
    await tells(connecting, goesOn);
    await enterCredential(elsewhere.page, workflowAccount);
    await elsewhere.page.getByRole('heading', { name: 'Connected' }).waitFor();
    await expectConnected(script, connecting);
    await elsewhere.close();
  });
});

describe('a closed window', () => {
  it('is told when nothing was typed, and the next one is finished', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger closed at once');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    await window.close();
    await untilApiKnows(script, connecting.flow, { state: 'left' });
    await tells(connecting, closed);
    await button(connecting, 'Cancel').waitFor();
    await keepPanelPicture(connecting, 'connect-closed');

    const again = await openWindow(desk, button(connecting, 'Open again'));
    await tells(connecting, goesOn);
    await enterCredential(again, workflowAccount);
    await expectConnected(script, connecting);
  });

  it('is told when the credential was on its way, also after the system did not answer', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger that takes its time');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    const browserWindow = await desk.context.newCDPSession(window);
    await script.setLedger('slow');
    await Promise.all([
      window.waitForRequest((request) => request.isNavigationRequest() && request.method() === 'POST'),
      enterCredential(window, workflowAccount),
    ]);
    const closedAt = Date.now();
    // As a click on the window's cross does; `window.close()` would wait for a page that may never come.
    await browserWindow.send('Page.close');
    await untilApiKnows(script, connecting.flow, { state: 'left' });
    // A page that is closed while the next one is on its way says no farewell: its last sign of life counts for ten seconds.
    expect(Date.now() - closedAt).toBeLessThan(14_000);
    await tells(connecting, closed);
    await untilApiKnows(script, connecting.flow, { lastProblem: 'system_unreachable' });
    await tells(connecting, 'Last attempt: ');
    expect(await readFlow(script, connecting.flow)).toMatchObject({ state: 'left' });

    await script.setLedger('normal');
    const again = await openWindow(desk, button(connecting, 'Open again'));
    await enterCredential(again, workflowAccount);
    await expectConnected(script, connecting);
  });
});

describe('two windows of one flow', () => {
  it('keep one credential: the other says that the work is done', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger of two tabs');
    const first = await openWindow(desk, button(connecting, 'Connect'));
    await tells(connecting, goesOn);
    const second = await openWindow(desk, button(connecting, 'Open again'));
    await enterCredential(first, workflowAccount);
    await expectConnected(script, connecting);
    const accepted = await acceptedCalls(script);

    await enterCredential(second, workflowAccount);
    await second.getByRole('heading', { name: 'This window has done its work' }).waitFor();
    expect(await acceptedCalls(script)).toBe(accepted);
    expect(await statusOf(script, 'Ledger of two tabs')).toMatchObject({ status: { state: 'ready' } });
  });

  it('are one to the panel when one of them is closed', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger of a tab too many');
    const first = await openWindow(desk, button(connecting, 'Connect'));
    await openWindow(desk, button(connecting, 'Open again'));
    await first.close();
    const states: unknown[] = [];
    while (states.length < 5) {
      const answer = await desk.page.waitForResponse(
        (response) =>
          response.request().method() === 'GET' &&
          response.url().endsWith(`/connect-flows/${connecting.flow.id}`),
      );
      const flow: unknown = await answer.json();
      states.push(typeof flow === 'object' && flow !== null && 'state' in flow ? flow.state : flow);
    }
    expect(states).not.toContain('left');
  });
});

describe('a credential', () => {
  it('that is sent twice by a double click is tried once and kept once', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger by double click');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    const accepted = await acceptedCalls(script);
    await window.getByLabel('Username').fill(workflowAccount.username);
    await window.getByLabel('Password', { exact: true }).fill(workflowAccount.password);
    const sent: string[] = [];
    window.on('request', (request) => {
      if (request.method() === 'POST' && request.isNavigationRequest()) sent.push(request.url());
    });
    await window.getByRole('button', { name: 'Connect' }).dblclick();
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    await expectConnected(script, connecting);
    expect(sent).toEqual([connecting.flow.address]);
    expect(await acceptedCalls(script)).toBe(accepted + 1);
  });

  it('that is refused is told there and here, and ten times end the flow', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger of a guesser');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    const wrong = { ...workflowAccount, password: 'blue-harbor-42' };
    for (let attempt = 1; attempt < 10; attempt += 1) {
      const answered = window.waitForResponse(
        (response) => response.request().method() === 'POST' && response.status() === 422,
      );
      await enterCredential(window, wrong);
      await answered;
      await window.getByRole('alert').getByText('refused this username and password').waitFor();
      if (attempt > 1) continue;
      await tells(connecting, 'Last attempt: The system refused the username and password.');
      await keepSmallPicture(window, 'window-refused');
      await keepPanelPicture(connecting, 'connect-refused');
    }
    await enterCredential(window, wrong);
    await window.getByRole('heading', { name: 'Too many attempts' }).waitFor();
    await untilApiKnows(script, connecting.flow, { state: 'failed', failure: 'tooManyAttempts' });
    await tells(connecting, 'The credential was tried too many times without success');
    await keepPanelPicture(connecting, 'connect-too-many');

    const next = await prepared(desk.page, () => button(connecting, 'Try again').click());
    await enterCredential(await openWindow(desk, button(connecting, 'Connect')), workflowAccount);
    await expectConnected(script, connecting, next);
  });

  it('that cannot be tried is told there and here, and can be sent again', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger out of order');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    await script.setLedger('broken');
    await enterCredential(window, workflowAccount);
    await window.getByRole('alert').getByText('could not be reached').waitFor();
    await untilApiKnows(script, connecting.flow, { lastProblem: 'system_unreachable' });
    await tells(connecting, 'Last attempt: ');
    await keepSmallPicture(window, 'window-unreachable');
    await script.setLedger('normal');
    await enterCredential(window, workflowAccount);
    await expectConnected(script, connecting);
  });
});

describe('Cancel', () => {
  it('in the panel ends the window too', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger given up here');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    await button(connecting, 'Cancel').click();
    await connecting.panel.waitFor({ state: 'detached' });
    await enterCredential(window, workflowAccount);
    await window.getByRole('heading', { name: 'This window has done its work' }).waitFor();
    await keepSmallPicture(window, 'window-ended');
    expect(await statusOf(script, 'Ledger given up here')).toMatchObject({
      status: { state: 'notConnected' },
    });
  });

  it('in the window is told by the panel, which starts anew', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger given up there');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    await window.getByRole('button', { name: 'Cancel' }).click();
    await window.getByRole('heading', { name: 'Cancelled' }).waitFor();
    await untilApiKnows(script, connecting.flow, { state: 'cancelled' });
    await tells(connecting, 'Connecting was cancelled. Nothing was kept.');
    await button(connecting, 'Cancel').waitFor();
    await keepPanelPicture(connecting, 'connect-cancelled');

    const next = await prepared(desk.page, () => button(connecting, 'Try again').click());
    await enterCredential(await openWindow(desk, button(connecting, 'Connect')), workflowAccount);
    await expectConnected(script, connecting, next);
  });
});
