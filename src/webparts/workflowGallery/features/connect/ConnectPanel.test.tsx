import { screen, waitFor, within } from '@testing-library/react';
import type { ConnectFlow } from '../../../../contract/connect-flow';
import { problem } from '../../testing/fake-client';
import type { Answers } from '../../testing/fake-client';
import { galleryOnPage } from '../../testing/gallery-on-page';
import { aConnection, aFlow, aPage, anUnconnected, httpConnector } from '../../testing/things';

jest.setTimeout(60_000);

/** Opens *Connect* of a row that is not connected. */
async function openConnect(different: Answers = {}, options: Parameters<typeof galleryOnPage>[0] = {}) {
  const manager = { flow: {} as Partial<ConnectFlow> };
  const page = galleryOnPage({
    answers: {
      listConnections: () => aPage([anUnconnected()]),
      listConnectors: () => ({ items: [httpConnector] }),
      startConnectFlow: () => aFlow(),
      readConnectFlow: () => aFlow(manager.flow),
      readConnection: () => aConnection(),
      cancelConnectFlow: () => aFlow({ state: 'cancelled' }),
      ...different,
    },
    ...options,
  });
  await page.user.click(await screen.findByText('Ledger of the north'));
  const toolbar = within(screen.getByRole('toolbar', { name: 'Commands' }));
  await page.user.click(toolbar.getByRole('button', { name: 'Connect' }));
  const dialog = await screen.findByRole('dialog', { name: 'Connect Ledger of the north' });
  return { ...page, panel: within(dialog), manager };
}

async function pressConnect({ user, panel }: Awaited<ReturnType<typeof openConnect>>): Promise<void> {
  const connect = panel.getByRole('button', { name: 'Connect' });
  await waitFor(() => expect(connect).not.toHaveAttribute('aria-disabled'));
  await user.click(connect);
}

describe('connecting a connection that is there', () => {
  it('connects it, says as whom, and returns to its row', async () => {
    const opened = await openConnect();
    expect(await opened.panel.findByText('Base address')).toBeInTheDocument();
    expect(opened.panel.getByText('https://ledger.example')).toBeInTheDocument();
    await pressConnect(opened);
    opened.manager.flow = { state: 'succeeded' };
    await opened.clock.pass(1500);
    expect(
      await opened.panel.findByText('Ledger of the north is connected as ledger-bot.'),
    ).toBeInTheDocument();
    await opened.user.click(opened.panel.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.getByRole('row', { name: 'Ledger of the north' })).toHaveFocus());
  });

  it('is not offered for the first time to a connection that is ready, nor without the right', async () => {
    const { user } = galleryOnPage({
      answers: {
        listConnections: () =>
          aPage([
            aConnection(),
            anUnconnected({ name: 'Other', id: 'con_00000000000000000000000002', may: ['see'] }),
          ]),
      },
    });
    const toolbar = within(await screen.findByRole('toolbar', { name: 'Commands' }));
    for (const name of ['Ledger of the north', 'Other']) {
      await user.click(await screen.findByText(name));
      expect(toolbar.queryByRole('button', { name: 'Connect' })).not.toBeInTheDocument();
    }
  });

  it('says that the window was blocked and offers a plain link, and follows what happens there', async () => {
    const opened = await openConnect({}, { environment: { openWindow: () => false } });
    await pressConnect(opened);
    const { panel, clock, manager } = opened;
    expect(await panel.findByText(/Your browser blocked the connect window/)).toBeInTheDocument();
    const link = panel.getByRole('link', { name: 'Open the connect window in a new tab' });
    expect(link).toHaveAttribute('href', aFlow().address);
    expect(link).toHaveAttribute('target', '_blank');
    manager.flow = { state: 'open' };
    await clock.pass(1500);
    expect(await panel.findByText(/Finish in the connect window/)).toBeInTheDocument();
    expect(panel.queryByRole('link')).not.toBeInTheDocument();
  });

  it('tells that the window was left, and opens it again', async () => {
    const opened = await openConnect();
    await pressConnect(opened);
    const { user, panel, clock, manager } = opened;
    manager.flow = { state: 'left' };
    await clock.pass(1500);
    expect(await panel.findByText(/was closed before it was done/)).toBeInTheDocument();
    await user.click(panel.getByRole('button', { name: 'Open again' }));
    expect(opened.opened).toEqual([aFlow().address, aFlow().address]);
  });

  it('keeps asking while the connection manager does not answer, and says so', async () => {
    let isSilent = true;
    const opened = await openConnect({
      readConnectFlow: () => {
        if (isSilent) throw problem('not_reachable', { status: 0 });
        return aFlow({ state: 'open' });
      },
    });
    await pressConnect(opened);
    await opened.clock.pass(1500);
    expect(await opened.panel.findByText(/does not answer at the moment/)).toBeInTheDocument();
    isSilent = false;
    await opened.clock.pass(3000);
    expect(await opened.panel.findByText(/Finish in the connect window/)).toBeInTheDocument();
    expect(opened.panel.queryByText(/does not answer/)).not.toBeInTheDocument();
  });

  it.each([
    ['anotherPerson', /Somebody else is signed in/],
    ['anotherTenant', /account of another organization/],
    ['signInRefused', /cancelled or refused/],
    ['cookiesOff', /blocks the cookies/],
  ] as const)(
    'tells %s while the flow goes on, until its starter is there',
    async (windowRefusal, sentence) => {
      const opened = await openConnect();
      await pressConnect(opened);
      const { panel, clock, manager } = opened;
      manager.flow = { state: 'waiting', windowRefusal };
      await clock.pass(1500);
      expect(await panel.findByText(sentence)).toBeInTheDocument();
      expect(panel.queryByText(/Waiting for the connect window/)).not.toBeInTheDocument();
      manager.flow = { state: 'open', windowRefusal };
      await clock.pass(1500);
      expect(await panel.findByText(/Finish in the connect window/)).toBeInTheDocument();
      expect(panel.getByText(sentence)).toBeInTheDocument();
      expect(panel.getByRole('button', { name: 'Open again' })).toBeInTheDocument();
      manager.flow = { state: 'open' };
      await clock.pass(1500);
      await waitFor(() => expect(panel.queryByText(sentence)).not.toBeInTheDocument());
    },
  );

  it.each([
    [{ state: 'expired' }, /was open for too long/],
    [{ state: 'cancelled' }, /Connecting was cancelled/],
    [{ state: 'failed', failure: 'tooManyAttempts' }, /tried too many times/],
    [{ state: 'failed' }, /Connecting did not succeed/],
  ] as const)('explains %o and prepares a new window on demand', async (flow, sentence) => {
    const opened = await openConnect();
    await pressConnect(opened);
    const { user, panel, clock, manager, called } = opened;
    manager.flow = flow;
    await clock.pass(1500);
    expect(await panel.findByText(sentence)).toBeInTheDocument();
    manager.flow = {};
    await user.click(panel.getByRole('button', { name: 'Try again' }));
    await pressConnect(opened);
    expect(called.filter((name) => name === 'startConnectFlow')).toHaveLength(2);
  });

  it('says when no window can be prepared, and tries again', async () => {
    let attempts = 0;
    const opened = await openConnect({
      startConnectFlow: () => {
        attempts += 1;
        if (attempts === 1) throw problem('vault_unavailable', { status: 503 });
        return aFlow();
      },
    });
    expect(await opened.panel.findByText(/The connect window could not be prepared\./)).toBeInTheDocument();
    await opened.user.click(opened.panel.getByRole('button', { name: 'Retry' }));
    await pressConnect(opened);
    expect(opened.opened).toHaveLength(1);
  });

  it('prepares a new window before an unopened one has too little time left', async () => {
    const opened = await openConnect();
    await waitFor(() =>
      expect(opened.panel.getByRole('button', { name: 'Connect' })).not.toHaveAttribute('aria-disabled'),
    );
    await opened.clock.pass(10 * 60_000);
    await waitFor(() => expect(opened.called.filter((name) => name === 'startConnectFlow')).toHaveLength(2));
  });

  it('ends the flow when it is cancelled, and leaves the connection alone', async () => {
    const opened = await openConnect();
    await pressConnect(opened);
    await opened.user.click(opened.panel.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(opened.called).toContain('cancelConnectFlow');
    expect(opened.called).not.toContain('deleteConnection');
  });
});
