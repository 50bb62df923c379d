import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { addInPanel } from './add-in-panel';
import { beaconOrigin, field, operations, Script, workflowKey } from './script';
import { openWorkplace, ownComplaints } from './workplace';
import type { Desk, Workplace } from './workplace';

const connector = /HTTP with API key/;
const settings = { 'Base address': beaconOrigin, 'Test path': '/me' };
const stepHash = createHash('sha256').update('{"operation":"invoke"}').digest('base64url');
const step = { site: operations, workflowId: 'signals', stepId: 'send-signal' } as const;

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
  desk = await workplace.open('olivia');
  page = desk.page;
  await page.getByRole('heading', { name: /^Connections/ }).waitFor();
});
afterEach(async () => desk.close());

async function enterKey(window: Page, key: string): Promise<void> {
  await window.getByLabel('API key', { exact: true }).fill(key);
  await window.getByRole('button', { name: 'Connect' }).click();
}

async function read(id: string): Promise<Readonly<Record<string, unknown>>> {
  const token = await script.token({ person: 'olivia' });
  return (await script.call('GET', `/connections/${id}?site=${encodeURIComponent(operations)}`, { token }))
    .body;
}

async function idOf(name: string): Promise<string> {
  const token = await script.token({ person: 'olivia' });
  const list = await script.call('GET', `/connections?site=${encodeURIComponent(operations)}`, { token });
  const items = list.body['items'] as readonly { readonly id: string; readonly name: string }[];
  return items.find((item) => item.name === name)?.id ?? '';
}

/** The calls the Beacon saw, with the label of the key each brought. */
async function beaconCalls(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const response = await workplace.fetch(`${beaconOrigin}/.control/calls`);
  return ((await response.json()) as { readonly calls: readonly Readonly<Record<string, unknown>>[] }).calls;
}

async function invokeAsEngine(): ReturnType<Script['call']> {
  const engine = await script.token({ application: 'engine' });
  const request = {
    method: 'POST',
    url: '/signals',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'Harbor is open' }),
  };
  const body = { ...step, instanceId: 'instance-1', stepHash, request };
  return script.call('POST', '/runtime/invoke', { token: engine, body });
}

describe('a connection with an API key', () => {
  it('tells a wrong key there and then, is ready with the right one, and an engine calls through it', async () => {
    const window = await addInPanel(page, { connector, name: 'Beacon of Operations', settings });
    await window.getByText('in the header X-Api-Key', { exact: false }).waitFor();
    await enterKey(window, 'Amber-Meadow-94');
    await window.getByRole('alert').waitFor();
    await window.getByText('refused this API key. Check it and try again.', { exact: false }).waitFor();
    expect(await window.getByLabel('API key', { exact: true }).inputValue()).toBe('');
    await page.getByText('Last attempt: The system refused the API key.').waitFor();
    await enterKey(window, workflowKey);
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page
      .getByRole('row', { name: /Beacon of Operations/ })
      .getByText('Ready')
      .waitFor();

    const designer = await script.token({ person: 'dana', client: 'engine', scopes: ['bindings.write'] });
    const id = await idOf('Beacon of Operations');
    const bound = await script.call('PUT', '/bindings', {
      token: designer,
      headers: { 'if-none-match': '*' },
      body: { ...step, connectionId: id, operation: 'invoke', stepHash },
    });
    expect(bound.status).toBe(200);
    const invoked = await invokeAsEngine();
    expect([invoked.status, invoked.body['status']]).toEqual([200, 201]);
    const answer: unknown = JSON.parse(Buffer.from(field(invoked, 'bodyBase64'), 'base64').toString('utf8'));
    expect(answer).toMatchObject({ message: 'Harbor is open', sentWith: 'Workflow key' });
    expect((await beaconCalls()).at(-1)).toMatchObject({
      method: 'POST',
      path: '/signals',
      key: 'Workflow key',
      authorized: true,
    });
    expect(JSON.stringify(invoked.body)).not.toContain(workflowKey);
    // The browser's own remark on the answer to the wrong key.
    expect(ownComplaints(desk).filter((complaint) => !complaint.includes('status of 422'))).toEqual([]);
  });

  it('loses its key when the header changes, and the panel said so before; nobody is served until it is connected again', async () => {
    const id = await idOf('Beacon of Operations');
    const before = (await beaconCalls()).length;
    await page.getByRole('button', { name: 'Commands for Beacon of Operations' }).click();
    await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
    const header = page.getByRole('textbox', { name: /^Header/ });
    await header.fill('X-Other-Key');
    await page
      .getByText('will be not connected until somebody connects it again', { exact: false })
      .waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('row', { name: /Beacon of Operations/ })
      .getByText('Not connected')
      .waitFor();
    expect(await read(id)).toMatchObject({ id, status: { state: 'notConnected' } });
    const refused = await invokeAsEngine();
    expect(refused.status).toBe(409);
    expect(await beaconCalls()).toHaveLength(before);
  });

  it('is added with the keyboard alone', async () => {
    await page.getByRole('button', { name: 'Add connection' }).first().focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Add connection' });
    await panel.getByRole('button', { name: connector }).focus();
    await page.keyboard.press('Enter');
    await panel.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('Beacon by keyboard');
    await page.keyboard.press('Tab');
    await page.keyboard.type(beaconOrigin);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('/me');
    await panel.getByRole('button', { name: 'Continue' }).focus();
    await page.keyboard.press('Enter');
    const connect = page.getByRole('button', { name: 'Connect', exact: true, disabled: false });
    await connect.waitFor();
    await connect.focus();
    const [window] = await Promise.all([desk.context.waitForEvent('page'), page.keyboard.press('Enter')]);
    await window.getByLabel('API key', { exact: true }).waitFor();
    // The field has the focus already.
    await window.keyboard.type(workflowKey);
    await window.keyboard.press('Enter');
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.bringToFront();
    await page.getByRole('button', { name: 'Done' }).press('Enter');
    await page
      .getByRole('row', { name: /Beacon by keyboard/ })
      .getByText('Ready')
      .waitFor();
  });
});
