import { StoreConflict, type Store } from '../store/store';
import { personReference } from './connection-access';
import { findConnection, readStoredConnection, tenantPartition } from './connection-records';
import {
  contosoId,
  makeReady,
  makeReadyWithKey,
  personOf,
  storeConnection,
  useConnections,
  withApiKey,
} from './connections-under-test';
import type { StoredConnection } from './connection-record';
import { credentialKey, readCredential } from './credential-record';
import { credentialOf, revealed } from './credential-under-test';
import { deleteConnection } from './delete-connection';
import { keepCredential } from './keep-credential';
import { openCredential } from './open-credential';

const world = useConnections();
const by = personReference(personOf(2));

function credentialRecords(store: Store) {
  return store.readRange(tenantPartition(contosoId), { prefix: 'credential:', limit: 10 });
}

/** The store, in which the connection's credential is written anew just before each of the first writes. */
function movingCredential(connection: StoredConnection, times: number) {
  const { store } = world;
  const partition = tenantPartition(contosoId);
  let moved = 0;
  let writes = 0;
  const write: Store['write'] = async (to, changes) => {
    writes += 1;
    const record = await readCredential(store, contosoId, connection.value);
    if (moved < times && record !== undefined) {
      moved += 1;
      const { key, value, etag, indexes } = record;
      await store.write(partition, [{ kind: 'replace', key, value, etag, indexes }]);
    }
    return store.write(to, changes);
  };
  const read: Store['read'] = (from, key) => store.read(from, key);
  return { store: { read, write }, moved: () => moved, writes: () => writes };
}

function replacing(connection: StoredConnection) {
  const credential = credentialOf('workflow', 'Quiet-Meadow-17');
  const allowedHosts = ['ledger.example.com'];
  return { tenantId: contosoId, connection, credential, account: 'workflow', allowedHosts, by };
}

describe(keepCredential.name, () => {
  it('makes the connection ready and replaces the credential it had', async () => {
    const first = await makeReady(world, await storeConnection(world));
    const second = await makeReady(world, first, 'Quiet-Meadow-17');
    expect(second.value).toMatchObject({
      status: { state: 'ready' },
      account: 'workflow',
      secretVersion: 2,
      allowedHosts: ['ledger.example.com'],
    });
    expect((await credentialRecords(world.store)).map(({ key }) => key)).toEqual([
      credentialKey(second.value),
    ]);
    const opened = await openCredential(world, contosoId, second.value);
    expect(revealed(opened)).toEqual({ username: 'workflow', password: 'Quiet-Meadow-17' });
  });

  it('keeps an API key, and no account where none is named', async () => {
    const connection = await storeConnection(world, { ...withApiKey, account: 'the one before' });
    const { value } = await makeReadyWithKey(world, connection);
    expect(value).toMatchObject({ status: { state: 'ready' }, secretVersion: 1 });
    expect(value).not.toHaveProperty('account');
    const [record] = await credentialRecords(world.store);
    expect(record?.value).toMatchObject({ kind: 'apiKey', fields: { key: expect.anything() } });
    const opened = await openCredential(world, contosoId, value);
    expect([opened.kind, revealed(opened)]).toEqual(['apiKey', { key: 'Amber-Meadow-93' }]);
  });

  it('lets one of two who connect at once succeed', async () => {
    const connection = await storeConnection(world);
    const outcomes = await Promise.allSettled([
      makeReady(world, connection, 'one'),
      makeReady(world, connection, 'two'),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'changed_meanwhile' },
    });
    expect(await credentialRecords(world.store)).toHaveLength(1);
  });

  it('replaces a credential that a key rotation sealed anew just before', async () => {
    const connection = await makeReady(world, await storeConnection(world));
    const moving = movingCredential(connection, 2);
    const { value } = await keepCredential({ ...world, store: moving.store }, replacing(connection));
    expect(moving.moved()).toBe(2);
    expect((await credentialRecords(world.store)).map(({ key }) => key)).toEqual([credentialKey(value)]);
    const opened = await openCredential(world, contosoId, value);
    expect(revealed(opened)).toEqual({ username: 'workflow', password: 'Quiet-Meadow-17' });
  });

  it('gives up, and keeps what there is, where the credential moves each time', async () => {
    const connection = await makeReady(world, await storeConnection(world));
    const moving = movingCredential(connection, 100);
    const kept = keepCredential({ ...world, store: moving.store }, replacing(connection));
    await expect(kept).rejects.toMatchObject({ code: 'changed_meanwhile' });
    expect(moving.moved()).toBe(3);
    expect(await findConnection(world.store, contosoId, connection.value.id)).toEqual(connection);
  });

  it('keeps nothing for a connection that was deleted', async () => {
    const connection = await storeConnection(world);
    await deleteConnection(world, { tenantId: contosoId, connection, by });
    await expect(makeReady(world, connection)).rejects.toMatchObject({ code: 'changed_meanwhile' });
    const deleted = await readStoredConnection(world.store, contosoId, connection.value.id);
    if (deleted === undefined) throw new Error('The deleted connection is gone.');
    await expect(makeReady(world, deleted)).rejects.toMatchObject({ code: 'connection_not_found' });
    expect(await credentialRecords(world.store)).toEqual([]);
  });

  it('keeps nothing where a change alongside conflicts, and says which', async () => {
    const connection = await storeConnection(world);
    const counted = movingCredential(connection, 0);
    const kept = keepCredential(
      { ...world, store: counted.store },
      {
        tenantId: contosoId,
        connection,
        credential: credentialOf('workflow', 'secret'),
        account: 'workflow',
        allowedHosts: ['ledger.example.com'],
        by,
        alongside: [{ kind: 'check', key: 'flow:1', etag: 'gone' }],
      },
    );
    await expect(kept).rejects.toBeInstanceOf(StoreConflict);
    expect(counted.writes()).toBe(1);
    expect(await findConnection(world.store, contosoId, connection.value.id)).toEqual(connection);
    expect(await credentialRecords(world.store)).toEqual([]);
  });

  it('seals nothing for a tenant without a key', async () => {
    const connection = await storeConnection(world);
    const credential = credentialOf('workflow', 'secret');
    const kept = {
      tenantId: 'a tenant without a key',
      connection,
      credential,
      account: 'workflow',
      allowedHosts: [],
      by,
    };
    await expect(keepCredential(world, kept)).rejects.toMatchObject({ code: 'vault_unavailable' });
  });
});
