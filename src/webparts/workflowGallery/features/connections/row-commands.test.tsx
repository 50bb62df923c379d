import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { galleryOnPage } from '../../testing/gallery-on-page';
import { aConnection, aFlow, aPage, anUnconnected, httpConnector } from '../../testing/things';

jest.setTimeout(60_000);

async function menuTexts(row: HTMLElement): Promise<readonly (string | null)[]> {
  act(() => {
    fireEvent.contextMenu(row);
  });
  const menu = within(await screen.findByRole('menu'));
  return menu.getAllByRole('menuitem').map((item) => item.getAttribute('aria-label') ?? item.textContent);
}

describe('the commands of a row', () => {
  it.each([
    [aConnection(), ['Edit', 'Connect again', 'Delete']],
    [anUnconnected({ may: ['see', 'edit', 'connect'] }), ['Edit', 'Connect']],
  ])('are opened by the menu key, in the order of the command bar: %#', async (connection, allowed) => {
    galleryOnPage({ answers: { listConnections: () => aPage([connection]) } });
    const texts = await menuTexts(await screen.findByRole('row', { name: 'Ledger of the north' }));
    // Before each text stands its icon, a letter of another font.
    expect(texts.map((text) => text?.replace(/^\W+/, ''))).toEqual(allowed);
  });

  it('do not answer F2 and Del where that is not allowed', async () => {
    const { user } = galleryOnPage({
      answers: { listConnections: () => aPage([aConnection({ may: ['see', 'use'] })]) },
    });
    (await screen.findByRole('row', { name: 'Ledger of the north' })).focus();
    await user.keyboard('{F2}{Delete}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
  });

  it('connect again with the account until now, and say when it is another one afterwards', async () => {
    const { user, clock } = galleryOnPage({
      answers: {
        listConnections: () => aPage([aConnection()]),
        listConnectors: () => ({ items: [httpConnector] }),
        startConnectFlow: () => aFlow(),
        readConnectFlow: () => aFlow({ state: 'succeeded' }),
        readConnection: () => aConnection({ account: 'ledger-two' }),
      },
    });
    await user.click(await screen.findByText('Ledger of the north'));
    await user.click(screen.getByRole('button', { name: 'Connect again' }));
    const dialog = await screen.findByRole('dialog', { name: 'Connect Ledger of the north again' });
    const panel = within(dialog);
    expect(panel.getByText('Account until now')).toBeInTheDocument();
    expect(panel.getByText('ledger-bot')).toBeInTheDocument();
    expect(panel.getByText(/asks for the credential \(Username and password\)/)).toBeInTheDocument();
    const connect = panel.getByRole('button', { name: 'Connect' });
    await waitFor(() => expect(connect).not.toHaveAttribute('aria-disabled'));
    await user.click(connect);
    await clock.pass(1500);
    expect(
      await panel.findByText('Ledger of the north is connected as ledger-two. Until now it was ledger-bot.'),
    ).toBeInTheDocument();
  });
});

describe('a browser without a network', () => {
  it('says so, keeps the rows, and reads them again by itself', async () => {
    let reads = 0;
    galleryOnPage({
      answers: {
        listConnections: () => {
          reads += 1;
          return aPage([aConnection()]);
        },
      },
    });
    await screen.findByRole('row', { name: 'Ledger of the north' });
    const onLine = jest.spyOn(window.navigator, 'onLine', 'get').mockReturnValue(false);
    act(() => {
      window.dispatchEvent(new Event('offline'));
    });
    expect(await screen.findByText('You are offline. What you see may be old.')).toBeInTheDocument();
    expect(screen.getByRole('row', { name: 'Ledger of the north' })).toBeInTheDocument();
    expect(reads).toBe(1);
    onLine.mockRestore();
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    await waitFor(() => expect(reads).toBe(2));
    expect(screen.queryByText('You are offline. What you see may be old.')).not.toBeInTheDocument();
  });
});
