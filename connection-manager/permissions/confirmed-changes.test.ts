import { confirmationLifetimeMs } from '../confirmations/confirmation-record';
import { Browser, hidden } from '../connect/fixtures/window-under-test';
import { storeConnection, useConnections } from '../connections/connections-under-test';
import { personReference } from '../connections/connection-access';
import type { StoredConnection } from '../connections/connection-record';
import { adam, mallory, olivia, useManager, type Answered, type Asking } from './manager-under-test';

const world = useConnections();
const manager = useManager(world);

const owners = [olivia, adam].map(({ objectId }) => ({ kind: 'person', objectId }) as const);
const users = [{ kind: 'everyone' }] as const;

let connection: StoredConnection;

beforeEach(async () => {
  connection = await storeConnection(world);
});

function addAdam(changes: Partial<Asking> = {}): Promise<Answered> {
  const asking = { as: 'olivia', etag: connection.etag, body: { owners, users } } as const;
  return manager.ask(`PUT /connections/${connection.value.id}/permissions`, { ...asking, ...changes });
}

async function asked(): Promise<{ id: string; address: string }> {
  const { body } = await addAdam();
  if (body.confirmation === undefined) throw new Error('Nothing is to be confirmed.');
  return body.confirmation;
}

async function state(id: string): Promise<unknown> {
  return (await manager.ask(`GET /confirmations/${id}`, { as: 'olivia' })).body['state'];
}

function events(): string[] {
  return manager.audited.map(({ event, outcome }) => `${event} ${outcome}`);
}

describe('a change that must be confirmed (S49)', () => {
  it('is carried out once it was confirmed in the window, and says so at every step', async () => {
    const first = await addAdam();
    expect(first).toMatchObject({ status: 403, body: { code: 'confirmation_required' } });
    const { id, address } = await asked();
    expect(address).toMatch(/^https:\/\/connections\.example\/confirm\/[0-9a-f-]+\/cnf_/);
    expect(await state(id)).toBe('waiting');
    expect(await manager.decide('olivia', address, 'confirm')).toContain('Confirmed');
    expect(await state(id)).toBe('confirmed');
    const done = await addAdam({ confirmation: id });
    expect(done.status).toBe(200);
    expect(done.body['owners']).toEqual([personReference(olivia), personReference(adam)]);
    expect(await state(id)).toBe('used');
    expect(events()).toEqual([
      'confirmation.asked done',
      'confirmation.asked done',
      'confirmation.confirmed done',
      'connection.permissionsChanged done',
    ]);
    expect(manager.audited.at(-1)?.changes).toEqual([
      { field: 'owners', after: `Person 2 (${adam.objectId})` },
    ]);
  });

  it('is not carried out before it was confirmed, and the same confirmation goes on waiting', async () => {
    const { id } = await asked();
    const early = await addAdam({ confirmation: id });
    expect(early).toMatchObject({ status: 403, body: { confirmation: { id, state: 'waiting' } } });
  });

  it('is not carried out when it was refused, has expired, or is unknown: another confirmation is needed', async () => {
    const refused = await asked();
    expect(await manager.decide('olivia', refused.address, 'refuse')).toContain('Not changed');
    expect(await state(refused.id)).toBe('refused');
    const late = await asked();
    await manager.decide('olivia', late.address, 'confirm');
    world.advance(confirmationLifetimeMs);
    expect(await state(late.id)).toBe('expired');
    for (const id of [refused.id, late.id, 'cnf_00000000000000000000000000']) {
      const again = await addAdam({ confirmation: id });
      expect(again).toMatchObject({ status: 403, body: { confirmation: { state: 'waiting' } } });
      expect(again.body.confirmation?.id).not.toBe(id);
    }
  });

  it('uses a confirmation once, also of ten requests at the same moment', async () => {
    const { id, address } = await asked();
    await manager.decide('olivia', address, 'confirm');
    const answers = await Promise.all(Array.from({ length: 10 }, () => addAdam({ confirmation: id })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const last = answers.find(({ status }) => status === 200);
    const back = { owners: owners.slice(0, 1), users };
    const undone = await manager.ask(`PUT /connections/${connection.value.id}/permissions`, {
      as: 'olivia',
      etag: last?.etag ?? '',
      body: back,
    });
    expect(undone.status).toBe(200);
    const replayed = await addAdam({ confirmation: id, etag: undone.etag });
    expect(replayed).toMatchObject({ status: 403, body: { code: 'confirmation_required' } });
    expect(replayed.body.confirmation?.id).not.toBe(id);
  });

  it('counts for the same request only', async () => {
    const { id, address } = await asked();
    await manager.decide('olivia', address, 'confirm');
    const others = [...owners.slice(0, 1), { kind: 'person', objectId: mallory.objectId }];
    const other = await addAdam({ confirmation: id, body: { owners: others, users } });
    expect(other.status).toBe(403);
    expect(other.body.confirmation?.id).not.toBe(id);
    // The same owners and users, asked for from another site, are another request.
    manager.roles.set('olivia maintenance', 'siteOwner');
    const elsewhere = await addAdam({ confirmation: id, from: 'maintenance' });
    expect(elsewhere.body.confirmation?.id).not.toBe(id);
    expect(await state(id)).toBe('confirmed');
  });

  it('counts for the person who asked only', async () => {
    const both = await storeConnection(world, {
      id: 'con_00000000000000000000000001',
      owners: [personReference(olivia), personReference(mallory)],
    });
    manager.roles.set('mallory operations', 'siteOwner');
    connection = both;
    const three = { owners: [...owners, { kind: 'person', objectId: mallory.objectId }], users };
    const { body } = await addAdam({ body: three });
    await manager.decide('olivia', body.confirmation?.address ?? '', 'confirm');
    const stolen = await addAdam({ as: 'mallory', confirmation: body.confirmation?.id ?? '', body: three });
    expect(stolen.status).toBe(403);
    expect(stolen.body.confirmation?.id).not.toBe(body.confirmation?.id);
    const path = `/confirmations/${body.confirmation?.id ?? ''}` as const;
    expect(await manager.ask(`GET ${path}`, { as: 'mallory' })).toMatchObject({
      status: 404,
      body: { code: 'confirmation_not_found' },
    });
  });

  it('counts for the version of the connection that was shown only', async () => {
    const { id, address } = await asked();
    await manager.decide('olivia', address, 'confirm');
    const disabled = await manager.ask(`POST /connections/${connection.value.id}/disable`, {
      as: 'olivia',
      etag: connection.etag,
    });
    expect((await addAdam({ confirmation: id })).status).toBe(412);
    const renewed = await addAdam({ confirmation: id, etag: disabled.etag });
    expect(renewed.status).toBe(403);
    expect(renewed.body.confirmation?.id).not.toBe(id);
  });

  it('is judged by the rules afresh when it is carried out', async () => {
    const { id, address } = await asked();
    await manager.decide('olivia', address, 'confirm');
    manager.roles.delete('olivia operations');
    expect((await addAdam({ confirmation: id })).status).toBe(404);
    expect(await state(id)).toBe('confirmed');
  });

  it.each(['', 'cnf_x', 'cnf_00000000000000000000000000, cnf_00000000000000000000000001'])(
    'refuses the header %j',
    async (confirmation) => {
      expect(await addAdam({ confirmation })).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'Confirmation' }] },
      });
    },
  );
});

describe('the window that confirms', () => {
  it('shows person, organization, connection and what will happen, and no button has the focus', async () => {
    const { address } = await asked();
    const { body: page, headers } = await manager.browserOf('olivia').signIn(address);
    const sentence = 'Person 2 becomes an owner, who can use it, change it, delete it and give it to others.';
    for (const fact of ['Person 1', 'A tenant', 'Ledger', sentence, 'Do not change it'])
      expect(page).toContain(fact);
    expect(page).not.toMatch(/<button[^>]*autofocus/);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|style=/);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('lets nobody else decide, tells who asked, and notes it', async () => {
    const { id, address } = await asked();
    const page = (await manager.browserOf('mallory').signIn(address)).body;
    expect(page).toContain('You are signed in as Person 3, but Person 1 asked for this change.');
    expect(page).not.toContain('name="csrf"');
    expect(manager.audited.at(-1)).toMatchObject({
      event: 'confirmation.opened',
      outcome: 'refused',
      subject: { because: 'anotherPerson', confirmationId: id },
    });
    expect(await state(id)).toBe('waiting');
  });

  it('takes one decision, and shows it to whoever opens it again', async () => {
    const { id, address } = await asked();
    const browser = manager.browserOf('olivia');
    const csrf = hidden((await browser.signIn(address)).body, 'csrf');
    const pages = await Promise.all(
      Array.from({ length: 10 }, () => browser.post(address, { csrf, action: 'confirm' })),
    );
    expect(pages.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(events().filter((event) => event === 'confirmation.confirmed done')).toHaveLength(1);
    expect((await browser.post(address, { csrf, action: 'refuse' })).body).toContain('Confirmed');
    expect(await state(id)).toBe('confirmed');
  });

  it('tells apart that it is used, has expired, that the connection was changed, and that there is none', async () => {
    const { id, address } = await asked();
    await manager.decide('olivia', address, 'confirm');
    await addAdam({ confirmation: id });
    const browser = manager.browserOf('olivia');
    const other = await manager.ask(`POST /connections/${connection.value.id}/disable`, {
      as: 'olivia',
      etag: connection.etag,
    });
    expect(other.status).toBe(412);
    expect((await browser.signIn(address)).body).toContain('This was carried out');
    const fresh = await storeConnection(world, { id: 'con_00000000000000000000000001' });
    connection = fresh;
    const waiting = await asked();
    await manager.ask(`POST /connections/${fresh.value.id}/disable`, { as: 'olivia', etag: fresh.etag });
    expect((await browser.get(waiting.address)).body).toContain('The connection was changed meanwhile');
    world.advance(confirmationLifetimeMs);
    expect((await browser.get(waiting.address)).body).toContain('This took too long');
    const nowhere = address.replace(id, 'cnf_00000000000000000000000000');
    expect((await browser.get(nowhere)).statusCode).toBe(404);
    expect((await browser.get('/confirm/x/y')).statusCode).toBe(404);
  });

  it('lets nobody sign in for what is not there', async () => {
    const { id, address } = await asked();
    const nowhere = address.replace(id, 'cnf_00000000000000000000000000');
    expect((await new Browser(manager.browserOf('olivia').server).get(nowhere)).statusCode).toBe(404);
  });
});

describe('decisions from elsewhere (S8a)', () => {
  it.each<readonly [string, Readonly<Record<string, string>>]>([
    [
      'a script on a SharePoint page',
      { 'sec-fetch-site': 'cross-site', origin: 'https://contoso.sharepoint.com' },
    ],
    ['a sibling host', { 'sec-fetch-site': 'same-site', origin: 'https://other.connections.example' }],
    ['a page that says it is ours', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
    ['a page that hides where it is', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['an address that somebody typed', { 'sec-fetch-site': 'none', origin: 'null' }],
    ['nowhere', {}],
  ])('are refused from %s, even with the right token', async (_, headers) => {
    const { id, address } = await asked();
    const browser = manager.browserOf('olivia');
    const csrf = hidden((await browser.signIn(address)).body, 'csrf');
    const answer = await browser.post(address, { csrf, action: 'confirm' }, headers);
    expect(answer.statusCode).toBe(403);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(await state(id)).toBe('waiting');
  });

  it('are refused without a token, with another confirmation’s, without a button, and as JSON', async () => {
    const { id, address } = await asked();
    const other = await asked();
    const browser = manager.browserOf('olivia');
    await browser.signIn(address);
    const foreign = hidden((await browser.get(other.address)).body, 'csrf');
    const own = hidden((await browser.get(address)).body, 'csrf');
    for (const form of [
      { action: 'confirm' },
      { csrf: '', action: 'confirm' },
      { csrf: foreign, action: 'confirm' },
      { csrf: own },
    ])
      expect((await browser.post(address, form as Record<string, string>)).statusCode).toBe(403);
    const json = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
    expect((await browser.post(address, { csrf: own, action: 'confirm' }, json)).statusCode).toBe(503);
    expect(await state(id)).toBe('waiting');
  });

  it('are refused with an access token in the place of a session', async () => {
    const { id, address } = await asked();
    const path = address.replace('https://connections.example', '');
    const answer = await manager.browserOf('olivia').server.inject({
      method: 'POST',
      url: path,
      headers: {
        authorization: 'Bearer olivia',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      payload: 'action=confirm&csrf=x',
    });
    expect(answer.statusCode).toBe(403);
    expect(await state(id)).toBe('waiting');
  });
});
