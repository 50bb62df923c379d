import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { enterCredential } from './connect-in-window';
import { field, operations, Script, workflowAccount } from './script';
import { spellings } from './secret-spellings';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';

/** Wrong passwords that exist nowhere else, beside the right one: whatever is typed must not be found again. */
const canaries = [
  workflowAccount.password,
  ...Array.from({ length: 6 }, () => `Canary ${randomBytes(12).toString('base64')} ü&<`),
];

let workplace: Workplace;
let script: Script;
let desk: Desk;
const answers: { readonly address: string; readonly text: string }[] = [];

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
  desk = await workplace.open('olivia');
  keepAnswers(desk.context);
});
afterAll(async () => {
  await desk.close();
  await workplace.close();
});

function findCanaries(where: string, content: Buffer | string): string[] {
  const haystack = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return canaries.flatMap((canary, index) =>
    spellings(canary)
      .filter((spelling) => haystack.includes(spelling))
      .map(() => `${where} holds canary ${index}`),
  );
}

function keepAnswers(context: BrowserContext): void {
  context.on('response', (response) => {
    if (response.request().resourceType() === 'image' || response.request().resourceType() === 'font') return;
    // A redirect has no body; what it says is in its headers.
    void response
      .text()
      .catch(() => '')
      .then((body) =>
        answers.push({ address: response.url(), text: `${JSON.stringify(response.headers())}\n${body}` }),
      );
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

async function browserStorage(page: Page): Promise<string> {
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      databases,
      document.cookie,
      location.href,
      history.state,
    ]);
  });
  return stored + JSON.stringify(await desk.context.storageState({ indexedDB: true }));
}

describe('a secret', () => {
  it('is found nowhere after it was tried, refused, kept, used, and its connection deleted (S19)', async () => {
    const token = await script.token({ person: 'olivia' });
    const created = await script.createConnection(token, 'Ledger with canaries');
    const flow = await script.startFlow(token, field(created, 'id'));
    const window = await desk.context.newPage();
    await window.goto(field(flow, 'address'));
    for (const canary of canaries.slice(1)) {
      await enterCredential(window, { username: 'workflow', password: canary });
      await window.getByRole('alert').waitFor();
      expect(findCanaries('the page', await window.content())).toEqual([]);
    }
    await enterCredential(window, workflowAccount);
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
    await desk.page.reload();
    await desk.page.getByText('Ledger with canaries').first().waitFor();
    await useAndDelete(token, field(created, 'id'));

    const found = [
      ...filesBelow(workplace.dataFolder).flatMap((file) => findCanaries(file, readFileSync(file))),
      ...answers.flatMap(({ address, text }) => findCanaries(address, text)),
      ...findCanaries('browser storage of SharePoint', await browserStorage(desk.page)),
      ...findCanaries('browser storage of the connect window', await browserStorage(window)),
      ...findCanaries('the console', desk.complaints.join('\n')),
    ];
    expect(found).toEqual([]);
    expect(answers.some(({ address }) => address.includes('/connect/'))).toBe(true);
    expect(filesBelow(workplace.dataFolder).some((file) => file.endsWith('-wal'))).toBe(true);
  });

  it('would be found by this search', () => {
    for (const canary of canaries) {
      for (const spelling of spellings(canary)) expect(findCanaries('here', `x${spelling}y`)).not.toEqual([]);
    }
  });
});

async function useAndDelete(token: string, connectionId: string): Promise<void> {
  const step = { site: operations, workflowId: 'canary', stepId: 'step' };
  const stepHash = 'A'.repeat(43);
  const bound = await script.call('PUT', '/bindings', {
    token,
    headers: { 'if-none-match': '*' },
    body: { ...step, connectionId, operation: 'invoke', stepHash },
  });
  expect(bound.status).toBe(200);
  const engine = await script.token({ application: 'engine' });
  const running = { ...step, instanceId: 'one', stepHash };
  expect((await script.call('POST', '/runtime/resolve', { token: engine, body: running })).status).toBe(200);
  for (const mode of ['normal', 'refuse', 'broken', 'redirect'] as const) {
    await script.setLedger(mode);
    await script.call('POST', '/runtime/invoke', {
      token: engine,
      body: { ...running, request: { method: 'GET', url: '/me' } },
    });
  }
  await script.setLedger('normal');
  const path = `/connections/${connectionId}?site=${encodeURIComponent(operations)}`;
  const read = await script.call('GET', path, { token });
  const deleted = await script.call('DELETE', path, {
    token,
    headers: { 'if-match': read.headers.get('etag') ?? '' },
  });
  expect(deleted.status).toBe(204);
}
