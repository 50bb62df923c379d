import { screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { aManager, fillIn, openPanel, reachConnect, retype } from '../../testing/adding';
import { problem } from '../../testing/fake-client';
import { aConnection, aPage, anUnconnected, httpConnector } from '../../testing/things';

jest.setTimeout(60_000);

const site = 'https://contoso.example/sites/operations';

describe('adding a connection', () => {
  it('leads from the connector over name and settings to the connect window, and focuses the new row', async () => {
    const manager = aManager();
    const opened = await openPanel(manager);
    await reachConnect(opened);
    const { user, panel, clock, opened: windows } = opened;
    expect(manager.created).toEqual([
      {
        body: {
          site,
          connectorId: 'http-basic',
          authMethodId: 'usernamePassword',
          name: 'Ledger',
          settings: { baseUrl: 'https://ledger.example', testPath: '/me' },
        },
        idempotencyKey: 'id-1',
      },
    ]);
    expect(panel.getByText('https://ledger.example')).toBeInTheDocument();

    await user.click(panel.getByRole('button', { name: 'Connect' }));
    expect(windows).toEqual(['https://connections.example/connect/flow_00000000000000000000000001']);
    expect(panel.getByText(/Waiting for the connect window/)).toBeInTheDocument();

    manager.flow = { state: 'open' };
    await clock.pass(1500);
    expect(await panel.findByText(/Finish in the connect window/)).toBeInTheDocument();

    manager.flow = { state: 'open', lastProblem: 'credential_refused' };
    await clock.pass(1500);
    expect(await panel.findByText(/The system refused the username and password/)).toBeInTheDocument();

    manager.flow = { state: 'succeeded' };
    manager.items = [aConnection({ name: 'Ledger', account: 'ledger-bot' })];
    await clock.pass(1500);
    expect(await panel.findByText('Ledger is connected as ledger-bot.')).toBeInTheDocument();

    await user.click(panel.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText('Ledger is connected.')).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('row', { name: 'Ledger' })).toHaveFocus());
    expect(window.location.hash).toBe('#/connections');
  });

  it('goes through the connectors with the arrow keys and chooses with Enter', async () => {
    const other = { ...httpConnector, id: 'other', title: 'Other system', description: 'Another one.' };
    const opened = await openPanel(aManager({ listConnectors: () => ({ items: [httpConnector, other] }) }));
    const { user, panel } = opened;
    const first = await panel.findByRole('button', { name: /^HTTP with username and password/ });
    first.focus();
    await user.keyboard('{ArrowDown}');
    expect(panel.getByRole('button', { name: /^Other system/ })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(await panel.findByRole('heading', { name: 'Name and settings' })).toBeInTheDocument();
    expect(panel.getByText('Other system')).toBeInTheDocument();
  });

  it('says before Connect how far it reaches, who can use it and who owns it', async () => {
    const manager = aManager({
      listConnections: () => aPage([], { create: { allowed: true, availability: 'tenant' } }),
    });
    const opened = await openPanel(manager);
    await fillIn(opened);
    const who = within(opened.panel.getByRole('region', { name: 'Who can use it' }));
    expect(who.getByText(/available in every site of your organization/)).toBeInTheDocument();
    expect(who.getByText(/You, Olivia Owens, will be its owner/)).toBeInTheDocument();
  });

  it('names the refused character while it is typed, and sends nothing', async () => {
    const manager = aManager();
    const opened = await openPanel(manager);
    await fillIn(opened, { name: 'Ledger <north>' });
    const { user, panel } = opened;
    expect(await panel.findByText('Name must not contain <.')).toBeInTheDocument();
    await user.click(panel.getByRole('button', { name: 'Continue' }));
    expect(manager.created).toEqual([]);
    expect(panel.getByLabelText(/^Name/)).toHaveAttribute('aria-invalid', 'true');
    await waitFor(() => expect(panel.getByLabelText(/^Name/)).toHaveFocus());
  });

  it('checks settings by the connector’s schema', async () => {
    const opened = await openPanel(aManager());
    await fillIn(opened, { address: 'http://ledger.example' });
    expect(await opened.panel.findByText(/Base address must begin with https:\/\//)).toBeInTheDocument();
  });

  it('puts what the connection manager refuses beside its field', async () => {
    const errors = [{ field: 'settings.baseUrl', code: 'not_one_of', message: 'no' }] as const;
    const opened = await openPanel(
      aManager({
        createConnection: () => {
          throw problem('invalid_request', { status: 422, errors });
        },
      }),
    );
    await fillIn(opened);
    await opened.user.click(opened.panel.getByRole('button', { name: 'Continue' }));
    expect(
      await opened.panel.findByText('Base address has a value that cannot be chosen.'),
    ).toBeInTheDocument();
    expect(opened.panel.queryByText(/could not be saved/)).not.toBeInTheDocument();
  });

  it('warns of a name that is taken, and lets the person go on', async () => {
    const opened = await openPanel(
      aManager({}, [aConnection({ name: 'Ledger', id: 'con_00000000000000000000000009' })]),
    );
    await fillIn(opened, { name: ' ledger ' });
    expect(await opened.panel.findByText(/There is already a connection of this kind/)).toBeInTheDocument();
    expect(opened.panel.getByRole('button', { name: 'Continue' })).toBeEnabled();
  });

  it('keeps the Idempotency-Key when the same wish is sent again, and takes another for another wish', async () => {
    const keys: (string | undefined)[] = [];
    const opened = await openPanel(
      aManager({
        createConnection: ({ idempotencyKey }) => {
          keys.push(idempotencyKey);
          throw problem('not_reachable', { status: 0, requestId: undefined });
        },
      }),
    );
    await fillIn(opened);
    const { user, panel } = opened;
    const next = panel.getByRole('button', { name: 'Continue' });
    await user.click(next);
    expect(await panel.findByText(/Ledger could not be saved\./)).toBeInTheDocument();
    await user.click(next);
    await waitFor(() => expect(keys).toHaveLength(2));
    await retype(panel.getByLabelText(/^Name/), 'Ledger 2');
    await user.click(panel.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(keys).toEqual(['id-1', 'id-1', 'id-2']));
  });

  it('corrects the settings after going back, with the version it saw, and prepares a new window', async () => {
    const manager = aManager();
    const opened = await openPanel(manager);
    await reachConnect(opened);
    const { user, panel, called } = opened;
    await user.click(panel.getByRole('button', { name: 'Back' }));
    const address = await panel.findByLabelText(/^Base address/);
    expect(address).toHaveValue('https://ledger.example');
    await retype(address, 'https://ledger2.example');
    await user.click(panel.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(called.filter((name) => name === 'startConnectFlow')).toHaveLength(2));
    expect(called).toContain('cancelConnectFlow');
    expect(manager.changed).toEqual([
      {
        params: { connectionId: anUnconnected().id },
        query: { site },
        body: { name: 'Ledger', settings: { baseUrl: 'https://ledger2.example', testPath: '/me' } },
        ifMatch: '"1"',
      },
    ]);
    expect(manager.created).toHaveLength(1);
  });

  it('goes on with the newer version after somebody else changed the connection', async () => {
    const etags: string[] = [];
    const opened = await openPanel(
      aManager({
        readConnection: () => anUnconnected({ etag: '"5"' }),
        updateConnection: ({ ifMatch, body }) => {
          etags.push(ifMatch);
          if (ifMatch !== '"5"') throw problem('changed_meanwhile', { status: 412 });
          return anUnconnected({ ...body, etag: '"6"' });
        },
      }),
    );
    await reachConnect(opened);
    const { user, panel } = opened;
    await user.click(panel.getByRole('button', { name: 'Back' }));
    await retype(await panel.findByLabelText(/^Name/), 'Ledger 2');
    await user.click(panel.getByRole('button', { name: 'Continue' }));
    expect(await panel.findByText(/Somebody else changed it first/)).toBeInTheDocument();
    await user.click(panel.getByRole('button', { name: 'Continue' }));
    expect(await panel.findByRole('button', { name: 'Connect' })).toBeInTheDocument();
    expect(etags).toEqual(['"1"', '"5"']);
  });

  it('says when the connectors cannot be loaded, and tries again', async () => {
    let attempts = 0;
    const opened = await openPanel(
      aManager({
        listConnectors: () => {
          attempts += 1;
          if (attempts === 1) throw problem('internal_error', { status: 400 });
          return { items: [httpConnector] };
        },
      }),
    );
    expect(await opened.panel.findByText(/The connectors could not be loaded\./)).toBeInTheDocument();
    await opened.user.click(opened.panel.getByRole('button', { name: 'Retry' }));
    expect(await opened.panel.findByRole('button', { name: /^HTTP/ })).toBeInTheDocument();
  });

  it('has nothing that axe objects to in any step', async () => {
    const opened = await openPanel(aManager());
    await opened.panel.findByRole('button', { name: /^HTTP/ });
    expect((await axe(opened.dialog)).violations).toEqual([]);
    await fillIn(opened, { name: '<' });
    expect((await axe(opened.dialog)).violations).toEqual([]);
    await retype(opened.panel.getByLabelText(/^Name/), 'Ledger');
    await opened.user.click(opened.panel.getByRole('button', { name: 'Continue' }));
    await opened.panel.findByRole('button', { name: 'Connect' });
    expect((await axe(opened.dialog)).violations).toEqual([]);
  });
});
