import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { enterCredential } from '../connect-in-window';
import { operations, workflowAccount } from '../script';
import { beaconOrigin, command, goodSettings, names } from './walk';
import type { Screen, Walk } from './walk';

/** What opens over the page: adding, editing and connecting, at each of their steps. */
export const panelScreens: readonly Screen[] = [
  ['adding, up to the connected connection', showAdding],
  ['adding, cancelled in the connect window', showCancelled],
  ['editing, with what clears the credential', showEditing],
  ['editing what somebody else has changed', showConflict],
  ['connecting again', showConnectingAgain],
];

async function openSettings({ page, look }: Walk): Promise<Locator> {
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  const panel = page.getByRole('dialog', { name: 'Add connection' });
  const connector = panel.getByRole('button', { name: /HTTP with username and password/ });
  await connector.waitFor();
  await look(page, 'add-choose');
  await connector.click();
  return panel;
}

async function saveSettings(panel: Locator, name: string): Promise<void> {
  await panel.getByLabel('Name', { exact: true }).fill(name);
  await panel.getByLabel('Base address').fill(goodSettings.base);
  await panel.getByLabel('Test path').fill(goodSettings.test);
  await panel.getByRole('button', { name: 'Continue' }).click();
  await panel.getByRole('definition').getByText(name).waitFor();
}

async function openWindow({ page, desk }: Walk, button: string): Promise<Page> {
  const connect = page.getByRole('button', { name: button, exact: true });
  const [window] = await Promise.all([desk.context.waitForEvent('page'), connect.click()]);
  await window.getByLabel('Username').waitFor();
  return window;
}

async function showAdding(walk: Walk): Promise<void> {
  const { page, look } = walk;
  const panel = await openSettings(walk);
  await panel.getByLabel('Name', { exact: true }).fill(names.ready);
  await panel.getByLabel('Base address').fill('http://ledger');
  await panel.getByRole('button', { name: 'Continue' }).click();
  await panel.getByText('Base address must begin with https://', { exact: false }).first().waitFor();
  await look(page, 'add-errors');
  await page.keyboard.press('Escape');
  const keepGoing = page.getByRole('button', { name: 'Keep going' });
  await keepGoing.waitFor();
  await look(page, 'add-leave');
  await keepGoing.click();
  // Going, the dialog gives the focus back, which must not happen while something is typed.
  await keepGoing.waitFor({ state: 'detached' });
  await saveSettings(panel, `Ledger ${randomUUID()}`);
  await page.locator('button:not([aria-disabled])', { hasText: /^Connect$/ }).waitFor();
  await look(page, 'add-prepared');
  const window = await openWindow(walk, 'Connect');
  await page.getByText('Finish in the connect window.', { exact: false }).waitFor();
  await look(page, 'add-going');
  await enterCredential(window, workflowAccount);
  await window.getByRole('heading', { name: 'Connected' }).waitFor();
  const done = page.getByRole('button', { name: 'Done' });
  await done.waitFor();
  await window.close();
  await look(page, 'add-connected');
  await done.click();
  await panel.waitFor({ state: 'detached' });
  await look(page, 'added');
  await page.getByRole('button', { name: 'Dismiss' }).click();
}

async function showCancelled(walk: Walk): Promise<void> {
  const { page, look } = walk;
  const panel = await openSettings(walk);
  await saveSettings(panel, `Ledger ${randomUUID()}`);
  const window = await openWindow(walk, 'Connect');
  await window.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Connecting was cancelled.', { exact: false }).first().waitFor();
  await window.close();
  await look(page, 'add-cancelled');
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await panel.waitFor({ state: 'detached' });
}

async function showEditing({ page, look }: Walk): Promise<void> {
  await command(page, names.ready, 'Edit');
  const panel = page.getByRole('dialog', { name: `Edit ${names.ready}` });
  await panel.getByLabel('Base address').fill('https://elsewhere.systems.localhost');
  await panel.getByText('will be not connected until', { exact: false }).waitFor();
  await look(page, 'edit');
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await panel.waitFor({ state: 'detached' });
}

async function showConflict(walk: Walk): Promise<void> {
  const { page, look } = walk;
  await command(page, names.unconnected, 'Edit');
  const panel = page.getByRole('dialog', { name: `Edit ${names.unconnected}` });
  await panel.getByLabel('Test path').fill('/signals');
  await changeMeanwhile(walk);
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await panel.getByText('while you were editing', { exact: false }).first().waitFor();
  await look(page, 'conflict');
  await panel.getByRole('button', { name: 'Take theirs' }).click();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await panel.waitFor({ state: 'detached' });
}

/** Somebody else changes what is being edited. */
async function changeMeanwhile({ script, ids }: Walk): Promise<void> {
  const token = await script.token({ person: 'amir' });
  const path = `/connections/${ids.unconnected}?site=${encodeURIComponent(operations)}`;
  const { body } = await script.call('GET', path, { token });
  const settings = { baseUrl: beaconOrigin, headerName: 'X-Api-Key', testPath: `/me?${randomUUID()}` };
  const headers = { 'if-match': String(body['etag']) };
  const changed = await script.call('PATCH', path, { token, headers, body: { settings } });
  if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
}

async function showConnectingAgain({ page, look }: Walk): Promise<void> {
  await command(page, names.ready, 'Connect again');
  const panel = page.getByRole('dialog', { name: `Connect ${names.ready} again` });
  await panel.getByText('Account until now').waitFor();
  await look(page, 'connect-again');
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await panel.waitFor({ state: 'detached' });
}
