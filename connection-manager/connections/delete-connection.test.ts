import { personReference } from './connection-access';
import { findConnection, readStoredConnection, tenantPartition } from './connection-records';
import { contosoId, makeReady, personOf, storeConnection, useConnections } from './connections-under-test';
import { readCredential } from './credential-record';
import { deleteConnection } from './delete-connection';
import { updateConnection } from './update-connection';

const world = useConnections();
const partition = tenantPartition(contosoId);
const by = personReference(personOf(2));

describe(deleteConnection.name, () => {
  it('hides the connection at once, from lists too, and keeps what a bin needs', async () => {
    const connection = await makeReady(world, await storeConnection(world));
    world.advance(1000);
    await deleteConnection(world, { tenantId: contosoId, connection, by });
    expect(await findConnection(world.store, contosoId, connection.value.id)).toBeUndefined();
    expect(await world.store.readIndex(partition, 'all', { limit: 10 })).toEqual([]);
    const kept = await readStoredConnection(world.store, contosoId, connection.value.id);
    expect(kept?.value).toMatchObject({
      deletedAt: '2026-01-01T08:00:01.000Z',
      changedBy: by,
      status: { state: 'ready' },
    });
    const credential = await readCredential(world.store, contosoId, connection.value);
    expect(credential?.value).toMatchObject({ connectionId: connection.value.id, secretVersion: 1 });
  });

  it('refuses whoever read it before somebody else changed it', async () => {
    const connection = await makeReady(world, await storeConnection(world));
    await updateConnection(world, { tenantId: contosoId, connection, changes: { name: 'Renamed' }, by });
    const deletion = deleteConnection(world, { tenantId: contosoId, connection, by });
    await expect(deletion).rejects.toMatchObject({ code: 'changed_meanwhile' });
  });
});
