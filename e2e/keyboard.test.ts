import type { Locator, Page } from 'playwright-core';
import { connectInWindow } from './connect-in-window';
import { field, ledgerOrigin, Script, workflowAccount } from './script';
import { focusComesTo, hasFocus, tabTo, unseenStops } from './screens/focus';
import { flowAddress } from './screens/walk';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';

const names = ['Ledger of the east', 'Ledger of the north', 'Ledger of the west'] as const;

let workplace: Workplace;
let script: Script;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
  const token = await script.token({ person: 'olivia' });
  const ids = [];
  for (const name of names) ids.push(field(await script.createConnection(token, name), 'id'));
  desk = await workplace.open('olivia');
  page = desk.page;
  await page.getByRole('row', { name: names[0] }).waitFor();
  const address = await flowAddress(script, ids[1] ?? '');
  const window = await connectInWindow(desk.context, address, workflowAccount);
  await window.getByRole('heading', { name: 'Connected' }).waitFor();
  await window.close();
});
afterAll(async () => {
  await desk.close();
  await workplace.close();
});
beforeEach(async () => {
  await page.bringToFront();
  // The address may still name a panel that a failed test left open.
  await page.evaluate(() => history.replaceState(null, '', location.pathname));
  await page.reload();
  await page
    .getByRole('row', { name: /Ledger/ })
    .first()
    .waitFor();
});

const add = (): Locator => page.getByRole('toolbar').getByRole('button', { name: 'Add connection' });
const row = (name: string): Locator => page.getByRole('row', { name, exact: true });

/** Into the list with Tab, then with the arrow keys to a row. */
async function goToRow(name: string): Promise<void> {
  await tabTo(page, row(names[0]));
  for (let step = 0; step < names.length && !(await hasFocus(row(name))); step += 1)
    await page.keyboard.press('ArrowDown');
  await focusComesTo(row(name));
}

async function type(label: string, text: string): Promise<void> {
  await tabTo(page, page.getByRole('dialog').getByLabel(label, { exact: true }));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

/** Up to the second step of adding, with the arrow keys through the connectors. */
async function addUpToSettings(): Promise<Locator> {
  await tabTo(page, add());
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Add connection' });
  await focusComesTo(panel);
  const connectors = panel.getByRole('list', { name: 'Connectors' }).getByRole('button');
  await tabTo(page, connectors.first());
  const wanted = panel.getByRole('button', { name: /HTTP with username and password/ });
  for (let step = 0; step < 10 && !(await hasFocus(wanted)); step += 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await panel.getByLabel('Base address').waitFor();
  await focusComesTo(panel);
  return panel;
}

async function addUpToConnect(name: string): Promise<Locator> {
  const panel = await addUpToSettings();
  await type('Name', name);
  await type('Base address', ledgerOrigin);
  await type('Test path', '/me');
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'Connect', exact: true }).waitFor();
  await focusComesTo(panel);
  return panel;
}

describe('with the keyboard alone, adding', () => {
  it('is left with Escape while choosing, and the focus is back on Add connection', async () => {
    await tabTo(page, add());
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Add connection' });
    await panel.getByRole('list', { name: 'Connectors' }).waitFor();
    await focusComesTo(panel);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await focusComesTo(add());
  });

  it('asks before it throws away what was entered: one stays in the form, or is back on Add connection', async () => {
    const panel = await addUpToSettings();
    await type('Name', 'Ledger never kept');
    await page.keyboard.press('Escape');
    const stay = page.getByRole('button', { name: 'Keep going' });
    await focusComesTo(stay);
    await page.keyboard.press('Escape');
    await stay.waitFor({ state: 'detached' });
    await focusComesTo(panel.getByLabel('Name', { exact: true }));
    await page.keyboard.press('Escape');
    await tabTo(page, page.getByRole('button', { name: 'Discard' }));
    await page.keyboard.press('Enter');
    await panel.waitFor({ state: 'detached' });
    await focusComesTo(add());
  });

  it('brings the focus to the first field that is wrong', async () => {
    const panel = await addUpToSettings();
    await type('Name', 'Ledger #1');
    await page.keyboard.press('Enter');
    await panel.getByText('Name must not contain #.').waitFor();
    await focusComesTo(panel.getByLabel('Name', { exact: true }));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Ledger of nowhere');
    await page.keyboard.press('Enter');
    await focusComesTo(panel.getByLabel('Base address'));
  });

  it('goes back a step and is stopped before it is connected', async () => {
    const panel = await addUpToConnect('Ledger to stop');
    await tabTo(page, panel.getByRole('button', { name: 'Back' }));
    await page.keyboard.press('Enter');
    await panel.getByLabel('Base address').waitFor();
    await focusComesTo(panel);
    await type('Name', 'Ledger to stop at last');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Connect', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await tabTo(page, page.getByRole('button', { name: 'Stop adding' }));
    await page.keyboard.press('Enter');
    await panel.waitFor({ state: 'detached' });
    await focusComesTo(add());
  });

  it('connects in the window, where one can look at the password, be refused and go on', async () => {
    const panel = await addUpToConnect('Ledger of the keys');
    await tabTo(page, panel.locator('button:not([aria-disabled])', { hasText: /^Connect$/ }));
    const [window] = await Promise.all([desk.context.waitForEvent('page'), page.keyboard.press('Enter')]);
    await focusComesTo(window.getByLabel('Username'));
    await window.keyboard.type(workflowAccount.username);
    await window.keyboard.press('Tab');
    await window.keyboard.type('not this one');
    await window.keyboard.press('Tab');
    await window.keyboard.press('Space');
    expect(await window.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text');
    await tabTo(window, window.getByRole('button', { name: 'Connect' }));
    await window.keyboard.press('Enter');
    await window.getByRole('alert').waitFor();
    await focusComesTo(window.getByLabel('Password', { exact: true }));
    await window.keyboard.type(workflowAccount.password);
    await window.keyboard.press('Enter');
    await focusComesTo(window.getByRole('heading', { name: 'Connected' }));
    await window.close();
    await page.bringToFront();
    const done = panel.getByRole('button', { name: 'Done' });
    await done.waitFor();
    await focusComesTo(panel);
    await tabTo(page, done);
    await page.keyboard.press('Enter');
    await panel.waitFor({ state: 'detached' });
    await focusComesTo(row('Ledger of the keys'));
  });

  it('is cancelled in the window, and the panel has the focus to go on', async () => {
    const panel = await addUpToConnect('Ledger cancelled');
    await tabTo(page, panel.locator('button:not([aria-disabled])', { hasText: /^Connect$/ }));
    const [window] = await Promise.all([desk.context.waitForEvent('page'), page.keyboard.press('Enter')]);
    await tabTo(window, window.getByRole('button', { name: 'Cancel' }));
    await window.keyboard.press('Enter');
    await focusComesTo(window.getByRole('heading', { name: 'Cancelled' }));
    await window.close();
    await page.bringToFront();
    await panel.getByRole('button', { name: 'Try again' }).waitFor();
    await focusComesTo(panel);
    await tabTo(page, panel.getByRole('button', { name: 'Cancel' }));
    await page.keyboard.press('Enter');
    await panel.waitFor({ state: 'detached' });
    await focusComesTo(add());
  });
});

describe('with the keyboard alone, a connection', () => {
  it('is connected again from its menu, and the focus is back on its row', async () => {
    await goToRow(names[1]);
    await page.keyboard.press('Shift+F10');
    const item = page.getByRole('menuitem', { name: 'Connect again' });
    await item.waitFor();
    for (let step = 0; step < 4 && !(await hasFocus(item)); step += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: `Connect ${names[1]} again` });
    await focusComesTo(panel);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await focusComesTo(row(names[1]));
  });

  it('keeps the focus on its row when its menu is closed with Escape', async () => {
    await goToRow(names[1]);
    await page.keyboard.press('Enter');
    await focusComesTo(page.getByRole('menu'));
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await focusComesTo(row(names[1]));
  });

  it('is edited, left unchanged or discarded, and the focus is back on its row', async () => {
    await goToRow(names[2]);
    await page.keyboard.press('F2');
    const panel = page.getByRole('dialog', { name: `Edit ${names[2]}` });
    await panel.getByLabel('Name', { exact: true }).waitFor();
    await focusComesTo(panel);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await focusComesTo(row(names[2]));
    await page.keyboard.press('F2');
    await type('Test path', '/signals');
    await page.keyboard.press('Escape');
    await tabTo(page, page.getByRole('button', { name: 'Discard' }));
    await page.keyboard.press('Enter');
    await panel.waitFor({ state: 'detached' });
    await focusComesTo(row(names[2]));
  });

  it('is kept, or deleted: then the focus is on the one beneath, or on the last', async () => {
    await goToRow(names[1]);
    await page.keyboard.press('Delete');
    await focusComesTo(page.getByRole('alertdialog'));
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await focusComesTo(row(names[1]));
    await deleteFocused(names[1]);
    await focusComesTo(row(names[2]));
    await deleteFocused(names[2]);
    await focusComesTo(page.getByRole('row', { name: /Ledger of/ }).last());
  });

  it('is selected with Space, and Tab leads to its commands', async () => {
    await goToRow(names[0]);
    await page.keyboard.press('Space');
    const edit = page.getByRole('toolbar').getByRole('button', { name: 'Edit' });
    await edit.waitFor();
    await tabTo(page, add(), 'Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await focusComesTo(edit);
  });
});

async function deleteFocused(name: string): Promise<void> {
  await page.keyboard.press('Delete');
  await tabTo(page, page.getByRole('button', { name: 'Delete connection' }));
  await page.keyboard.press('Enter');
  await row(name).waitFor({ state: 'detached' });
}

describe('the focus', () => {
  it('goes through the page and out of it again, both ways', async () => {
    const before = page.getByRole('link', { name: 'Site contents' });
    await before.focus();
    await page.keyboard.press('Tab');
    await tabTo(page, row(names[0]));
    // Behind the web part there is nothing any more: the focus leaves the page.
    for (let stop = 0; stop < 20 && (await isInWebPart()); stop += 1) await page.keyboard.press('Tab');
    expect(await isInWebPart()).toBe(false);
    await tabTo(page, row(names[0]));
    await tabTo(page, before, 'Shift+Tab');
  });

  it.each(['none', 'active'] as const)(
    'can be seen wherever it is, forced colours: %s',
    async (forcedColors) => {
      await page.emulateMedia({ forcedColors });
      await page.getByRole('link', { name: 'Site contents' }).focus();
      await page.keyboard.press('Tab');
      expect(await unseenStops(page, () => isInWebPart())).toEqual([]);
      const panel = await addUpToSettings();
      await page.getByRole('button', { name: 'Close' }).focus();
      expect(
        await unseenStops(page, async () => !(await hasFocus(panel.getByRole('button', { name: 'Cancel' })))),
      ).toEqual([]);
      await page.emulateMedia({ forcedColors: 'none' });
    },
  );
});

async function isInWebPart(): Promise<boolean> {
  return page.evaluate(
    () => document.activeElement?.closest('main') !== null && document.activeElement !== document.body,
  );
}
