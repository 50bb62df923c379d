import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { BoundFunctions, queries } from '@testing-library/react';
import type { ConnectFlow } from '../../../contract/connect-flow';
import type { Connection } from '../../../contract/connection';
import type { Answers } from './fake-client';
import { galleryOnPage } from './gallery-on-page';
import { aConnection, aFlow, aPage, anUnconnected, httpConnector } from './things';

export interface Manager {
  readonly answers: Answers;
  readonly created: unknown[];
  readonly removed: unknown[];
  readonly changed: unknown[];
  /** What the connection manager will say of the flow when it is asked next. */
  flow: Partial<ConnectFlow>;
  items: Connection[];
}

/** A connection manager with one connector that does as it is told. */
export function aManager(different: Answers = {}, existing: readonly Connection[] = []): Manager {
  const manager: Manager = {
    created: [],
    removed: [],
    changed: [],
    flow: {},
    items: [...existing],
    answers: {
      listConnections: () => aPage(manager.items),
      listConnectors: () => ({ items: [httpConnector] }),
      createConnection: (request) => {
        manager.created.push(request);
        const { name, settings } = request.body;
        const connection = anUnconnected({ name, settings });
        manager.items = [...manager.items, connection];
        return connection;
      },
      updateConnection: (request) => {
        manager.changed.push(request);
        return anUnconnected({ ...request.body, etag: '"2"' });
      },
      readConnection: () => manager.items[manager.items.length - 1] ?? aConnection(),
      deleteConnection: (request) => {
        manager.removed.push(request);
        manager.items = [];
        return undefined;
      },
      startConnectFlow: () => aFlow(),
      readConnectFlow: () => aFlow(manager.flow),
      cancelConnectFlow: () => aFlow({ state: 'cancelled' }),
      ...different,
    },
  };
  return manager;
}

export interface Opened extends ReturnType<typeof galleryOnPage> {
  readonly panel: BoundFunctions<typeof queries>;
  readonly dialog: HTMLElement;
}

export async function openPanel(manager: Manager): Promise<Opened> {
  const page = galleryOnPage({ answers: manager.answers });
  const toolbar = within(await screen.findByRole('toolbar', { name: 'Commands' }));
  const add = toolbar.getByRole('button', { name: 'Add connection' });
  await waitFor(() => untilEnabled(add));
  await page.user.click(add);
  const dialog = await screen.findByRole('dialog', { name: 'Add connection' });
  return { ...page, panel: within(dialog), dialog };
}

export async function fillIn(
  { user, panel }: Opened,
  values: { name?: string; address?: string } = {},
): Promise<void> {
  await user.click(await panel.findByRole('button', { name: /^HTTP with username and password/ }));
  await retype(await panel.findByLabelText(/^Name/), values.name ?? 'Ledger');
  await retype(panel.getByLabelText(/^Base address/), values.address ?? 'https://ledger.example');
}

/** Puts a text in the place of what a field holds, and waits for the form to have checked it. */
export async function retype(field: HTMLElement, value: string): Promise<void> {
  await act(async () => {
    fireEvent.change(field, { target: { value } });
  });
}

export async function reachConnect(opened: Opened): Promise<void> {
  await fillIn(opened);
  await opened.user.click(opened.panel.getByRole('button', { name: 'Continue' }));
  await waitFor(() => untilEnabled(opened.panel.getByRole('button', { name: 'Connect' })));
}

function untilEnabled(button: HTMLElement): void {
  if (button.getAttribute('aria-disabled') !== null) throw new Error('It is not offered yet.');
}
