import { screen, waitFor, within } from '@testing-library/react';
import { aManager, fillIn, openPanel, reachConnect } from '../../testing/adding';
import { problem } from '../../testing/fake-client';
import { galleryOnPage } from '../../testing/gallery-on-page';
import { aConnection, aPage, anUnconnected } from '../../testing/things';

jest.setTimeout(60_000);

const site = 'https://contoso.example/sites/operations';

describe('leaving the panel', () => {
  it('cancels without asking while connecting: ends the flow, deletes the unfinished connection, and says so', async () => {
    const manager = aManager();
    const opened = await openPanel(manager);
    await reachConnect(opened);
    const { user, panel, called } = opened;
    await user.click(panel.getByRole('button', { name: 'Connect' }));
    await user.click(panel.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('Ledger was not connected, so it was deleted again.')).toBeInTheDocument();
    expect(manager.removed).toEqual([
      { params: { connectionId: anUnconnected().id }, query: { site }, ifMatch: '"1"' },
    ]);
    expect(called.indexOf('cancelConnectFlow')).toBeLessThan(called.indexOf('deleteConnection'));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('keeps a connection that was connected in the moment it was cancelled', async () => {
    const manager = aManager({
      cancelConnectFlow: () => {
        throw problem('flow_ended', { status: 409 });
      },
    });
    const opened = await openPanel(manager);
    await reachConnect(opened);
    const { user, panel } = opened;
    await user.click(panel.getByRole('button', { name: 'Connect' }));
    manager.flow = { state: 'succeeded' };
    manager.items = [aConnection({ name: 'Ledger' })];
    await user.click(panel.getByRole('button', { name: 'Cancel' }));
    expect(await panel.findByText('Ledger is connected as ledger-bot.')).toBeInTheDocument();
    expect(manager.removed).toEqual([]);
  });

  it('asks before what was typed is thrown away, by Escape and by back, and stays when told to', async () => {
    const opened = await openPanel(aManager());
    await fillIn(opened);
    const { user, panel } = opened;
    await user.click(panel.getByRole('button', { name: 'Close' }));
    const leaving = await screen.findByRole('alertdialog', { name: 'Discard what you entered?' });
    await user.click(within(leaving).getByRole('button', { name: 'Keep going' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
    expect(panel.getByLabelText(/^Name/)).toHaveValue('Ledger');

    window.location.hash = '#/connections';
    const again = await screen.findByRole('alertdialog', { name: 'Discard what you entered?' });
    await user.click(within(again).getByRole('button', { name: 'Keep going' }));
    await waitFor(() => expect(window.location.hash).toBe('#/connections/new'));

    await user.click(panel.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(window.location.hash).toBe('#/connections');
    const toolbar = within(screen.getByRole('toolbar', { name: 'Commands' }));
    await waitFor(() => expect(toolbar.getByRole('button', { name: 'Add connection' })).toHaveFocus());
  });

  it('closes at once where nothing would be lost', async () => {
    const { user, panel } = await openPanel(aManager());
    await panel.findByRole('button', { name: /^HTTP/ });
    await user.click(panel.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('opens by its address', async () => {
    galleryOnPage({ answers: aManager().answers, hash: '#/connections/new' });
    expect(await screen.findByRole('dialog', { name: 'Add connection' })).toBeInTheDocument();
  });

  it('does not open by its address for those who may not add', async () => {
    const refused = aPage([], { create: { allowed: false, because: 'roleTooWeak' } });
    galleryOnPage({
      answers: { listConnections: () => refused },
      environment: { readSiteRole: async () => 'reader' },
      hash: '#/connections/new',
    });
    expect(await screen.findByRole('heading', { name: 'No connections yet' })).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});
