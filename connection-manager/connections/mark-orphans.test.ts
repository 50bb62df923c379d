import type { Owner } from '../../src/contract/principal';
import type { Account } from '../directory/accounts';
import { ConnectionError } from '../problems/connection-error';
import type { ConnectionValue } from './connection-record';
import { findConnection, replaceConnection, tenantPartition } from './connection-records';
import { contosoId, personOf, storeConnection, tenantOf, useConnections } from './connections-under-test';
import { connectionView } from './connection-view';
import { markOrphans, type OrphanSources } from './mark-orphans';

const world = useConnections();
const ownerOf = (number: number): Owner => ({
  kind: 'person',
  objectId: personOf(number).objectId,
  name: `Person ${number}`,
});
const groupId = '99999999-0000-4000-8000-000000000001';
const group: Owner = { kind: 'group', objectId: groupId, name: 'Engineers' };
const enabled: Account = { name: 'A person', isGuest: false, isEnabled: true };

let accounts: Map<string, Account>;
let groups: Map<string, string>;

beforeEach(() => {
  accounts = new Map([1, 2].map((number) => [personOf(number).objectId, enabled]));
  groups = new Map([[groupId, 'Engineers']]);
});

function sources(changes: Partial<OrphanSources> = {}): OrphanSources {
  const { store, now } = world;
  return { store, now, readAccounts: async () => accounts, readGroups: async () => groups, ...changes };
}

const sweep = (changes?: Partial<OrphanSources>) => markOrphans(sources(changes), tenantOf());
const idOf = (number: number) => `con_${String(number).padStart(26, '0')}`;

async function stored(number = 0): Promise<ConnectionValue | undefined> {
  return (await findConnection(world.store, contosoId, idOf(number)))?.value;
}

describe(markOrphans.name, () => {
  it.each<[string, readonly Owner[], () => void, boolean]>([
    ['has its owner', [ownerOf(1)], () => undefined, false],
    ['lost its owner', [ownerOf(1)], () => accounts.delete(personOf(1).objectId), true],
    [
      'has an owner who is disabled',
      [ownerOf(1)],
      () => accounts.set(personOf(1).objectId, { ...enabled, isEnabled: false }),
      true,
    ],
    ['has one of two owners', [ownerOf(1), ownerOf(2)], () => accounts.delete(personOf(1).objectId), false],
    ['lost both owners', [ownerOf(1), ownerOf(2)], () => accounts.clear(), true],
    ['is owned by a group, whoever is in it', [group], () => accounts.clear(), false],
    ['was owned by a group that is gone', [group], () => groups.clear(), true],
    ['lost its owner but not its group', [ownerOf(1), group], () => accounts.clear(), false],
  ])('looks at a connection that %s', async (_what, owners, happen, isOrphaned) => {
    await storeConnection(world, { owners });
    happen();
    await expect(sweep()).resolves.toBe(isOrphaned ? 1 : 0);
    expect((await stored())?.orphanedSince).toBe(isOrphaned ? world.now().toISOString() : undefined);
  });

  it('keeps since when, and clears it when an owner comes back or another is set', async () => {
    await storeConnection(world);
    accounts.clear();
    await sweep();
    const since = world.now().toISOString();
    world.advance(3_600_000);
    await expect(sweep()).resolves.toBe(0);
    expect((await stored())?.orphanedSince).toBe(since);
    accounts.set(personOf(2).objectId, enabled);
    const connection = await findConnection(world.store, contosoId, idOf(0));
    if (connection === undefined) throw new Error('The connection is gone.');
    await world.store.write(tenantPartition(contosoId), [
      replaceConnection(connection.etag, { ...connection.value, owners: [ownerOf(2)] }),
    ]);
    await sweep();
    expect(await stored()).not.toHaveProperty('orphanedSince');
  });

  it('looks at every connection, page by page, and asks of each page at once', async () => {
    let asked = 0;
    for (let number = 0; number < 501; number++) await storeConnection(world, { id: idOf(number) });
    const readAccounts = async () => {
      asked += 1;
      return new Map<string, Account>();
    };
    await expect(sweep({ readAccounts })).resolves.toBe(501);
    expect(asked).toBe(2);
    expect((await stored(500))?.orphanedSince).toBeDefined();
  });

  it('marks nothing while the directory cannot be asked', async () => {
    await storeConnection(world);
    const readAccounts = async () => Promise.reject(new ConnectionError('directory_unavailable'));
    await expect(sweep({ readAccounts })).rejects.toMatchObject({ code: 'directory_unavailable' });
    expect(await stored()).not.toHaveProperty('orphanedSince');
  });

  it('lets go first who changes the connection meanwhile', async () => {
    const connection = await storeConnection(world);
    accounts.clear();
    const readGroups = async () => {
      await world.store.write(tenantPartition(contosoId), [
        replaceConnection(connection.etag, { ...connection.value, name: 'Renamed' }),
      ]);
      return groups;
    };
    await expect(sweep({ readGroups })).resolves.toBe(0);
    expect(await stored()).toMatchObject({ name: 'Renamed' });
  });

  it.each([
    ['a workflow administrator', true, true],
    ['an owner who is no administrator', false, false],
  ])('is shown to %s or not', async (_who, isWorkflowAdministrator, isShown) => {
    const connection = await storeConnection(world, { orphanedSince: '2026-01-01T08:00:00.000Z' });
    const { policy, ...person } = personOf(1, { isWorkflowAdministrator });
    const shown = connectionView(connection, {
      caller: { ...person, groupIds: [] },
      site: undefined,
      policy,
    });
    expect('orphanedSince' in shown).toBe(isShown);
  });
});
