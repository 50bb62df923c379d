import type { Page } from 'playwright-core';
import { motionEnds, violationsOn } from './screens/axe';
import { listScreens } from './screens/list-screens';
import { panelScreens } from './screens/panel-screens';
import { beginWalk, command, failList, furnish, names, restoreList } from './screens/walk';
import type { Walk } from './screens/walk';
import { windowScreens } from './screens/window-screens';
import { openWorkplace } from './workplace';
import type { OpenOptions, Workplace } from './workplace';

const screens = [...listScreens, ...panelScreens, ...windowScreens];
const dark: OpenOptions = { colorScheme: 'dark', query: '?theme=dark' };

let workplace: Workplace;
let ids: Walk['ids'];
let found: string[] = [];

beforeAll(async () => {
  workplace = await openWorkplace();
  ids = await furnish(workplace);
});
afterAll(async () => workplace.close());
beforeEach(() => {
  found = [];
});

async function examine(page: Page, screen: string): Promise<void> {
  await motionEnds(page);
  for (const violation of await violationsOn(page)) found.push(`${screen}: ${violation}`);
}

async function examineInForcedColoursToo(page: Page, screen: string): Promise<void> {
  await examine(page, screen);
  await page.emulateMedia({ forcedColors: 'active' });
  await examine(page, `${screen} in forced colours`);
  await page.emulateMedia({ forcedColors: 'none' });
}

describe('in light and in forced colours, axe finds nothing in', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await beginWalk(workplace, { ids, look: examineInForcedColoursToo });
  });
  afterAll(async () => walk.desk.close());

  it.each(screens)('%s', async (_name, show) => {
    await show(walk);
    expect(found).toEqual([]);
  });

  it('the connections as cards', async () => {
    await walk.page.setViewportSize({ width: 600, height: 800 });
    await walk.page.getByRole('listitem').filter({ hasText: names.ready }).waitFor();
    await examineInForcedColoursToo(walk.page, 'cards');
    await walk.page.setViewportSize({ width: 1280, height: 800 });
    expect(found).toEqual([]);
  });
});

describe('in dark, axe finds nothing in', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await beginWalk(workplace, { ...dark, ids, look: examine });
  });
  afterAll(async () => walk.desk.close());

  it.each(screens)('%s', async (_name, show) => {
    await show(walk);
    expect(found).toEqual([]);
  });
});

describe('the screen that asks to sign in', () => {
  it('has nothing that axe finds, in light, forced colours or dark', async () => {
    const { page, close } = await workplace.open('olivia', { thirdPartyCookies: 'blocked' });
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await examineInForcedColoursToo(page, 'sign in');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${page.url().replace(/[?#].*$/, '')}?theme=dark`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await examine(page, 'sign in, dark');
    await close();
    expect(found).toEqual([]);
  });
});

describe('in forced colours', () => {
  it('the selected row, and the page one is on, stand out', async () => {
    const walk = await beginWalk(workplace, { forcedColors: 'active', ids, look: examine });
    const { page, desk } = walk;
    const row = page.getByRole('row', { name: names.ready });
    await row.getByText('Ready').click();
    await page.getByRole('toolbar').getByRole('button', { name: 'Edit' }).waitFor();
    const [selected, other] = await Promise.all([
      backgroundOf(page, `role=row[name="${names.ready}"]`),
      backgroundOf(page, `role=row[name="${names.long}"]`),
    ]);
    expect(selected).not.toBe(other);
    const current = page.getByRole('navigation', { name: 'Workflow Gallery' }).getByRole('link');
    const line = await current.evaluate((link) => getComputedStyle(link).borderInlineStartColor);
    expect(line).not.toBe(await backgroundOf(page, 'body'));
    await desk.close();
  });
});

async function backgroundOf(page: Page, selector: string): Promise<string> {
  return page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor);
}

describe('a screen reader', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await beginWalk(workplace, { ids, look: examine });
  });
  afterAll(async () => walk.desk.close());

  it('is told politely what succeeded', async () => {
    const { page, script } = walk;
    const token = await script.token({ person: 'olivia' });
    await script.createConnection(token, 'Ledger to be forgotten');
    await page.reload();
    await command(page, 'Ledger to be forgotten', 'Delete');
    await page.getByRole('button', { name: 'Delete connection' }).click();
    const told = page.getByText('Ledger to be forgotten was deleted.').first();
    await told.waitFor();
    expect(await urgencyOf(told)).toBe('polite');
  });

  it('is told at once what failed', async () => {
    const { page } = walk;
    await failList(walk);
    await page.reload();
    const told = page.getByText('The connections could not be loaded.', { exact: false }).first();
    await told.waitFor();
    expect(await urgencyOf(told)).toBe('assertive');
    await restoreList(walk);
  });
});

/** How the live region that a text stands in is read out. */
async function urgencyOf(told: ReturnType<Page['locator']>): Promise<string | undefined> {
  return told.evaluate((element) => {
    const region = element.closest('[aria-live], [role="alert"], [role="status"]');
    const byRole = region?.getAttribute('role') === 'alert' ? 'assertive' : 'polite';
    return region === null ? undefined : (region.getAttribute('aria-live') ?? byRole);
  });
}
