import { connectionManagerOrigin } from '../../tools/stack/addresses.mjs';
import { enterCredential } from '../connect-in-window';
import { workflowAccount } from '../script';
import { flowAddress } from './walk';
import type { Screen, Walk } from './walk';

/** The pages of the connect window. */
export const windowScreens: readonly Screen[] = [
  ['the connect window: username and password', showUsernamePassword],
  ['the connect window: API key', showApiKey],
  ['the connect window: an address that leads nowhere', showUnknown],
];

async function showUsernamePassword({ desk, script, ids, look }: Walk): Promise<void> {
  const window = await desk.context.newPage();
  await window.goto(await flowAddress(script, ids.long));
  await window.getByLabel('Username').waitFor();
  await look(window, 'window-credential');
  await enterCredential(window, { username: 'workflow', password: 'wrong' });
  await window.getByRole('alert').waitFor();
  await look(window, 'window-refused');
  await enterCredential(window, workflowAccount);
  await window.getByRole('heading', { name: 'Connected' }).waitFor();
  await look(window, 'window-succeeded');
  await window.reload();
  await window.close();
}

async function showApiKey({ desk, script, ids, look }: Walk): Promise<void> {
  const window = await desk.context.newPage();
  await window.goto(await flowAddress(script, ids.unconnected));
  await window.getByLabel('API key', { exact: true }).waitFor();
  await look(window, 'window-key');
  await window.getByLabel('API key', { exact: true }).fill('wrong key');
  await window.getByRole('button', { name: 'Connect' }).click();
  await window.getByRole('alert').waitFor();
  await look(window, 'window-key-refused');
  await window.getByRole('button', { name: 'Cancel' }).click();
  await window.getByRole('heading', { name: 'Cancelled' }).waitFor();
  await look(window, 'window-cancelled');
  await window.close();
}

async function showUnknown({ desk, look }: Walk): Promise<void> {
  const window = await desk.context.newPage();
  await window.goto(`${connectionManagerOrigin}/connect/nowhere/flow_1`);
  await window.getByRole('heading', { level: 1 }).waitFor();
  await look(window, 'window-unknown');
  await window.close();
}
