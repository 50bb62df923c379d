import { connectionManagerOrigin } from '../../tools/stack/addresses.mjs';
import { changeList, command, failList, listOf, names, reload, restoreList } from './walk';
import type { Screen, Walk } from './walk';

/** The page itself: with connections in every state, with none, without a network, and when it is not set up. */
export const listScreens: readonly Screen[] = [
  ['the list of connections', showList],
  ['the list with a row selected, and the menu of a row', showRow],
  ['the dialog that asks before it deletes', showDelete],
  ['no connections', showEmpty],
  ['no connections, and no right to add one', showMayNot],
  ['a list that could not be read', showFailure],
  ['the bar that says the network is gone', showOffline],
  ['the first run, not configured', showNotConfigured],
  ['the first run, not reachable', showNotReachable],
];

async function showList(walk: Walk): Promise<void> {
  const { page, look } = walk;
  const states = ['invalid', 'disabled', 'notConnected', 'ready'];
  await changeList(walk, ({ items }) => {
    items.forEach((item, place) => {
      item.status = { ...item.status, state: states[place % states.length] };
    });
  });
  await reload(walk);
  await page
    .getByText(/Disabled$/)
    .first()
    .waitFor();
  await look(page, 'list');
  await restoreList(walk);
  await reload(walk);
}

async function showRow({ page, look }: Walk): Promise<void> {
  const row = page.getByRole('row', { name: names.ready });
  if ((await row.count()) === 0) return;
  await row.getByText('Ready').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Edit' }).waitFor();
  await look(page, 'selected');
  await page.getByRole('button', { name: `Commands for ${names.ready}` }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).waitFor();
  await look(page, 'menu');
  await page.keyboard.press('Escape');
}

async function showDelete({ page, look }: Walk): Promise<void> {
  await command(page, names.long, 'Delete');
  await page.getByRole('button', { name: 'Delete connection' }).waitFor();
  await look(page, 'delete');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
}

async function showEmpty(walk: Walk): Promise<void> {
  await changeList(walk, (list) => {
    list.items = [];
  });
  await walk.page.reload();
  await walk.page.getByRole('heading', { name: 'No connections yet' }).waitFor();
  await walk.look(walk.page, 'empty');
  await restoreList(walk);
}

async function showMayNot(walk: Walk): Promise<void> {
  await changeList(walk, (list) => {
    list.items = [];
    list.create = { allowed: false, because: 'roleTooWeak' };
  });
  await walk.page.reload();
  await walk.page.getByText('Only site owners can add shared connections here.', { exact: false }).waitFor();
  await walk.look(walk.page, 'may-not');
  await restoreList(walk);
}

async function showFailure(walk: Walk): Promise<void> {
  await failList(walk);
  await walk.page.reload();
  await walk.page.getByText('The connections could not be loaded.', { exact: false }).first().waitFor();
  await walk.look(walk.page, 'failure');
  await restoreList(walk);
  await walk.page.getByRole('button', { name: 'Retry' }).click();
  await listOf(walk.page).waitFor();
}

async function showOffline({ desk, page, look }: Walk): Promise<void> {
  const bar = page.getByText('You are offline. What you see may be old.').first();
  await desk.context.setOffline(true);
  await bar.waitFor();
  await look(page, 'offline');
  await desk.context.setOffline(false);
  await bar.waitFor({ state: 'detached' });
}

async function showNotConfigured(walk: Walk): Promise<void> {
  const { page, look } = walk;
  await page.route(/getStorageEntity/i, async (route) =>
    route.fulfill({ contentType: 'application/json', body: '{"odata.null":true}' }),
  );
  await page.reload();
  await page.getByRole('heading', { name: 'The Workflow Gallery is not set up yet' }).waitFor();
  await look(page, 'not-configured');
  await page.unroute(/getStorageEntity/i);
}

async function showNotReachable(walk: Walk): Promise<void> {
  const { page, look } = walk;
  const everything = `${connectionManagerOrigin}/**`;
  await page.route(everything, async (route) => route.abort('connectionrefused'));
  await page.reload();
  await page.getByRole('heading', { name: 'The connection manager cannot be reached' }).waitFor();
  await look(page, 'not-reachable');
  await page.unroute(everything);
  await reload(walk);
}
