import type { ConnectionValue } from '../connections/connection-record';
import { withApiKey } from '../connections/connections-under-test';
import { Browser, flowId, hidden, startWindow, tenantId } from './fixtures/window-under-test';
import type { WindowUnderTest } from './fixtures/window-under-test';
import { flowState, readFlow } from './flow-record';

const address = `/connect/${tenantId}/${flowId}`;
const key = 'Amber-Meadow-93';
let window: WindowUnderTest;
let browser: Browser;

beforeEach(async () => {
  window = await startWindow();
  setConnection(withApiKey);
  window.systemSays = { ok: true, account: undefined, allowedHosts: ['ledger.example'] };
  browser = new Browser(window.server);
});

afterEach(async () => window.close());

function setConnection(changes: Partial<ConnectionValue>): void {
  if (window.connection === undefined) throw new Error('There is no connection.');
  window.connection = { ...window.connection, value: { ...window.connection.value, ...changes } };
}

async function send(entry: Readonly<Record<string, string>>, page?: string): ReturnType<Browser['post']> {
  const shown = page ?? (await browser.signIn(address)).body;
  return browser.post(address, { csrf: hidden(shown, 'csrf'), etag: hidden(shown, 'etag'), ...entry });
}

async function state(): Promise<string> {
  const flow = await readFlow(window.store, tenantId, flowId);
  return flow === undefined ? 'missing' : flowState(flow.value, new Date(window.clock));
}

describe('the connect window of a connection with an API key', () => {
  it('asks for the key and nothing else, and says where and how it is sent', async () => {
    const page = (await browser.signIn(address)).body;
    expect(page).toContain('name="key"');
    expect(page).not.toMatch(/name="(username|password)"/);
    expect(page).toContain('It is sent to ledger.example in the header X-Api-Key');
    for (const fact of ['Olivia Owens', 'Contoso', 'Everyone with access to the site Operations']) {
      expect(page).toContain(fact);
    }
  });

  it('hides what is typed, from the browser’s memory too, and offers to look at it', async () => {
    const page = (await browser.signIn(address)).body;
    expect(page).toMatch(/<input\s+id="key"\s+name="key"\s+type="password"\s+autocomplete="off"/);
    expect(page).toMatch(/<label class="choice" hidden>\s*<input type="checkbox" data-shows="key"/);
  });

  it('tries the key, keeps it when it works and shows nothing of it', async () => {
    const response = await send({ key });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('is connected. ledger.example accepts the credential.');
    expect(response.body).not.toMatch(/Amber|w-93/);
    expect(window.kept).toEqual([{ key }]);
    expect(await state()).toBe('succeeded');
    expect(window.audited).toMatchObject([{ event: 'connection.connected', outcome: 'done' }]);
    expect(JSON.stringify(window.audited)).not.toContain(key);
  });

  it('names the account where the system did', async () => {
    window.systemSays = { ok: true, account: 'Workflow key', allowedHosts: ['ledger.example'] };
    expect((await send({ key })).body).toContain('is connected as Workflow key.');
  });

  it('leaves out white space that was copied around the key', async () => {
    await send({ key: ` \t${key}\n` });
    expect(window.kept).toEqual([{ key }]);
  });

  it('tells a refused key there and then, and never puts it back', async () => {
    window.systemSays = { ok: false, problem: 'credential_refused', detail: '' };
    const response = await send({ key });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('ledger.example refused this API key.');
    expect(response.body).not.toContain(key);
    expect(window.kept).toEqual([]);
    expect(await state()).toBe('open');
  });

  it('says what to do where the system does not ask for the key', async () => {
    window.systemSays = { ok: false, problem: 'credential_not_demanded', detail: '' };
    expect((await send({ key })).body).toContain('ledger.example answers without asking for the API key');
  });

  it.each([
    ['', 'Enter the API key.'],
    ['   ', 'Enter the API key.'],
    ['Amber Meadow', 'An API key has visible characters of ASCII only'],
    ['Amber\r\nHost: evil.example', 'An API key has visible characters of ASCII only'],
    ['Amber\u0000Meadow', 'An API key has visible characters of ASCII only'],
    ['Ämber-Meadow', 'An API key has visible characters of ASCII only'],
    ['\u200bAmber-Meadow', 'An API key has visible characters of ASCII only'],
    ['a'.repeat(4097), 'Enter at most 4,096 characters.'],
  ])('does not try what cannot work: %j', async (wrong, sentence) => {
    const response = await send({ key: wrong });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(sentence);
    expect(response.body).toMatch(/aria-invalid="true" aria-describedby="key-error"/);
    if (wrong.trim() !== '') expect(response.body).not.toContain(wrong);
    expect(window.tried).toEqual([]);
  });

  it('takes no username and password for a key', async () => {
    const response = await send({ username: 'workflow', password: 'Blue-Harbor-42' });
    expect(response.body).toContain('Enter the API key.');
    expect(window.tried).toEqual([]);
  });

  it('ends where the connector has lost the auth method of the connection', async () => {
    setConnection({ authMethodId: 'lost' });
    const response = await browser.signIn(address);
    expect(response.statusCode).toBe(409);
    expect(response.body).not.toContain('<form');
  });
});
