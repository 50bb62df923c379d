import { screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import type { RouteResponse } from '../../../../contract/route';
import type { listConnections } from '../../../../contract/routes';
import { fakeClient, problem } from '../../testing/fake-client';
import { galleryOnPage, setWidth } from '../../testing/gallery-on-page';
import { aConnection, aPage, anUnconnected } from '../../testing/things';

jest.setTimeout(30_000);

type Page = RouteResponse<typeof listConnections>;

const ledger = aConnection();
const archive = anUnconnected({
  id: 'con_00000000000000000000000002',
  name: 'Archive',
  availability: 'tenant',
});
const readOnly = aConnection({ id: 'con_00000000000000000000000003', name: 'Payroll', may: ['see', 'use'] });

function withConnections(...pages: readonly Page[]) {
  const left = [...pages];
  return { listConnections: () => left.shift() ?? aPage([]) };
}

async function row(name: string): Promise<HTMLElement> {
  return screen.findByRole('row', { name });
}

describe('the Connections page', () => {
  it('lists each connection with account, connector, status, availability, owner and last change', async () => {
    const { called } = galleryOnPage({ answers: withConnections(aPage([ledger, archive])) });

    const first = within(await row('Ledger of the north'));
    expect(first.getByText('ledger-bot')).toBeVisible();
    expect(first.getByText('HTTP with username and password')).toBeVisible();
    expect(first.getByText('Ready')).toBeVisible();
    expect(first.getByText('since Nov 18, 2026')).toBeVisible();
    expect(first.getByText('Site Operations')).toBeVisible();
    expect(first.getByText('Olivia Owens')).toBeVisible();
    expect(first.getByText('3 days ago')).toHaveAttribute(
      'title',
      expect.stringContaining('November 18, 2026'),
    );

    const second = within(await row('Archive'));
    expect(second.getByText('Not connected')).toBeVisible();
    expect(second.getByText('Whole organization')).toBeVisible();
    expect(called).toEqual(['listConnections']);
  });

  it('says which site it is about and which page of the gallery this is', async () => {
    galleryOnPage({ answers: withConnections(aPage([ledger])) });
    expect(await screen.findByRole('heading', { name: 'Connections on Operations' })).toBeVisible();
    const pane = screen.getByRole('navigation', { name: 'Workflow Gallery' });
    expect(within(pane).getByRole('link', { name: 'Connections' })).toHaveAttribute('aria-current', 'page');
  });

  it('says that a personal connection is personal', async () => {
    galleryOnPage({ answers: withConnections(aPage([aConnection({ kind: 'personal' })])) });
    expect(within(await row('Ledger of the north')).getByText('Personal')).toBeVisible();
  });

  it('keeps the place of the rows from the first moment, and shimmers after 300 ms', async () => {
    const { clock } = galleryOnPage({ answers: { listConnections: () => new Promise(() => undefined) } });
    const busy = (): HTMLElement | null => document.querySelector('[aria-busy="true"]');
    await waitFor(() => expect(busy()).toHaveClass('unseen'));
    await clock.pass(299);
    expect(busy()).toHaveClass('unseen');
    await clock.pass(1);
    expect(busy()).not.toHaveClass('unseen');
    expect(screen.getByRole('columnheader', { name: 'Name' })).toBeInTheDocument();
  });

  it('invites whoever may add the first connection', async () => {
    const { user } = galleryOnPage({
      answers: { ...withConnections(aPage([])), listConnectors: () => ({ items: [] }) },
    });
    const empty = (await screen.findByRole('heading', { name: 'No connections yet' }))
      .parentElement as HTMLElement;
    await user.click(within(empty).getByRole('button', { name: 'Add connection' }));
    expect(await screen.findByRole('dialog', { name: 'Add connection' })).toBeInTheDocument();
  });

  it('tells those who may not add one, in words, whom to ask', async () => {
    const refused = aPage([], { create: { allowed: false, because: 'roleTooWeak' } });
    galleryOnPage({ answers: withConnections(refused), environment: { readSiteRole: async () => 'reader' } });
    const reason = 'Only site owners can add shared connections here. Ask an owner of Operations.';
    expect(await screen.findByText(/Once an owner of Operations has added one/)).toBeVisible();
    const add = screen.getByRole('button', { name: 'Add connection' });
    expect(add).toHaveAttribute('aria-disabled', 'true');
    expect(add).toHaveAccessibleDescription(reason);
    expect(screen.getByText(reason)).toBeVisible();
  });

  it('shows Add connection by the role that SharePoint tells before the connection manager has answered', async () => {
    galleryOnPage({ answers: { listConnections: () => new Promise(() => undefined) } });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Add connection' })).not.toHaveAttribute('aria-disabled'),
    );
  });

  it('believes the connection manager rather than the page', async () => {
    const refused = aPage([ledger], { create: { allowed: false, because: 'guest' } });
    galleryOnPage({ answers: withConnections(refused) });
    expect(
      await screen.findByText('Guests cannot add shared connections. Ask an owner of Operations.'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add connection' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('says what failed, with the request id, and tries again', async () => {
    let attempts = 0;
    const { user } = galleryOnPage({
      answers: {
        listConnections: () => {
          attempts += 1;
          if (attempts === 1) throw problem('internal_error');
          return aPage([ledger]);
        },
      },
    });
    const alert = await screen.findByRole('alert');
    await waitFor(() => expect(alert).toHaveTextContent('The connections could not be loaded.'));
    expect(alert).toHaveTextContent('The connection manager made a mistake.');
    expect(alert).toHaveTextContent('Request: req-7');
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await row('Ledger of the north')).toBeVisible();
  });

  it('offers to sign in again where the sign-in has ended', async () => {
    let signIns = 0;
    let attempts = 0;
    const answers = {
      listConnections: () => {
        attempts += 1;
        if (attempts === 1) throw problem('sign_in_required');
        return aPage([ledger]);
      },
    };
    const page = galleryOnPage({
      answers,
      environment: {
        startSession: async () => ({
          status: 'started',
          session: {
            client: fakeClient(answers),
            tokens: { getToken: async () => 'token', signIn: async () => void (signIns += 1) },
          },
        }),
      },
    });
    await page.user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(await row('Ledger of the north')).toBeVisible();
    expect(signIns).toBe(1);
  });

  it('shows more on demand, announces the count, and keeps the rows when more cannot be had', async () => {
    const asked: (string | undefined)[] = [];
    const { user } = galleryOnPage({
      answers: {
        listConnections: ({ query }) => {
          asked.push(query.after);
          if (asked.length === 1) return aPage([ledger], { next: 'cursor-1' });
          if (asked.length === 2) throw problem('site_not_found');
          return aPage([archive]);
        },
      },
    });
    await screen.findByText('1 connections shown. There are more.');
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent('The next connections could not be loaded.'),
    );
    expect(await row('Ledger of the north')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await row('Archive')).toBeVisible();
    expect(await screen.findByText('2 connections')).toBeInTheDocument();
    expect(asked).toEqual([undefined, 'cursor-1', 'cursor-1']);
    expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
  });

  it('offers Delete for a selected connection only, and only where it is allowed', async () => {
    const { user } = galleryOnPage({ answers: withConnections(aPage([ledger, readOnly])) });
    const toolbar = within(await screen.findByRole('toolbar', { name: 'Commands' }));
    await row('Payroll');
    expect(toolbar.queryByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
    await user.click(await screen.findByText('Payroll'));
    expect(toolbar.queryByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
    await user.click(screen.getByText('Ledger of the north'));
    expect(toolbar.getByRole('button', { name: 'Delete' })).toBeVisible();
  });

  it('is used with the keyboard: arrows move, Space selects, Enter opens the commands, Del asks to delete', async () => {
    const { user } = galleryOnPage({ answers: withConnections(aPage([archive, ledger])) });
    const first = await row('Archive');
    first.focus();
    await user.keyboard('{ArrowDown}');
    const second = await row('Ledger of the north');
    expect(second).toHaveFocus();
    expect(second).toHaveAttribute('aria-selected', 'false');
    await user.keyboard(' ');
    await waitFor(() => expect(second).toHaveAttribute('aria-selected', 'true'));
    await user.keyboard('{ArrowUp}{Enter}');
    const menu = await screen.findByRole('menu');
    expect(
      within(menu)
        .getAllByRole('menuitem')
        .map((item) => item.textContent),
    ).toEqual(
      expect.arrayContaining([expect.stringContaining('Connect'), expect.stringContaining('Delete')]),
    );
    await user.keyboard('{Escape}');
    (await row('Archive')).focus();
    await user.keyboard('{Delete}');
    expect(await screen.findByRole('alertdialog', { name: 'Delete Archive?' })).toBeInTheDocument();
  });

  it('stacks the connections as cards under 640 px, with their commands, and hides the pages behind a button', async () => {
    const { user } = galleryOnPage({ answers: withConnections(aPage([archive])), width: 320 });
    const card = within(
      within(await screen.findByRole('list', { name: 'Connections' })).getByRole('listitem'),
    );
    expect(card.getByRole('heading', { name: 'Archive' })).toBeVisible();
    expect(card.getByText('Not connected')).toBeVisible();
    expect(card.getByRole('button', { name: 'Connect' })).toBeVisible();
    expect(card.getByRole('button', { name: 'Delete' })).toBeVisible();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();

    const toggle = screen.getByRole('button', { name: 'Show navigation' });
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByRole('link', { name: 'Connections' })).not.toBeInTheDocument();
    await user.click(toggle);
    expect(screen.getByRole('link', { name: 'Connections' })).toBeVisible();

    setWidth(1280);
    expect(await row('Archive')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show navigation' })).not.toBeInTheDocument();
  });

  it.each([320, 800, 1280])('has nothing that axe objects to, %s px wide', async (width) => {
    const { container } = galleryOnPage({ answers: withConnections(aPage([ledger, archive])), width });
    await screen.findAllByText('Ledger of the north');
    expect((await axe(container)).violations).toEqual([]);
  });
});
