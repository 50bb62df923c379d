import type { ConnectionChanges } from '../../src/contract/connection';
import type { Store } from '../store/store';
import { personReference } from './connection-access';
import type { StoredConnection } from './connection-record';
import { findConnection, tenantPartition } from './connection-records';
import {
  contosoId,
  makeReady,
  makeReadyWithKey,
  personOf,
  storeConnection,
  useConnections,
  withApiKey,
} from './connections-under-test';
import { credentialKey } from './credential-record';
import { revealed } from './credential-under-test';
import { openCredential } from './open-credential';
import { updateConnection } from './update-connection';

const world = useConnections();
const by = personReference(personOf(2));

function update(connection: StoredConnection, changes: ConnectionChanges): Promise<StoredConnection> {
  return updateConnection(world, { tenantId: contosoId, connection, changes, by });
}

function credentialRecords(store: Store) {
  return store.readRange(tenantPartition(contosoId), { prefix: 'credential:', limit: 10 });
}

describe(updateConnection.name, () => {
  it('renames and keeps the credential', async () => {
    const before = await makeReady(world, await storeConnection(world));
    world.advance(1000);
    const after = await update(before, { name: ' Ledger of Köln ' });
    expect(after.value).toEqual({
      ...before.value,
      name: 'Ledger of Köln',
      changedBy: by,
      changedAt: '2026-01-01T08:00:01.000Z',
    });
    expect(revealed(await openCredential(world, contosoId, after.value))).toMatchObject({
      password: 'Blue-Harbor-42',
    });
  });

  it('keeps the credential where only the test path changes', async () => {
    const after = await update(await makeReady(world, await storeConnection(world)), {
      settings: { baseUrl: 'https://ledger.example.com', testPath: '/whoami' },
    });
    expect(after.value).toMatchObject({ status: { state: 'ready' }, settings: { testPath: '/whoami' } });
    expect(revealed(await openCredential(world, contosoId, after.value))).toMatchObject({
      username: 'workflow',
    });
  });

  it.each([
    ['another header', { headerName: 'X-Other-Key' }],
    ['another word before the key', { scheme: 'Bearer' }],
  ])('clears an API key for %s: it was tried with the one before', async (_, changed) => {
    const before = await makeReadyWithKey(world, await storeConnection(world, withApiKey));
    const after = await update(before, { settings: { ...before.value.settings, ...changed } });
    expect(after.value).toMatchObject({ status: { state: 'notConnected' }, allowedHosts: [] });
    expect(await credentialRecords(world.store)).toEqual([]);
  });

  it.each([
    ['another host', 'https://evil.example.com'],
    ['another port', 'https://ledger.example.com:8443'],
    ['a host that only begins like it', 'https://ledger.example.com.evil.example'],
    ['another base address at the same host', 'https://ledger.example.com/other'],
  ])('clears the credential for %s, in the same step (S29)', async (_, baseUrl) => {
    const before = await makeReady(world, await storeConnection(world));
    world.advance(1000);
    const after = await update(before, { settings: { baseUrl } });
    expect(after.value).toMatchObject({
      status: { state: 'notConnected', since: '2026-01-01T08:00:01.000Z' },
      allowedHosts: [],
      secretVersion: 1,
    });
    expect(after.value).not.toHaveProperty('account');
    expect(await credentialRecords(world.store)).toEqual([]);
    await expect(openCredential(world, contosoId, after.value)).rejects.toMatchObject({
      code: 'connection_not_ready',
    });
  });

  it('does not take another spelling of the same address for a move', async () => {
    const before = await makeReady(world, await storeConnection(world));
    const after = await update(before, { settings: { baseUrl: 'https://LEDGER.example.com:443/' } });
    expect(after).toEqual(before);
  });

  it('counts credentials on after a move, so that no version comes twice', async () => {
    const moved = await update(await makeReady(world, await storeConnection(world)), {
      settings: { baseUrl: 'https://other.example.com' },
    });
    const again = await makeReady(world, moved, 'another');
    expect(again.value).toMatchObject({ status: { state: 'ready' }, secretVersion: 2 });
    expect((await credentialRecords(world.store)).map(({ key }) => key)).toEqual([
      credentialKey(again.value),
    ]);
  });

  it('refuses a name or setting with every mistake, and changes nothing', async () => {
    const before = await makeReady(world, await storeConnection(world));
    const wrong = update(before, { name: '', settings: { testPath: 'x' } });
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ field: 'name' }, { field: 'settings.baseUrl' }, { field: 'settings.testPath' }],
    });
    expect(await findConnection(world.store, contosoId, before.value.id)).toEqual(before);
  });

  it('refuses whoever read it before somebody else changed it', async () => {
    const before = await makeReady(world, await storeConnection(world));
    await update(before, { name: 'First' });
    await expect(update(before, { name: 'Second' })).rejects.toMatchObject({ code: 'changed_meanwhile' });
    await expect(update(before, { settings: { baseUrl: 'https://b.example.com' } })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    });
    expect(await credentialRecords(world.store)).toHaveLength(1);
  });
});
