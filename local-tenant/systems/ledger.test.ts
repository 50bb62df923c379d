import { createVisitor, serve, type Answer, type TestServer, type Visitor } from '../testing/visitor';
import { ledger } from '../world/world';
import { createLedger } from './ledger';

const origin = `https://${ledger.host}:${ledger.port}`;
const slowness = 150;
let server: TestServer;
let visitor: Visitor;

beforeEach(async () => {
  server = await serve(ledger.host, createLedger({ system: ledger, now: () => new Date(0), slowness }));
  visitor = createVisitor(server);
});
afterEach(() => server.close());

function basic(username: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}
const workflow = basic('workflow', 'Blue-Harbor-42');

function call(path: string, headers: Record<string, string> = workflow, json?: unknown): Promise<Answer> {
  return visitor.visit(`${origin}${path}`, { headers, json });
}

function setMode(mode: string): Promise<Answer> {
  return visitor.visit(`${origin}/.control`, { method: 'PUT', json: { mode } });
}

describe(createLedger.name, () => {
  it.each(['/', '/me'])('says at %s whose account was used', async (path) => {
    const answer = await call(path);
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ displayName: 'Workflow account', username: 'workflow' });
  });

  it.each([
    ['no credential', {}],
    ['a wrong password', basic('workflow', 'Blue-Harbor-43')],
    ['the password of another account', basic('workflow', 'Quiet-Meadow-17')],
    ['an unknown name', basic('nobody', 'Blue-Harbor-42')],
    ['an empty credential', basic('', '')],
    ['something that is not Basic', { authorization: 'Bearer Blue-Harbor-42' }],
    ['something that is not base64', { authorization: 'Basic %%%' }],
    ['no colon', { authorization: `Basic ${Buffer.from('workflow').toString('base64')}` }],
  ])('refuses %s at every address', async (_what, headers) => {
    for (const path of ['/', '/me', '/entries', '/nothing']) {
      const answer = await call(path, headers);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Basic realm="Ledger", charset="UTF-8"');
    }
  });

  it('keeps entries', async () => {
    const entered = await call('/entries', workflow, { amount: 12.5, text: 'Paper' });
    expect(entered.status).toBe(201);
    const entry = { id: 1, amount: 12.5, text: 'Paper', enteredBy: 'workflow' };
    expect(entered.json()).toEqual(entry);
    expect((await call('/entries')).json()).toEqual({ entries: [entry] });
  });

  it.each([[{ amount: '12', text: 'Paper' }], [{ amount: 1 }], [[]]])(
    'refuses the entry %j',
    async (body) => {
      expect((await call('/entries', workflow, body)).status).toBe(400);
    },
  );

  it('has nothing else', async () => {
    expect((await call('/nothing')).status).toBe(404);
    expect((await visitor.visit(`${origin}/me`, { method: 'DELETE', headers: workflow })).status).toBe(404);
  });

  it('remembers calls, never passwords', async () => {
    await call('/me');
    await call('/entries', basic('workflow', 'Secret-Try-1'), { amount: 1, text: 'x' });
    const answer = await visitor.visit(`${origin}/.control/calls`);
    expect(answer.json()).toEqual({
      calls: [
        {
          at: '1970-01-01T00:00:00.000Z',
          method: 'GET',
          path: '/me',
          username: 'workflow',
          authorized: true,
        },
        {
          at: '1970-01-01T00:00:00.000Z',
          method: 'POST',
          path: '/entries',
          username: 'workflow',
          authorized: false,
        },
      ],
    });
    expect(answer.text).not.toContain('Secret-Try-1');
  });
});

describe('the modes of the ledger', () => {
  it('refuse: nobody gets in, as after a password was changed', async () => {
    await setMode('refuse');
    expect((await call('/me')).status).toBe(401);
    await setMode('normal');
    expect((await call('/me')).status).toBe(200);
  });

  it('broken: it fails with a page, not with JSON', async () => {
    await setMode('broken');
    const answer = await call('/me');
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toBe('text/html');
  });

  it('redirect: it sends the caller elsewhere', async () => {
    await setMode('redirect');
    const answer = await call('/me');
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe('https://elsewhere.systems.localhost/');
  });

  it('slow: it answers late', async () => {
    await setMode('slow');
    const begun = performance.now();
    expect((await call('/me')).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(slowness - 5);
  });

  it('are named when an unknown one is asked for', async () => {
    const answer = await setMode('friendly');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('normal, refuse, broken, slow, redirect');
    expect((await visitor.visit(`${origin}/.control`)).json()).toEqual({ mode: 'normal' });
  });
});
