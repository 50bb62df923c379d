import { tenantPartition } from './connection-records';
import { contosoId, makeReady, storeConnection, useConnections } from './connections-under-test';
import { credentialKey, readCredential } from './credential-record';
import { openCredential } from './open-credential';

const world = useConnections();
const partition = tenantPartition(contosoId);

describe(openCredential.name, () => {
  it.each([
    ['its hosts were changed in the store', { allowedHosts: ['ledger.example.com', 'evil.example.com'] }],
    [
      'its address was changed in the store',
      { settings: { baseUrl: 'https://evil.example.com', testPath: '/' } },
    ],
    ['its auth method was changed in the store', { authMethodId: 'another' }],
  ])('does not open where %s (S13)', async (_, changes) => {
    const { value } = await makeReady(world, await storeConnection(world));
    await expect(openCredential(world, contosoId, { ...value, ...changes })).rejects.toMatchObject({
      code: 'connection_not_ready',
      because: 'invalid',
    });
  });

  it('does not open the credential of another connection under this one’s name', async () => {
    const { value } = await makeReady(world, await storeConnection(world));
    const record = await readCredential(world.store, contosoId, value);
    const other = { ...value, id: 'con_11111111111111111111111111' };
    await world.store.write(partition, [
      { kind: 'insert', key: credentialKey(other), value: record?.value ?? {} },
    ]);
    await expect(openCredential(world, contosoId, other)).rejects.toMatchObject({ because: 'invalid' });
  });

  it('does not take the username for the password', async () => {
    const { value } = await makeReady(world, await storeConnection(world));
    const record = await readCredential(world.store, contosoId, value);
    if (record === undefined) throw new Error('There is no credential.');
    const { username, password } = record.value.fields;
    const swapped = { ...record.value, fields: { username: password, password: username } };
    await world.store.write(partition, [
      { kind: 'replace', key: record.key, etag: record.etag, value: swapped },
    ]);
    await expect(openCredential(world, contosoId, value)).rejects.toMatchObject({ because: 'invalid' });
  });
});
