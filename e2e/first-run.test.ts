import type { Page } from 'playwright-core';
import { connectionManagerOrigin, sharePointOrigin } from '../tools/stack/addresses.mjs';
import { keepPicture } from './picture';
import { operations, Script } from './script';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';

const connections = `${connectionManagerOrigin}/api/v1/connections?**`;
const storageEntity = /getStorageEntity/i;

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
  // High enough for the script at the end.
  await page.setViewportSize({ width: 900, height: 860 });
  await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
});
afterEach(async () => desk.close());

/** The list is asked for with the token of somebody else, so that the real connection manager refuses it. */
async function askWith(token: string): Promise<void> {
  await page.route(connections, async (route) => {
    const headers = { ...route.request().headers(), authorization: `Bearer ${token}` };
    await route.continue({ headers });
  });
  await page.reload();
}

/** The same token, for a directory that no registration names: as where an operator mistyped its id. */
function fromElsewhere(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (typeof claims !== 'object') throw new TypeError('The token holds no claims.');
  const moved = { ...claims, tid: '11111111-2222-4333-8444-555555555555' };
  return [header, Buffer.from(JSON.stringify(moved)).toString('base64url'), signature].join('.');
}

describe('the first run', () => {
  it('says what is not configured, with a script that names this tenant’s app catalog', async () => {
    await page.route(storageEntity, async (route) =>
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
    await page.getByText('A SharePoint administrator of your organization.').waitFor();
    await keepPicture(page, 'told-apart/first-run-not-configured');
    await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Copied.').first().waitFor();
    expect(await page.evaluate(async () => navigator.clipboard.readText())).toBe(await script.textContent());
    await page.unroute(storageEntity);
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
    await page.getByText('Whoever runs the connection manager for your organization.').waitFor();
    await keepPicture(page, 'told-apart/first-run-not-reachable');
    await page.unroute(everything);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
  });

  it('sends nothing to an address that must not be trusted, and names the property to correct', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.route(/getStorageEntity\('WorkflowConnectionsApi'\)/i, async (route) =>
      route.fulfill({ contentType: 'application/json', body: '{"Value":"http://connections.example"}' }),
    );
    await page.reload();
    await page.getByRole('heading', { name: 'The Workflow Gallery is set up wrongly' }).waitFor();
    await page
      .getByText('The tenant property WorkflowConnectionsApi does not have the form it needs', {
        exact: false,
      })
      .waitFor();
    const script = page.getByRole('region', { name: 'Script' });
    await script.getByText('--key WorkflowConnectionsApi --value', { exact: false }).waitFor();
    await keepPicture(page, 'told-apart/first-run-refused-property');
    const [apiHost] = [new URL(connectionManagerOrigin).host];
    expect(asked.filter((address) => /connections\.example/.test(new URL(address).host))).toEqual([]);
    expect(asked.filter((address) => new URL(address).host === apiHost)).toEqual([]);

    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
  });

  it('says so where SharePoint does not tell the settings, and reads them again', async () => {
    await page.route(storageEntity, async (route) => route.fulfill({ status: 503, body: '' }));
    await page.reload();
    await page.getByRole('heading', { name: 'The settings could not be read' }).waitFor({ timeout: 60_000 });
    await page.getByText('tell a SharePoint administrator of your organization.', { exact: false }).waitFor();
    await keepPicture(page, 'told-apart/first-run-unreadable');

    await page.unroute(storageEntity);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
  });

  it('tells whoever runs the connection manager how to register an organization that it does not know', async () => {
    await askWith(fromElsewhere(await new Script(workplace.fetch).token({ person: 'olivia' })));
    await page.getByRole('heading', { name: 'Your organization is not registered' }).waitFor();
    await page.getByText('Whoever runs the connection manager for your organization.').waitFor();
    const script = page.getByRole('region', { name: 'Script' });
    await script.getByText('connection-manager tenant add', { exact: false }).waitFor();
    await page.getByText(/^Request: \S+$/).waitFor();
    await keepPicture(page, 'told-apart/first-run-not-registered');

    await page.unroute(connections);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
  });

  it('gives somebody without access to the site a message to an owner', async () => {
    await askWith(await new Script(workplace.fetch).token({ person: 'nora' }));
    await page.getByRole('heading', { name: 'You have no access to the connections of this site' }).waitFor();
    await page.getByText('An owner of Operations.').waitFor();
    const message = page.getByRole('region', { name: 'Message' });
    expect(await message.textContent()).toContain(
      `Please give me access to the site Operations (${operations})`,
    );
    await keepPicture(page, 'told-apart/first-run-no-access');

    await page.unroute(connections);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
  });
});
