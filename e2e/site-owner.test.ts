import type { Page } from 'playwright-core';
import { enterCredential } from './connect-in-window';
import { keepPicture } from './picture';
import { ledgerOrigin, Script, workflowAccount } from './script';
import { ownComplaints, openWorkplace } from './workplace';
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

/** Goes through the panel with the keyboard's and the screen reader's names, up to the open connect window. */
async function addUpToWindow(name: string, settings = { base: ledgerOrigin, test: '/me' }): Promise<Page> {
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  const panel = page.getByRole('dialog', { name: 'Add connection' });
  await panel.getByRole('button', { name: /HTTP with username and password/ }).click();
  await panel.getByLabel('Name', { exact: true }).fill(name);
  await panel.getByLabel('Base address').fill(settings.base);
  await panel.getByLabel('Test path').fill(settings.test);
  await panel.getByRole('button', { name: 'Continue' }).click();
  const [window] = await Promise.all([
    desk.context.waitForEvent('page'),
    page.getByRole('button', { name: 'Connect', exact: true }).click(),
  ]);
  await window.getByRole('heading', { name: `Connect ${name}` }).waitFor();
  return window;
}

describe('a site owner', () => {
  it('adds a connection, sees it ready, and deletes it', async () => {
    const window = await addUpToWindow('Ledger of Operations');
    await expectText(window, 'Everyone with access to the site Operations');
    await enterCredential(window, workflowAccount);
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByText('Ledger of Operations is connected', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Done' }).click();

    const row = page.getByRole('row', { name: /Ledger of Operations/ });
    await row.getByText('Ready').waitFor();
    await expectText(page, 'workflow');
    await keepPicture(page, 'connections');

    await row.getByRole('button', { name: /Commands for Ledger of Operations/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete connection' }).click();
    await row.waitFor({ state: 'detached' });
    expect(ownComplaints(desk)).toEqual([]);
  });

  it('is told of a wrong password there and then, and goes on in the same window', async () => {
    const window = await addUpToWindow('Ledger with a typo');
    await enterCredential(window, { username: 'workflow', password: 'blue-harbor-42' });
    await window.getByRole('alert').waitFor();
    await expectText(window, `${new URL(ledgerOrigin).host} refused this username and password.`);
    expect(await window.getByLabel('Username').inputValue()).toBe('workflow');
    expect(await window.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await page.getByText('Last attempt: The system refused the username and password.').waitFor();
    await enterCredential(window, workflowAccount);
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).waitFor();
  });

  it('is told which character a name must not contain, while typing', async () => {
    await page.getByRole('button', { name: 'Add connection' }).first().click();
    const panel = page.getByRole('dialog', { name: 'Add connection' });
    await panel.getByRole('button', { name: /HTTP with username and password/ }).click();
    await panel.getByLabel('Name', { exact: true }).fill('Ledger #1');
    await panel.getByLabel('Base address').click();
    await panel.getByText('Name must not contain #.').waitFor();
    expect(await panel.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  });

  it('cancels, and nothing is left behind', async () => {
    await addUpToWindow('Ledger never connected');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page
      .getByText('Ledger never connected was not connected, so it was deleted again.')
      .first()
      .waitFor();
    await page.getByRole('row', { name: /Ledger never connected/ }).waitFor({ state: 'detached' });
  });

  it('learns that the window was closed, and opens it again', async () => {
    const window = await addUpToWindow('Ledger opened twice');
    await page.getByText('Finish in the connect window.', { exact: false }).waitFor();
    await window.close();
    await page.getByText('The connect window was closed before it was done.', { exact: false }).waitFor();
    const [again] = await Promise.all([
      desk.context.waitForEvent('page'),
      page.getByRole('button', { name: 'Open again' }).click(),
    ]);
    await enterCredential(again, workflowAccount);
    await again.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).waitFor();
  });

  it('adds and deletes with the keyboard alone', async () => {
    await page.getByRole('button', { name: 'Add connection' }).first().focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Add connection' });
    await panel.getByRole('button', { name: /HTTP with username and password/ }).focus();
    await page.keyboard.press('Enter');
    await panel.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('Ledger by keyboard');
    await page.keyboard.press('Tab');
    await page.keyboard.type(ledgerOrigin);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('/me');
    await panel.getByRole('button', { name: 'Continue' }).focus();
    await page.keyboard.press('Enter');
    const connect = page.getByRole('button', { name: 'Connect', exact: true, disabled: false });
    await connect.waitFor();
    await connect.focus();
    const [window] = await Promise.all([desk.context.waitForEvent('page'), page.keyboard.press('Enter')]);
    await window.getByLabel('Username').waitFor();
    await window.keyboard.type(workflowAccount.username);
    await window.keyboard.press('Tab');
    await window.keyboard.type(workflowAccount.password);
    await window.keyboard.press('Enter');
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).waitFor();
    await page.bringToFront();
    await page.getByRole('button', { name: 'Done' }).press('Enter');
    const row = page.getByRole('row', { name: /Ledger by keyboard/ });
    await row.getByText('Ready').waitFor();
    await row.focus();
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Delete connection' }).press('Enter');
    await row.waitFor({ state: 'detached' });
  });
});

async function expectText(where: Page, text: string): Promise<void> {
  await where.getByText(text, { exact: false }).first().waitFor();
}
