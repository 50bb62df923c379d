import { rulesCaller } from '../identity/rules-caller';
import { writeBinding, type BindingValue } from '../bindings/binding-record';
import type { ConnectionValue } from './connection-record';
import { findConnection, readStoredConnection, tenantPartition } from './connection-records';
import {
  connectionValue,
  contosoId,
  fabrikamId,
  makeReady,
  personOf,
  siteOf,
  storeConnection,
  useConnections,
} from './connections-under-test';
import { credentialKey } from './credential-record';
import { revealed } from './credential-under-test';
import { deleteConnection } from './delete-connection';
import { listDeleted } from './list-deleted';
import { group, idOf, insertAll, listAll, listing, person } from './list-under-test';
import { openCredential } from './open-credential';
import { purgeDeleted } from './purge-deleted';
import { restoreConnection } from './restore-connection';

const world = useConnections();
const partition = tenantPartition(contosoId);
const by = person(2);
const day = 24 * 3600 * 1000;

async function storedInBin(changes: Partial<ConnectionValue> & { readonly id: string }, revokes = false) {
  const connection = await makeReady(world, await storeConnection(world, changes));
  await deleteConnection(world, { tenantId: contosoId, connection, by, revokes });
  return inBin(changes.id);
}

async function inBin(id: string) {
  const stored = await readStoredConnection(world.store, contosoId, id);
  if (stored === undefined) throw new Error('It is not in the store.');
  return stored;
}

function restore(connection: Awaited<ReturnType<typeof inBin>>) {
  return restoreConnection(world, { tenantId: contosoId, connection, by });
}

describe(deleteConnection.name, () => {
  it('leaves every index of lists and of words', async () => {
    await storedInBin({ id: idOf(1) });
    const record = await world.store.read(partition, `connection:${idOf(1)}`);
    expect(record?.indexes.map(({ index }) => index)).toEqual([
      'deleted',
      'bin',
      `bin:owner:${person(1).objectId}`,
    ]);
    for (const question of [{}, { search: 'ledger' }, { sort: 'status' as const }])
      expect((await listAll(world.store, listing({ question }))).ids).toEqual([]);
  });

  it('removes the credential at once where it revokes', async () => {
    const { value } = await storedInBin({ id: idOf(1) }, true);
    expect(value).toMatchObject({ status: { state: 'notConnected' }, allowedHosts: [] });
    expect(value.account).toBeUndefined();
    const keys = await world.store.readRange(partition, { prefix: 'credential:', limit: 10 });
    expect(keys).toEqual([]);
  });
});

describe(restoreConnection.name, () => {
  it('brings back everything there was: credential, grants and place in the lists', async () => {
    const before = await storeConnection(world, { id: idOf(1), users: [person(3)] });
    const ready = await makeReady(world, before);
    await deleteConnection(world, { tenantId: contosoId, connection: ready, by });
    world.advance(1000);
    const restored = await restore(await inBin(idOf(1)));
    const changed = { changedBy: by, changedAt: '2026-01-01T08:00:01.000Z' };
    expect(restored.value).toEqual({ ...ready.value, ...changed });
    expect(await findConnection(world.store, contosoId, idOf(1))).toEqual(restored);
    expect((await listAll(world.store, listing({ question: { search: 'led' } }))).ids).toEqual([idOf(1)]);
    const credential = await openCredential(world, contosoId, restored.value);
    expect(revealed(credential)).toMatchObject({ password: 'Blue-Harbor-42' });
  });

  it('gives back not connected what was revoked', async () => {
    const restored = await restore(await storedInBin({ id: idOf(1) }, true));
    expect(restored.value.status.state).toBe('notConnected');
    await expect(openCredential(world, contosoId, restored.value)).rejects.toMatchObject({
      because: 'notConnected',
    });
  });

  it('is done once, however many ask', async () => {
    const connection = await storedInBin({ id: idOf(1) });
    await restore(connection);
    await expect(restore(connection)).rejects.toMatchObject({ code: 'changed_meanwhile' });
  });
});

describe(listDeleted.name, () => {
  const deletedAt = (days: number) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString();
  const deleted = (number: number, changes: Partial<ConnectionValue> = {}) =>
    connectionValue({ id: idOf(number), deletedAt: deletedAt(number), ...changes });

  async function idsFor(changes: Parameters<typeof listing>[0], limit = 50): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await listDeleted(world.store, { ...listing(changes), after, limit });
      ids.push(...page.items.map(({ value }) => value.id));
      if (page.next === undefined) return ids;
      after = page.next;
    }
  }

  it('shows owners theirs, those deleted last first, over all pages', async () => {
    const others = { owners: [person(2)] };
    await insertAll(world.store, [
      ...[1, 2, 3, 4].map((number) => deleted(number)),
      deleted(5, others),
      deleted(6, { owners: [group(1)] }),
      connectionValue({ id: idOf(7) }),
    ]);
    await insertAll(world.store, [deleted(8)], fabrikamId);
    const expected = [4, 3, 2, 1].map(idOf);
    expect(await idsFor({})).toEqual(expected);
    expect(await idsFor({}, 1)).toEqual(expected);
    const caller = rulesCaller(personOf(1), [group(1).objectId]);
    expect(await idsFor({ caller }, 2)).toEqual([idOf(6), ...expected]);
  });

  it.each([
    ['tenant', [2, 1]],
    ['tenantAllActions', [2, 1]],
    ['ownSiteCollections', [1]],
  ] as const)('shows a site collection administrator as far as %s reaches', async (reach, expected) => {
    const owners = [person(2)];
    await insertAll(world.store, [
      deleted(1, { owners }),
      deleted(2, { owners, homeSite: siteOf('projects', 'reader').reference }),
    ]);
    const site = siteOf('maintenance', 'siteCollectionAdministrator').standing;
    const policy = { ...listing().policy, administratorReach: reach };
    expect(await idsFor({ site, policy })).toEqual(expected.map(idOf));
  });

  it('shows nothing to who may use but not restore', async () => {
    await insertAll(world.store, [deleted(1, { owners: [person(2)] })]);
    expect(await idsFor({})).toEqual([]);
  });

  it('refuses a cursor of another list', async () => {
    const after = Buffer.from(JSON.stringify(['of a list', 0, `a\0${idOf(1)}`])).toString('base64url');
    await expect(listDeleted(world.store, { ...listing(), after })).rejects.toMatchObject({
      errors: [{ field: 'after' }],
    });
  });
});

describe(purgeDeleted.name, () => {
  const purge = () => purgeDeleted(world.store, { tenantId: contosoId, now: world.now(), limit: 10 });

  function binding(step: number, connectionId: string): BindingValue {
    const { reference } = siteOf('operations', 'reader');
    return {
      format: 1,
      site: reference,
      workflowId: 'workflow',
      stepId: `step-${step}`,
      connectionId,
      operation: 'invoke',
      stepHash: 'h'.repeat(43),
      author: person(1),
      authorIsGuest: false,
      boundAt: '2026-01-01T08:00:00.000Z',
    };
  }

  it('removes after 30 days, not before, the connection with its credential and its bindings', async () => {
    const { value } = await storedInBin({ id: idOf(1) });
    await storeConnection(world, { id: idOf(2) });
    for (let step = 0; step < 60; step += 1)
      await world.store.write(partition, [writeBinding(binding(step, idOf(1)), 'new')]);
    await world.store.write(partition, [writeBinding(binding(99, idOf(2)), 'new')]);

    world.advance(30 * day - 1);
    expect(await purge()).toEqual([]);
    expect(await findKeys('binding:')).toHaveLength(61);
    world.advance(1);
    expect(await purge()).toEqual([idOf(1)]);

    expect(await readStoredConnection(world.store, contosoId, idOf(1))).toBeUndefined();
    expect(await world.store.read(partition, credentialKey(value))).toBeUndefined();
    expect(await findKeys('binding:')).toHaveLength(1);
    expect(await findKeys('connection:')).toEqual([`connection:${idOf(2)}`]);
    expect(await purge()).toEqual([]);
  });

  it('leaves what somebody restores meanwhile, with its bindings', async () => {
    await storedInBin({ id: idOf(1) });
    await world.store.write(partition, [writeBinding(binding(1, idOf(1)), 'new')]);
    world.advance(31 * day);
    const store = { ...world.store, readIndex: world.store.readIndex.bind(world.store) };
    const restoring: typeof store = {
      ...store,
      read: world.store.read.bind(world.store),
      async write(...batch) {
        await restore(await inBin(idOf(1))).catch(() => undefined);
        return world.store.write(...batch);
      },
    };
    expect(await purgeDeleted(restoring, { tenantId: contosoId, now: world.now(), limit: 10 })).toEqual([]);
    expect(await findConnection(world.store, contosoId, idOf(1))).toBeDefined();
    expect(await findKeys('binding:')).toHaveLength(1);
  });

  async function findKeys(prefix: string): Promise<string[]> {
    return (await world.store.readRange(partition, { prefix, limit: 100 })).map(({ key }) => key);
  }
});
