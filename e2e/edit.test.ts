import type { Locator, Page } from 'playwright-core';
import { connectInWindow } from './connect-in-window';
import { keepPicture } from './picture';
import { field, ledgerOrigin, operations, Script, workflowAccount } from './script';
import { openWorkplace, ownComplaints } from './workplace';
import type { Desk, Workplace } from './workplace';

let workplace: Workplace;
let script: Script;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
});
afterAll(async () => workplace.close());
beforeEach(async () => {
  await script.setLedger('normal');
  desk = await workplace.open('olivia');
  page = desk.page;
  await page.getByRole('heading', { name: /^Connections/ }).waitFor();
});
afterEach(async () => desk.close());

async function createConnection(name: string): Promise<string> {
  const token = await script.token({ person: 'olivia' });
  return field(await script.createConnection(token, name), 'id');
}

async function createReady(name: string): Promise<string> {
  const id = await createConnection(name);
  const flow = await script.startFlow(await script.token({ person: 'olivia' }), id);
  const window = await connectInWindow(desk.context, field(flow, 'address'), workflowAccount);
  await window.getByRole('heading', { name: 'Connected' }).waitFor();
  await window.close();
  return id;
}

async function read(id: string): Promise<Readonly<Record<string, unknown>>> {
  const token = await script.token({ person: 'olivia' });
  const answer = await script.call('GET', `/connections/${id}?site=${encodeURIComponent(operations)}`, {
    token,
  });
  return answer.body;
}

async function openEdit(where: Page, name: string): Promise<void> {
  await where.reload();
  const row = where.getByRole('row', { name: new RegExp(name) });
  await goToRow(where, row);
  await where.keyboard.press('F2');
  await where
    .getByRole('dialog', { name: `Edit ${name}` })
    .getByRole('textbox', { name: /^Name/ })
    .waitFor();
}

/** With the keyboard: into the list, then down to the row. Only the row one is at takes the focus by itself. */
async function goToRow(where: Page, row: Locator): Promise<void> {
  await row.waitFor();
  const rows = where.getByRole('row').filter({ has: where.getByRole('button', { name: /^Commands for/ }) });
  await rows.first().focus();
  for (let step = 0; step < 50; step += 1) {
    if (await row.evaluate((element) => element.contains(document.activeElement))) return;
    await where.keyboard.press('ArrowDown');
  }
  throw new Error('The row cannot be reached with the arrow keys.');
}

describe('a site owner', () => {
  it('renames a connection with the keyboard alone, and it stays the same connection', async () => {
    const id = await createReady('Ledger to rename');
    await openEdit(page, 'Ledger to rename');
    await page.getByRole('textbox', { name: /^Name/ }).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Ledger renamed');
    await page.keyboard.press('Enter');
    const row = page.getByRole('row', { name: /Ledger renamed/ });
    await row.getByText('Ready').waitFor();
    expect(await read(id)).toMatchObject({ name: 'Ledger renamed', status: { state: 'ready' } });
    expect(await row.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    expect(ownComplaints(desk)).toEqual([]);
  });

  it('opens the commands of a row with Shift+F10, and connects a connection again that is ready', async () => {
    await createReady('Ledger to connect again');
    await page.reload();
    const row = page.getByRole('row', { name: /Ledger to connect again/ });
    await goToRow(page, row);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor();
    await page.getByRole('menuitem', { name: 'Connect again' }).click();
    const panel = page.getByRole('dialog', { name: 'Connect Ledger to connect again again' });
    await panel.getByText('Account until now').waitFor();
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await row.getByText('Ready').waitFor();
  });

  it('is told that another host clears the credential before it does', async () => {
    const id = await createReady('Ledger that moves');
    await openEdit(page, 'Ledger that moves');
    await page
      .getByRole('textbox', { name: /^Base address/ })
      .fill('https://elsewhere.systems.localhost:8450');
    await page
      .getByText('will be not connected until somebody connects it again', { exact: false })
      .waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const row = page.getByRole('row', { name: /Ledger that moves/ });
    await row.getByText('Not connected').waitFor();
    expect(await read(id)).toMatchObject({ id, status: { state: 'notConnected' } });
  });
});

describe('two people', () => {
  it('change one connection: the second sees what the first did, and loses nothing', async () => {
    const id = await createConnection('Ledger of two');
    const second = await workplace.open('amir');
    await openEdit(page, 'Ledger of two');
    await openEdit(second.page, 'Ledger of two');
    await page.getByRole('textbox', { name: /^Name/ }).fill('Ledger of the first');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('row', { name: /Ledger of the first/ }).waitFor();

    await second.page.getByRole('textbox', { name: /^Test path/ }).fill('/you');
    await second.page.getByRole('button', { name: 'Save', exact: true }).click();
    await second.page
      .getByText('changed Ledger of the first while you were editing', { exact: false })
      .waitFor();
    await second.page.getByRole('row', { name: 'Test path /me /you' }).waitFor();
    await keepPicture(second.page, 'told-apart/changed-meanwhile');
    expect(await second.page.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe(
      'Ledger of the first',
    );
    expect(await read(id)).toMatchObject({ settings: { baseUrl: ledgerOrigin, testPath: '/me' } });
    await second.page.getByRole('button', { name: 'Save my changes' }).click();
    await second.page.getByRole('row', { name: /Ledger of the first/ }).waitFor();
    await second.page.getByText('Ledger of the first was saved.').first().waitFor();
    expect(await read(id)).toMatchObject({ name: 'Ledger of the first', settings: { testPath: '/you' } });
    await second.close();
  });
});

describe('a browser without a network', () => {
  it('says so, keeps the rows, and reads them again by itself', async () => {
    await createConnection('Ledger before the tunnel');
    await page.reload();
    await page.getByRole('row', { name: /Ledger before the tunnel/ }).waitFor();
    await desk.context.setOffline(true);
    await page.getByText('You are offline. What you see may be old.').waitFor();
    await page.getByRole('row', { name: /Ledger before the tunnel/ }).waitFor();
    await page.setViewportSize({ width: 900, height: 640 });
    await keepPicture(page, 'told-apart/offline');
    await page.setViewportSize({ width: 1280, height: 800 });
    await createConnection('Ledger made meanwhile');
    await desk.context.setOffline(false);
    await page.getByRole('row', { name: /Ledger made meanwhile/ }).waitFor();
    await page.getByText('You are offline. What you see may be old.').waitFor({ state: 'detached' });
  });
});
