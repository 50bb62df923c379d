import type { Page } from 'playwright-core';
import { motionEnds } from './screens/axe';
import { listScreens } from './screens/list-screens';
import { panelScreens } from './screens/panel-screens';
import { lackOfRoomOn, withSpacedText } from './screens/room';
import { beginWalk, command, flowAddress, furnish, names } from './screens/walk';
import type { Walk } from './screens/walk';
import { windowScreens } from './screens/window-screens';
import { openWorkplace } from './workplace';
import type { Workplace } from './workplace';

const screens = [...listScreens, ...panelScreens, ...windowScreens];

let workplace: Workplace;
let ids: Walk['ids'];
let walk: Walk;
let page: Page;
let found: string[] = [];

beforeAll(async () => {
  workplace = await openWorkplace();
  ids = await furnish(workplace);
});
afterAll(async () => workplace.close());
beforeEach(() => {
  found = [];
});

async function look(shown: Page, screen: string): Promise<void> {
  await motionEnds(shown);
  for (const lack of await lackOfRoomOn(shown)) found.push(`${screen}: ${lack}`);
  await withSpacedText(shown, async () => {
    for (const lack of await lackOfRoomOn(shown)) found.push(`${screen}, text spaced: ${lack}`);
  });
}

// A window of 1280 by 1024 at 400 %.
describe('at 320 by 256 pixels, nothing scrolls sideways, is cut off or out of reach, even with spaced text, in', () => {
  beforeAll(async () => {
    walk = await beginWalk(workplace, { width: 320, height: 256, ids, look });
  });
  afterAll(async () => walk.desk.close());

  it.each(screens)('%s', async (_name, show) => {
    await show(walk);
    expect(found).toEqual([]);
  });
});

describe('from right to left', () => {
  beforeAll(async () => {
    walk = await beginWalk(workplace, { query: '?dir=rtl&locale=ar', ids, look });
    page = walk.page;
  });
  afterAll(async () => walk.desk.close());

  it('lays the page out from the right: left pane, names before status, commands', async () => {
    const [pane, name, status] = await Promise.all([
      boxOf(page, 'navigation[name="Workflow Gallery"]'),
      boxOf(page, 'columnheader[name="Name"]'),
      boxOf(page, 'columnheader[name="Status"]'),
    ]);
    expect(pane.left).toBeGreaterThan(name.right - 1);
    expect(name.left).toBeGreaterThan(status.right - 1);
  });

  it('opens panels from the left, with their way out at the left, and menus within the window', async () => {
    await command(page, names.ready, 'Edit');
    const dialog = page.getByRole('dialog', { name: `Edit ${names.ready}` });
    await dialog.getByLabel('Name', { exact: true }).waitFor();
    await motionEnds(page);
    const panel = await dialog.locator('.ms-Panel-main').boundingBox();
    const close = await dialog.getByRole('button', { name: 'Close' }).boundingBox();
    const field = await dialog.getByLabel('Name', { exact: true }).boundingBox();
    expect(panel?.x).toBe(0);
    expect(close?.x).toBeLessThan(field?.x ?? 0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('keeps names of either script in their own order, whatever stands around them', async () => {
    const shown = page.getByText(names.mixed, { exact: true }).first();
    expect(await shown.getAttribute('dir')).toBe('auto');
    await command(page, names.mixed, 'Delete');
    await page.getByRole('heading', { name: `Delete \u2068${names.mixed}\u2069?` }).waitFor();
    await page.getByRole('button', { name: 'Keep it' }).click();
  });

  it('keeps them in the connect window', async () => {
    const window = await walk.desk.context.newPage();
    await window.goto(await flowAddress(walk.script, ids.mixed));
    await window.getByRole('heading', { name: `Connect \u2068${names.mixed}\u2069` }).waitFor();
    expect(await window.getByRole('definition').getByText(names.mixed).getAttribute('dir')).toBe('auto');
    await look(window, 'window');
    expect(found).toEqual([]);
    await window.close();
  });

  describe('nothing scrolls sideways or is cut off in', () => {
    // The connect window speaks English only, from left to right.
    it.each([...listScreens, ...panelScreens])('%s', async (_name, show) => {
      await show(walk);
      expect(found).toEqual([]);
    });
  });
});

async function boxOf(shown: Page, role: string): Promise<{ left: number; right: number }> {
  const box = await shown.locator(`role=${role}`).first().boundingBox();
  if (box === null) throw new Error(`${role} is not shown.`);
  return { left: box.x, right: box.x + box.width };
}
