import { personReference } from '../connections/connection-access';
import {
  contosoId,
  makeReady,
  newConnectionAt,
  siteOf,
  storeConnection,
  useConnections,
} from '../connections/connections-under-test';
import { findConnection, tenantPartition } from '../connections/connection-records';
import type { StoredConnection } from '../connections/connection-record';
import { readGrantedGroups } from '../connections/granted-groups';
import { readCredential } from '../connections/credential-record';
import { writeSiteCollectionSettings } from '../tenants/site-collection-settings';
import { adam, mallory, olivia, useManager, type Answered, type Asking } from './manager-under-test';

const world = useConnections();
const manager = useManager(world);
const groupId = '99999999-0000-4000-8000-000000000001';
const named = ({ objectId }: { readonly objectId: string }) => ({ kind: 'person', objectId }) as const;
const everyone = { kind: 'everyone' } as const;

beforeEach(() => {
  manager.directory.set(groupId, { kind: 'group', objectId: groupId, name: 'Finance' });
});

/** Does it, and confirms it in the window where that is demanded. */
async function doIt(line: 'PUT' | 'POST', what: string, asking: Asking): Promise<Answered> {
  const path = `/connections/${id()}/${what}` as const;
  const first = await manager.ask(`${line} ${path}`, asking);
  const { confirmation } = first.body;
  if (confirmation === undefined) return first;
  await manager.decide(asking.as, confirmation.address, 'confirm');
  return await manager.ask(`${line} ${path}`, { ...asking, confirmation: confirmation.id });
}

let connection: StoredConnection;
const id = (): string => connection.value.id;

async function stored(): Promise<StoredConnection['value']> {
  const found = await findConnection(world.store, contosoId, id());
  if (found === undefined) throw new Error('The connection is gone.');
  return found.value;
}

async function hasCredential(): Promise<boolean> {
  return (await readCredential(world.store, contosoId, connection.value)) !== undefined;
}

describe('owners and users', () => {
  beforeEach(async () => {
    connection = await storeConnection(world);
  });

  const permissions = (body: object, changes: Partial<Asking> = {}): Promise<Answered> =>
    doIt('PUT', 'permissions', { as: 'olivia', etag: connection.etag, body, ...changes });

  it('are named by the directory, whatever the request calls them, and groups are noted', async () => {
    const body = { owners: [named(olivia)], users: [{ kind: 'group', objectId: groupId.toUpperCase() }] };
    expect((await permissions(body)).status).toBe(200);
    expect((await stored()).users).toEqual([{ kind: 'group', objectId: groupId, name: 'Finance' }]);
    expect(await readGrantedGroups(world.store, contosoId)).toEqual([groupId]);
  });

  it('are refused where they are named twice, unknown, or of another kind', async () => {
    const unknown = { kind: 'person', objectId: '99999999-0000-4000-8000-00000000000f' };
    const twice = await permissions({ owners: [named(olivia), named(olivia)], users: [] });
    expect(twice).toMatchObject({ status: 422, body: { errors: [{ field: 'owners.1' }] } });
    const nobody = await permissions({
      owners: [named(olivia), { kind: 'group', objectId: adam.objectId }],
      users: [everyone, unknown],
    });
    expect(nobody).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'owners.1' }, { field: 'users.1', code: 'not_one_of' }] },
    });
  });

  it('can stay after they have left the directory', async () => {
    manager.directory.delete(olivia.objectId);
    expect((await permissions({ owners: [named(olivia)], users: [] })).status).toBe(200);
    expect((await stored()).owners).toEqual([personReference(olivia)]);
  });

  it('can be two hundred groups at once', async () => {
    const groups = Array.from({ length: 200 }, (_, index) => {
      const objectId = `99999999-0000-4000-8000-${String(index).padStart(12, '0')}`;
      manager.directory.set(objectId, { kind: 'group', objectId, name: `Group ${index}` });
      return { kind: 'group', objectId } as const;
    });
    expect((await permissions({ owners: [named(olivia)], users: groups })).status).toBe(200);
    expect(await readGrantedGroups(world.store, contosoId)).toHaveLength(200);
  });

  it('are not given by administrators to themselves, and what they take away is marked as theirs', async () => {
    manager.roles.set('adam operations', 'siteCollectionAdministrator');
    const self = {
      owners: [named(olivia), { kind: 'person', objectId: adam.objectId.toUpperCase() }],
      users: [everyone],
    };
    expect(await permissions(self, { as: 'adam' })).toMatchObject({
      status: 403,
      body: { because: 'mayNotAddSelf' },
    });
    expect((await permissions({ owners: [named(olivia)], users: [] }, { as: 'adam' })).status).toBe(200);
    expect(manager.audited.at(-1)).toMatchObject({
      event: 'connection.permissionsChanged',
      subject: { byAdministrator: 'true', connectionId: id() },
      changes: [{ field: 'users', before: 'everyone' }],
    });
  });
});

describe('reach', () => {
  beforeEach(async () => {
    connection = await makeReady(world, await storeConnection(world));
    manager.roles.set('olivia operations', 'siteCollectionAdministrator');
  });

  const reach = (availability: string): Promise<Answered> =>
    doIt('PUT', 'availability', { as: 'olivia', etag: connection.etag, body: { availability } });

  it('is not widened over somebody else’s sign-in', async () => {
    expect(connection.value.connectedBy).toBe(adam.objectId);
    expect(await reach('siteCollection')).toMatchObject({
      status: 403,
      body: { code: 'not_allowed', because: 'signInOfSomebodyElse' },
    });
  });

  it('is widened by who signed in, and narrowed without a question', async () => {
    connection = await makeReady(
      world,
      await storeConnection(world, {
        id: 'con_00000000000000000000000001',
        owners: [personReference(adam)],
      }),
    );
    manager.roles.set('adam operations', 'siteCollectionAdministrator');
    const body = { availability: 'siteCollection' };
    const wide = await doIt('PUT', 'availability', { as: 'adam', etag: connection.etag, body });
    expect(wide).toMatchObject({ status: 200, body: { availability: 'siteCollection' } });
    const narrow = await manager.ask(`PUT /connections/${id()}/availability`, {
      as: 'adam',
      etag: wide.etag,
      body: { availability: 'site' },
    });
    expect(narrow).toMatchObject({ status: 200, body: { availability: 'site' } });
    expect(await hasCredential()).toBe(true);
  });
});

describe('a personal connection', () => {
  const create = (changes: object = {}, as: Asking['as'] = 'olivia'): Promise<Answered> =>
    manager.ask('POST /connections', {
      as,
      headers: { 'idempotency-key': `key-${as}` },
      body: { ...newConnectionAt('operations'), kind: 'personal', ...changes },
    });

  async function connected(): Promise<void> {
    const { body } = await create();
    const found = await findConnection(world.store, contosoId, String(body['id']));
    if (found === undefined) throw new Error('It was not created.');
    connection = await makeReady(world, found);
  }

  it('is made by whoever can design there, for themselves alone', async () => {
    manager.roles.set('mallory operations', 'reader');
    manager.roles.set('adam operations', 'designer');
    expect(await create({}, 'adam')).toMatchObject({
      status: 201,
      body: { kind: 'personal', users: [], owners: [personReference(adam)] },
    });
    expect(await create({}, 'mallory')).toMatchObject({ status: 403, body: { because: 'mayNotEditSite' } });
  });

  it('is not made where the site collection has them switched off', async () => {
    const { siteId } = siteOf('operations', 'reader').standing;
    const value = { format: 1, siteId, personalConnections: false } as const;
    await world.store.write(tenantPartition(contosoId), [
      writeSiteCollectionSettings({ value, etag: 'new' }, value),
    ]);
    expect(await create()).toMatchObject({ status: 403, body: { because: 'personalConnectionsOff' } });
  });

  it('loses its credential when it is shared, and becomes one of the site it is shared from', async () => {
    await connected();
    manager.roles.set('olivia projects', 'siteCollectionAdministrator');
    const shared = await doIt('POST', 'share', { as: 'olivia', etag: connection.etag, from: 'projects' });
    expect(shared).toMatchObject({
      status: 200,
      body: {
        kind: 'shared',
        availability: 'siteCollection',
        homeSite: siteOf('projects', 'reader').reference,
        status: { state: 'notConnected' },
        users: [everyone],
      },
    });
    expect(await hasCredential()).toBe(false);
    expect(await stored()).not.toHaveProperty('connectedBy');
    expect((await stored()).allowedHosts).toEqual([]);
  });

  it('is shared as far as was confirmed, and no further when the role has grown meanwhile', async () => {
    await connected();
    const line = `POST /connections/${id()}/share` as const;
    const asking: Asking = { as: 'olivia', etag: connection.etag };
    const { confirmation } = (await manager.ask(line, asking)).body;
    await manager.decide('olivia', confirmation?.address ?? '', 'confirm');
    manager.roles.set('olivia operations', 'siteCollectionAdministrator');
    const again = await manager.ask(line, { ...asking, confirmation: confirmation?.id ?? '' });
    expect(again).toMatchObject({ status: 403, body: { code: 'confirmation_required' } });
  });

  it('loses its credential when an administrator hands it on, who never gets it', async () => {
    await connected();
    manager.roles.set('adam projects', 'siteCollectionAdministrator');
    const asking = { as: 'adam', etag: connection.etag, from: 'projects' } as const;
    const body = { from: named(olivia), to: named(adam) };
    expect(await doIt('POST', 'transfer', { ...asking, body })).toMatchObject({
      status: 403,
      body: { because: 'mayNotAddSelf' },
    });
    const handed = await doIt('POST', 'transfer', { ...asking, body: { ...body, to: named(mallory) } });
    expect(handed).toMatchObject({ status: 200, body: { status: { state: 'notConnected' } } });
    expect((await stored()).owners).toEqual([personReference(mallory)]);
    expect(await hasCredential()).toBe(false);
    expect(manager.audited.at(-1)).toMatchObject({
      event: 'connection.transferred',
      subject: { byAdministrator: 'true' },
    });
  });

  it('has no permissions and no reach to change', async () => {
    await connected();
    const asking = { as: 'olivia', etag: connection.etag } as const;
    const permissions = { owners: [named(olivia)], users: [everyone] };
    for (const [what, body] of [
      ['permissions', permissions],
      ['availability', { availability: 'site' }],
    ] as const)
      expect(await doIt('PUT', what, { ...asking, body })).toMatchObject({
        status: 403,
        body: { because: 'personalConnection' },
      });
  });
});

describe('handing over a shared connection', () => {
  it('keeps its credential, and needs an enabled member', async () => {
    connection = await makeReady(world, await storeConnection(world));
    const asking = { as: 'olivia', etag: connection.etag } as const;
    const body = { from: named(olivia), to: named(adam) };
    manager.directory.set(adam.objectId, { ...personReference(adam), isGuest: false, isEnabled: false });
    expect(await doIt('POST', 'transfer', { ...asking, body })).toMatchObject({
      body: { because: 'notAnEnabledMember' },
    });
    const unknown = { ...body, to: { kind: 'person', objectId: '99999999-0000-4000-8000-00000000000f' } };
    expect(await doIt('POST', 'transfer', { ...asking, body: unknown })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'to' }] },
    });
    manager.directory.set(adam.objectId, { ...personReference(adam), isGuest: false, isEnabled: true });
    expect(await doIt('POST', 'transfer', { ...asking, body })).toMatchObject({
      status: 200,
      body: { owners: [personReference(adam)], status: { state: 'ready' } },
    });
    expect(await hasCredential()).toBe(true);
  });
});

describe('a disabled connection', () => {
  it('comes back in the state it had, or has come into since', async () => {
    connection = await makeReady(world, await storeConnection(world));
    const disabled = await doIt('POST', 'disable', { as: 'olivia', etag: connection.etag });
    expect(disabled).toMatchObject({ status: 200, body: { status: { state: 'disabled' } } });
    const value = await stored();
    const signedIn = await makeReady(world, { value, etag: String(disabled.body['etag']) });
    expect(signedIn.value.status.state).toBe('disabled');
    const enabled = await doIt('POST', 'enable', { as: 'olivia', etag: signedIn.etag });
    expect(enabled).toMatchObject({ status: 200, body: { status: { state: 'ready' } } });
    expect(await stored()).not.toHaveProperty('stateBefore');
    const again = await doIt('POST', 'enable', { as: 'olivia', etag: enabled.etag });
    expect(again).toMatchObject({ status: 200, etag: enabled.etag });
  });

  it('needs the version that was seen', async () => {
    connection = await storeConnection(world);
    expect((await doIt('POST', 'disable', { as: 'olivia' })).status).toBe(428);
    expect((await doIt('POST', 'disable', { as: 'olivia', etag: 'another' })).status).toBe(412);
  });
});
