import type { Locator, Page, Response } from 'playwright-core';
import { keepPicture } from './picture';
import { operations } from './script';
import type { Answer, Script } from './script';
import type { Desk } from './workplace';

/** How long the panel may take to tell what the API knows. */
export const timely = 3_000;

export interface PreparedFlow {
  readonly id: string;
  readonly address: string;
}

export interface ConnectPanel {
  readonly panel: Locator;
  /** The flow that the panel prepared when it was opened. */
  readonly flow: PreparedFlow;
}

/** Creates a connection and opens the panel that connects it, up to the button that opens the window. */
export async function openConnectPanel(desk: Desk, script: Script, name: string): Promise<ConnectPanel> {
  await script.createConnection(await script.token({ person: 'olivia' }), name);
  const { page } = desk;
  await page.reload();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await row.getByRole('button', { name: `Commands for ${name}` }).click();
  const flow = await prepared(page, () =>
    page.getByRole('menuitem', { name: 'Connect', exact: true }).click(),
  );
  return { panel: page.getByRole('dialog', { name: `Connect ${name}` }), flow };
}

/** The flow that the page prepares because of what is done. */
export async function prepared(page: Page, act: () => Promise<void>): Promise<PreparedFlow> {
  const [response] = await Promise.all([page.waitForResponse(isFlowStart), act()]);
  const flow: unknown = await response.json();
  if (typeof flow !== 'object' || flow === null || !('id' in flow) || !('address' in flow))
    throw new TypeError('No flow came.');
  return { id: String(flow.id), address: String(flow.address) };
}

function isFlowStart(response: Response): boolean {
  return /\/connect-flows\?/.test(response.url()) && response.request().method() === 'POST' && response.ok();
}

/** Chooses a button of the panel, or its link, that opens the connect window. */
export async function openWindow(desk: Desk, button: Locator): Promise<Page> {
  const [window] = await Promise.all([desk.context.waitForEvent('page'), button.click()]);
  await window.getByLabel('Username').waitFor();
  return window;
}

export function button(
  { panel }: ConnectPanel,
  name: 'Connect' | 'Open again' | 'Cancel' | 'Try again',
): Locator {
  return panel.getByRole('button', { name, exact: true });
}

/** What a flow's starter is told of it by the API. */
export async function readFlow(script: Script, flow: PreparedFlow): Promise<Answer['body']> {
  const token = await script.token({ person: 'olivia' });
  return (await script.call('GET', `/connect-flows/${flow.id}`, { token })).body;
}

/** Waits until the API knows; what follows is held against the moment it did. */
export async function untilApiKnows(
  script: Script,
  flow: PreparedFlow,
  known: Readonly<Record<string, string>>,
): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const told = await readFlow(script, flow);
    if (Object.entries(known).every(([name, value]) => told[name] === value)) return;
    if (Date.now() > deadline) throw new Error(`The API says ${JSON.stringify(told)}.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The panel shows a sentence in time. */
export async function tells({ panel }: ConnectPanel, sentence: string): Promise<void> {
  await panel.getByText(sentence, { exact: false }).waitFor({ timeout: timely });
}

/** The credential is kept: the API says so, and the panel does in time. */
export async function expectConnected(
  script: Script,
  connecting: ConnectPanel,
  flow?: PreparedFlow,
): Promise<void> {
  await untilApiKnows(script, flow ?? connecting.flow, { state: 'succeeded' });
  await connecting.panel.getByRole('button', { name: 'Done' }).waitFor({ timeout: timely });
}

/** Calls that the Ledger accepted; each attempt that works is one. */
export async function acceptedCalls(script: Script): Promise<number> {
  return (await script.ledgerCalls()).filter(({ authorized }) => authorized).length;
}

export async function statusOf(script: Script, name: string): Promise<unknown> {
  const token = await script.token({ person: 'olivia' });
  const list = await script.call('GET', `/connections?site=${encodeURIComponent(operations)}`, { token });
  const { items } = list.body;
  if (!Array.isArray(items)) throw new TypeError(`No list: ${JSON.stringify(list.body)}`);
  return items.find((item: { readonly name?: unknown }) => item.name === name);
}

/** A picture of a size that a table can hold. */
export async function keepSmallPicture(page: Page, name: string, what: Page | Locator = page): Promise<void> {
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 900, height: 640 });
  await keepPicture(what, `told-apart/${name}`);
  if (usual !== null) await page.setViewportSize(usual);
}

/** A picture of the panel, without the page behind it. */
export async function keepPanelPicture({ panel }: ConnectPanel, name: string): Promise<void> {
  // The element that bears the role has no size of its own.
  await keepSmallPicture(panel.page(), name, panel.locator('.ms-Panel-main'));
}
