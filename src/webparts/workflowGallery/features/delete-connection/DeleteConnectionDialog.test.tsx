import { screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { problem } from '../../testing/fake-client';
import type { Answers } from '../../testing/fake-client';
import { galleryOnPage } from '../../testing/gallery-on-page';
import { aConnection, aPage } from '../../testing/things';

jest.setTimeout(30_000);

const first = aConnection({ name: 'Archive', id: 'con_00000000000000000000000002' });
const second = aConnection();

async function openDialog(answers: Answers) {
  const page = galleryOnPage({ answers });
  await page.user.click(await screen.findByText('Archive'));
  const toolbar = within(screen.getByRole('toolbar', { name: 'Commands' }));
  await page.user.click(toolbar.getByRole('button', { name: 'Delete' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete Archive?' });
  return { ...page, dialog: within(dialog), element: dialog };
}

describe('deleting a connection', () => {
  it('names the connection, deletes the version that was shown, says so, and focuses the next row', async () => {
    const asked: unknown[] = [];
    let items = [first, second];
    const { user, dialog, element } = await openDialog({
      listConnections: () => aPage(items),
      deleteConnection: (request) => {
        asked.push(request);
        items = [second];
        return undefined;
      },
    });
    expect(dialog.getByText(/HTTP with username and password, owned by Olivia Owens/)).toBeInTheDocument();
    expect((await axe(element)).violations).toEqual([]);

    await user.click(dialog.getByRole('button', { name: 'Delete connection' }));

    expect(await screen.findByText('Archive was deleted.')).toBeInTheDocument();
    expect(asked).toEqual([
      {
        params: { connectionId: first.id },
        query: { site: 'https://contoso.example/sites/operations' },
        ifMatch: '"1"',
      },
    ]);
    await waitFor(() => expect(screen.queryByRole('row', { name: 'Archive' })).not.toBeInTheDocument());
    await waitFor(() => expect(screen.getByRole('row', { name: 'Ledger of the north' })).toHaveFocus());
  });

  it('keeps the connection when asked to, and returns the focus', async () => {
    const { user, dialog, called } = await openDialog({ listConnections: () => aPage([first, second]) });
    await user.click(dialog.getByRole('button', { name: 'Keep it' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
    await waitFor(() => expect(screen.getByRole('row', { name: 'Archive' })).toHaveFocus());
    expect(called).not.toContain('deleteConnection');
  });

  it('tells that somebody changed it, reads the list again, and deletes the version shown then', async () => {
    const etags: string[] = [];
    let current = first;
    const { user, dialog, called } = await openDialog({
      listConnections: () => aPage([current, second]),
      deleteConnection: ({ ifMatch }) => {
        etags.push(ifMatch);
        if (ifMatch !== '"2"') {
          current = { ...first, etag: '"2"' };
          throw problem('changed_meanwhile', { status: 412 });
        }
        return undefined;
      },
    });
    await user.click(dialog.getByRole('button', { name: 'Delete connection' }));
    expect(await dialog.findByText(/Somebody changed Archive while you were looking/)).toBeInTheDocument();
    await waitFor(() => expect(called.filter((name) => name === 'listConnections')).toHaveLength(2));

    await user.click(await dialog.findByRole('button', { name: 'Delete connection' }));
    expect(await screen.findByText('Archive was deleted.')).toBeInTheDocument();
    expect(etags).toEqual(['"1"', '"2"']);
  });

  it('keeps the row and says why when it does not work', async () => {
    const { user, dialog } = await openDialog({
      listConnections: () => aPage([first, second]),
      deleteConnection: () => {
        throw problem('store_unavailable', { status: 503 });
      },
    });
    await user.click(dialog.getByRole('button', { name: 'Delete connection' }));
    const alert = await dialog.findByRole('alert');
    await waitFor(() => expect(alert).toHaveTextContent('Archive could not be deleted.'));
    expect(alert).toHaveTextContent('The connection manager cannot reach its store just now.');
    expect(alert).toHaveTextContent('Request: req-7');
    await user.click(dialog.getByRole('button', { name: 'Keep it' }));
    expect(await screen.findByRole('row', { name: 'Archive' })).toBeInTheDocument();
  });

  it('says so when it was gone already', async () => {
    const { user, dialog } = await openDialog({
      listConnections: () => aPage([first, second]),
      deleteConnection: () => {
        throw problem('connection_not_found', { status: 404 });
      },
    });
    await user.click(dialog.getByRole('button', { name: 'Delete connection' }));
    expect(await screen.findByText('Archive had already been deleted.')).toBeInTheDocument();
  });
});
