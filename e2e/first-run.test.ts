import type { Page } from 'playwright-core';
import { connectionManagerOrigin, sharePointOrigin } from '../tools/stack/addresses.mjs';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';

let workplace: Workplace;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(async () => workplace.close());
beforeEach(async () => {
  desk = await workplace.open('olivia');
  page = desk.page;
  await page.getByRole('heading', { name: /^Connections/ }).waitFor();
});
afterEach(async () => desk.close());

describe('the first run', () => {
  it('says what is not configured, with a script that names this tenant’s app catalog', async () => {
    await page.route(/getStorageEntity/i, async (route) =>
      route.fulfill({ contentType: 'application/json', body: '{"odata.null":true}' }),
    );
    await page.reload();
    await page.getByRole('heading', { name: 'The Workflow Gallery is not set up yet' }).waitFor();
    const script = page.getByRole('region', { name: 'Script' });
    await script
      .getByText(`m365 spo storageentity set --appCatalogUrl "${sharePointOrigin('contoso')}/`, {
        exact: false,
      })
      .waitFor();
    await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Copied.').first().waitFor();
    expect(await page.evaluate(async () => navigator.clipboard.readText())).toBe(await script.textContent());
    await page.unroute(/getStorageEntity/i);
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    await page.getByRole('heading', { name: /^Connections/ }).waitFor();
  });

  it('names the connection manager that cannot be reached, and goes on once it can', async () => {
    const everything = `${connectionManagerOrigin}/**`;
    await page.route(everything, async (route) => route.abort('connectionrefused'));
    await page.reload();
    await page.getByRole('heading', { name: 'The connection manager cannot be reached' }).waitFor();
    await page.getByText(`${connectionManagerOrigin} does not answer this page.`, { exact: false }).waitFor();
    await page.getByRole('link', { name: `${connectionManagerOrigin}/health/live` }).waitFor();
    await page.unroute(everything);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
  });
});
