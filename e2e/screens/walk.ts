import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { connectInWindow } from '../connect-in-window';
import { field, ledgerOrigin, operations, Script, workflowAccount } from '../script';
import type { Desk, OpenOptions, Workplace } from '../workplace';
import { ports } from '../../tools/stack/addresses.mjs';

export const beaconOrigin = `https://beacon.systems.localhost:${ports.beacon}`;

/** The connections every walk meets: ready, without an account yet, in two scripts, and with a name that never ends. */
export const names = {
  ready: 'Ledger of the harbour',
  unconnected: 'Beacon on the north pier',
  mixed: 'دفتر الميناء (Ledger 7)',
  long: `Warehouse${'_of_the_long_corridor'.repeat(4)}`,
} as const;

/** A person at a desk on the way through the screens. */
export interface Walk {
  readonly workplace: Workplace;
  readonly script: Script;
  readonly desk: Desk;
  readonly page: Page;
  /** Of the connections, by their names above. */
  readonly ids: Readonly<Record<keyof typeof names, string>>;
  /** Called whenever a screen is shown, with the page that shows it: SharePoint's, or the connect window. */
  readonly look: (page: Page, screen: string) => Promise<void>;
}

/** Something to walk through: opens from the list, and comes back to it. */
export type Screen = readonly [name: string, show: (walk: Walk) => Promise<void>];

/** Makes the connections that every walk meets. */
export async function furnish(workplace: Workplace): Promise<Walk['ids']> {
  const script = new Script(workplace.fetch);
  const token = await script.token({ person: 'olivia' });
  const ids = {
    ready: field(await script.createConnection(token, names.ready), 'id'),
    unconnected: field(await createBeacon(script, token), 'id'),
    mixed: field(await script.createConnection(token, names.mixed), 'id'),
    long: field(await script.createConnection(token, names.long), 'id'),
  };
  const desk = await workplace.open('olivia');
  const window = await connectInWindow(desk.context, await flowAddress(script, ids.ready), workflowAccount);
  await window.getByRole('heading', { name: 'Connected' }).waitFor();
  await desk.close();
  return ids;
}

async function createBeacon(script: Script, token: string): Promise<Awaited<ReturnType<Script['call']>>> {
  return script.call('POST', '/connections', {
    token,
    headers: { 'idempotency-key': randomUUID() },
    body: {
      site: operations,
      connectorId: 'http-api-key',
      authMethodId: 'api-key',
      name: names.unconnected,
      settings: { baseUrl: beaconOrigin, testPath: '/me', headerName: 'X-Api-Key' },
    },
  });
}

/** The address of a new connect window for a connection. */
export async function flowAddress(script: Script, connectionId: string): Promise<string> {
  const token = await script.token({ person: 'olivia' });
  return field(await script.startFlow(token, connectionId), 'address');
}

/** Begins a walk at the list of connections. */
export async function beginWalk(
  workplace: Workplace,
  options: OpenOptions & Pick<Walk, 'ids' | 'look'>,
): Promise<Walk> {
  const { ids, look, ...openOptions } = options;
  const desk = await workplace.open('olivia', openOptions);
  const { page } = desk;
  await listOf(page).waitFor();
  return { workplace, script: new Script(workplace.fetch), desk, page, ids, look };
}

/** The list, as table or as cards. */
export function listOf(page: Page): Locator {
  return page.getByText(names.ready).first();
}

export async function reload({ page }: Pick<Walk, 'page'>): Promise<void> {
  await page.reload();
  await listOf(page).waitFor();
}

/** The name within a sentence: kept apart from it where it runs from right to left. */
export function asShown(name: string): string {
  return name === names.mixed ? `\u2068${name}\u2069` : name;
}

/** Opens one of the commands of a connection: from its row, or from its card. */
export async function command(page: Page, name: string, text: string): Promise<void> {
  const card = page.getByRole('listitem').filter({ hasText: name });
  if ((await card.count()) > 0) {
    await card.getByRole('button', { name: text, exact: true }).click();
    return;
  }
  await page.getByTitle(`Commands for ${asShown(name)}`, { exact: true }).click();
  await page.getByRole('menuitem', { name: text, exact: true }).click();
}

/** As much of the list's answer as is changed here. */
interface ListAnswer {
  items: { status: object }[];
  create: unknown;
}

/** Answers the list's next reads with what `change` makes of it. */
export async function changeList(
  { page, workplace }: Pick<Walk, 'page' | 'workplace'>,
  change: (list: ListAnswer) => void,
): Promise<void> {
  await page.route(listAddress, async (route) => {
    const request = route.request();
    const { authorization = '' } = request.headers();
    const answer = await workplace.fetch(request.url(), { headers: { authorization } });
    const list = (await answer.json()) as ListAnswer;
    change(list);
    await route.fulfill({ status: 200, headers: crossOrigin(page), json: list });
  });
}

/** Answers the list's next reads with a refusal. */
export async function failList({ page }: Pick<Walk, 'page'>): Promise<void> {
  await page.route(listAddress, async (route) =>
    route.fulfill({
      status: 403,
      headers: { ...crossOrigin(page), 'content-type': 'application/problem+json' },
      body: JSON.stringify({
        type: 'urn:workflow-gallery:problem:not_allowed',
        title: 'That is not allowed.',
        status: 403,
        code: 'not_allowed',
        because: 'roleTooWeak',
        requestId: 'req_00000000000000000000000000',
      }),
    }),
  );
}

export async function restoreList({ page }: Pick<Walk, 'page'>): Promise<void> {
  await page.unroute(listAddress);
}

const listAddress = /\/api\/v1\/connections\?/;

function crossOrigin(page: Page): Record<string, string> {
  return { 'access-control-allow-origin': new URL(page.url()).origin };
}

export const goodSettings = { base: ledgerOrigin, test: '/me' } as const;
