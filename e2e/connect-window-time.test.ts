import { enterCredential } from './connect-in-window';
import {
  button,
  expectConnected,
  keepPanelPicture,
  openConnectPanel,
  openWindow,
  prepared,
  statusOf,
  tells,
  untilApiKnows,
} from './connect-panel';
import { Script, workflowAccount } from './script';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';

let workplace: Workplace;
let script: Script;
let desk: Desk;

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
});
afterAll(async () => workplace.close());
beforeEach(async () => {
  await workplace.setConnectionManagerClock({ minutesAhead: 0 });
  desk = await workplace.open('olivia');
});
afterEach(async () => desk.close());

describe('a connect window that is open for too long', () => {
  it('goes on up to fifteen minutes', async () => {
    const connecting = await openConnectPanel(desk, script, 'Ledger of a slow reader');
    const window = await openWindow(desk, button(connecting, 'Connect'));
    await workplace.setConnectionManagerClock({ minutesAhead: 14 });
    await enterCredential(window, workflowAccount);
    await expectConnected(script, connecting);
  });

  it('ends after fifteen minutes, says so, and the panel starts anew', async () => {
    const name = 'Ledger after lunch';
    const connecting = await openConnectPanel(desk, script, name);
    const window = await openWindow(desk, button(connecting, 'Connect'));
    await workplace.setConnectionManagerClock({ minutesAhead: 16 });
    await untilApiKnows(script, connecting.flow, { state: 'expired' });
    await tells(connecting, 'The connect window was open for too long, so nothing was kept.');
    await button(connecting, 'Cancel').waitFor();
    await keepPanelPicture(connecting, 'connect-timed-out');
    await enterCredential(window, workflowAccount);
    await window.getByRole('heading', { name: 'This window has done its work' }).waitFor();
    await window.getByText('has been open for more than 15 minutes', { exact: false }).waitFor();
    expect(await statusOf(script, name)).toMatchObject({ status: { state: 'notConnected' } });

    const next = await prepared(desk.page, () => button(connecting, 'Try again').click());
    await enterCredential(await openWindow(desk, button(connecting, 'Connect')), workflowAccount);
    await expectConnected(script, connecting, next);
  });
});
