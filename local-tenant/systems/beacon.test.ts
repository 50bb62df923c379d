import { createVisitor, serve, type Answer, type TestServer, type Visitor } from '../testing/visitor';
import { beacon } from '../world/world';
import { createBeacon } from './beacon';

const origin = `https://${beacon.host}:${beacon.port}`;
let server: TestServer;
let visitor: Visitor;

beforeEach(async () => {
  server = await serve(beacon.host, createBeacon({ system: beacon, now: () => new Date(0), slowness: 10 }));
  visitor = createVisitor(server);
});
afterEach(() => server.close());

const workflow = { 'x-api-key': 'Amber-Meadow-93' };

function call(path: string, headers: Record<string, string> = workflow, json?: unknown): Promise<Answer> {
  return visitor.visit(`${origin}${path}`, { headers, json });
}

function setMode(mode: string): Promise<Answer> {
  return visitor.visit(`${origin}/.control`, { method: 'PUT', json: { mode } });
}

describe(createBeacon.name, () => {
  it.each(['/', '/me'])('says at %s what the key is called, and not the key', async (path) => {
    const answer = await call(path);
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ label: 'Workflow key' });
  });

  it.each([
    ['no key', {}],
    ['another key', { 'x-api-key': 'Amber-Meadow-94' }],
    ['the key in other letters', { 'x-api-key': 'amber-meadow-93' }],
    ['the beginning of the key', { 'x-api-key': 'Amber-Meadow' }],
    ['an empty key', { 'x-api-key': '' }],
    ['the key in another header', { authorization: 'Bearer Amber-Meadow-93' }],
    ['the key after a word', { 'x-api-key': 'Bearer Amber-Meadow-93' }],
  ])('refuses %s at every address', async (_what, headers) => {
    for (const path of ['/', '/me', '/signals', '/nothing']) {
      expect((await call(path, headers)).status).toBe(401);
    }
  });

  it('takes no key in the address', async () => {
    expect((await call('/me?x-api-key=Amber-Meadow-93', {})).status).toBe(401);
  });

  it('keeps signals', async () => {
    const sent = await call('/signals', workflow, { message: 'Invoice approved' });
    expect(sent.status).toBe(201);
    const signal = { id: 1, message: 'Invoice approved', sentWith: 'Workflow key' };
    expect(sent.json()).toEqual(signal);
    expect((await call('/signals')).json()).toEqual({ signals: [signal] });
  });

  it.each([[{ message: 1 }], [{}], [[]]])('refuses the signal %j', async (body) => {
    expect((await call('/signals', workflow, body)).status).toBe(400);
  });

  it('has nothing else', async () => {
    expect((await call('/nothing')).status).toBe(404);
  });

  it('remembers calls, never keys', async () => {
    await call('/me');
    await call('/me', { 'x-api-key': 'Secret-Try-1' });
    const answer = await visitor.visit(`${origin}/.control/calls`);
    const at = '1970-01-01T00:00:00.000Z';
    expect(answer.json()).toEqual({
      calls: [
        { at, method: 'GET', path: '/me', key: 'Workflow key', authorized: true },
        { at, method: 'GET', path: '/me', authorized: false },
      ],
    });
    expect(answer.text).not.toMatch(/Secret-Try-1|Amber/);
  });

  it('has the modes that every system has', async () => {
    await setMode('refuse');
    expect((await call('/me')).status).toBe(401);
    await setMode('broken');
    const broken = await call('/me');
    expect([broken.status, broken.text]).toEqual([500, expect.stringContaining('<title>Beacon</title>')]);
    await setMode('redirect');
    expect((await call('/me')).status).toBe(302);
    await setMode('normal');
    expect((await call('/me')).status).toBe(200);
  });
});
