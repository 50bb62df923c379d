import { screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import type { Connection } from '../../../../contract/connection';
import { retype } from '../../testing/adding';
import { problem } from '../../testing/fake-client';
import type { Answers } from '../../testing/fake-client';
import { galleryOnPage } from '../../testing/gallery-on-page';
import { aConnection, aPage, anUnconnected, httpConnector } from '../../testing/things';

jest.setTimeout(60_000);

const site = 'https://contoso.example/sites/operations';

/** Opens *Edit* of the only row with F2; the manager holds one connection, which others may change as well. */
async function openEdit(different: Answers = {}) {
  const manager = { connection: aConnection() as Connection, asked: [] as unknown[] };
  const page = galleryOnPage({
    answers: {
      listConnections: () => aPage([manager.connection]),
      listConnectors: () => ({ items: [httpConnector] }),
      readConnection: () => manager.connection,
      updateConnection: (request) => {
        manager.asked.push(request);
        if (request.ifMatch !== manager.connection.etag) throw problem('changed_meanwhile');
        manager.connection = { ...manager.connection, ...request.body, etag: '"9"' };
        return manager.connection;
      },
      ...different,
    },
  });
  const row = await screen.findByRole('row', { name: 'Ledger of the north' });
  row.focus();
  await page.user.keyboard('{F2}');
  const dialog = await screen.findByRole('dialog', { name: 'Edit Ledger of the north' });
  const panel = within(dialog);
  await panel.findByLabelText(/^Name/);
  return { ...page, panel, dialog, manager };
}

describe('editing a connection', () => {
  it('begins with what is there, sends only what was changed with the version seen, and returns to the row', async () => {
    const { user, panel, dialog, manager } = await openEdit();
    expect(panel.getByLabelText(/^Name/)).toHaveValue('Ledger of the north');
    expect(panel.getByLabelText(/^Base address/)).toHaveValue('https://ledger.example');
    expect((await axe(dialog)).violations).toEqual([]);
    await retype(panel.getByLabelText(/^Name/), 'Ledger of the south');
    await user.click(panel.getByRole('button', { name: 'Save' }));

    expect(await screen.findByText('Ledger of the south was saved.')).toBeInTheDocument();
    expect(manager.asked).toEqual([
      {
        params: { connectionId: aConnection().id },
        query: { site },
        body: { name: 'Ledger of the south' },
        ifMatch: '"1"',
      },
    ]);
    await waitFor(() => expect(screen.getByRole('row', { name: 'Ledger of the south' })).toHaveFocus());
  });

  it('says before saving that another host clears the credential, and afterwards that it did', async () => {
    const { user, panel } = await openEdit({
      updateConnection: ({ body }) => anUnconnected({ ...body, etag: '"2"' }),
    });
    const warning = /will be not connected until somebody connects it again/;
    expect(panel.queryByText(warning)).not.toBeInTheDocument();
    await retype(panel.getByLabelText(/^Base address/), 'https://south.example');
    expect(await panel.findByText(warning)).toBeInTheDocument();
    await retype(panel.getByLabelText(/^Base address/), 'https://ledger.example/');
    await waitFor(() => expect(panel.queryByText(warning)).not.toBeInTheDocument());
    await retype(panel.getByLabelText(/^Base address/), 'https://south.example');
    await user.click(panel.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByText(/was saved. It is not connected until somebody connects it again/),
    ).toBeInTheDocument();
  });

  it('shows what somebody else changed beside one’s own, and saves it over theirs when told to', async () => {
    const { user, panel, dialog, manager } = await openEdit();
    await retype(panel.getByLabelText(/^Name/), 'Mine');
    const amir = { kind: 'person', objectId: 'a', name: 'Amir' } as const;
    manager.connection = aConnection({
      name: 'Theirs',
      settings: { baseUrl: 'https://ledger.example', testPath: '/you' },
      etag: '"5"',
      changedBy: amir,
    });
    await user.click(panel.getByRole('button', { name: 'Save' }));

    expect(
      await panel.findByText(/Amir changed Theirs while you were editing/, undefined, { timeout: 10_000 }),
    ).toBeInTheDocument();
    expect(panel.getByRole('row', { name: 'Name Theirs Mine' })).toBeInTheDocument();
    expect(panel.getByRole('row', { name: 'Test path /you /you' })).toBeInTheDocument();
    expect(panel.getByLabelText(/^Name/)).toHaveValue('Mine');
    expect(panel.getByLabelText(/^Test path/)).toHaveValue('/you');
    expect(manager.connection.name).toBe('Theirs');
    expect((await axe(dialog)).violations).toEqual([]);

    await user.click(panel.getByRole('button', { name: 'Save my changes' }));
    expect(await screen.findByText('Mine was saved.')).toBeInTheDocument();
    expect(manager.asked[1]).toMatchObject({ body: { name: 'Mine' }, ifMatch: '"5"' });
  });

  it('takes the other’s version when told to, and then has nothing to lose', async () => {
    const { user, panel, manager } = await openEdit();
    await retype(panel.getByLabelText(/^Name/), 'Mine');
    manager.connection = aConnection({ name: 'Theirs', etag: '"5"' });
    await user.click(panel.getByRole('button', { name: 'Save' }));
    await user.click(await panel.findByRole('button', { name: 'Take theirs' }));
    await waitFor(() => expect(panel.getByLabelText(/^Name/)).toHaveValue('Theirs'));
    expect(panel.queryByRole('table')).not.toBeInTheDocument();
    await user.click(panel.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('row', { name: 'Theirs' })).toBeInTheDocument();
    expect(manager.asked).toHaveLength(1);
  });

  it('asks before changes are thrown away, and not when there are none', async () => {
    const { user, panel } = await openEdit();
    await retype(panel.getByLabelText(/^Name/), 'Mine');
    await user.click(panel.getByRole('button', { name: 'Cancel' }));
    const question = within(await screen.findByRole('alertdialog', { name: 'Discard what you entered?' }));
    await user.click(question.getByRole('button', { name: 'Keep going' }));
    expect(panel.getByLabelText(/^Name/)).toHaveValue('Mine');
    await retype(panel.getByLabelText(/^Name/), 'Ledger of the north');
    await user.click(panel.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.getByRole('row', { name: 'Ledger of the north' })).toHaveFocus());
  });

  it('keeps what was typed and says why when saving fails', async () => {
    const { user, panel } = await openEdit({
      updateConnection: () => {
        throw problem('store_unavailable');
      },
    });
    await retype(panel.getByLabelText(/^Name/), 'Mine');
    await user.click(panel.getByRole('button', { name: 'Save' }));
    expect(await panel.findByText(/Mine could not be saved/)).toBeInTheDocument();
    expect(panel.getByLabelText(/^Name/)).toHaveValue('Mine');
  });
});
