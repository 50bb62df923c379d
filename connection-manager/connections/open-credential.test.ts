import { tenantPartition } from './connection-records';
import {
  contosoId,
  makeReady,
  makeReadyWithKey,
  storeConnection,
  useConnections,
  withApiKey,
} from './connections-under-test';
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

  it.each([
    ['its hosts were changed', { allowedHosts: ['ledger.example.com', 'evil.example.com'] }],
    [
      'its address was changed',
      { settings: { ...withApiKey.settings, baseUrl: 'https://evil.example.com' } },
    ],
    ['its header was changed', { settings: { ...withApiKey.settings, headerName: 'X-Logged' } }],
    ['the word before it was changed', { settings: { ...withApiKey.settings, scheme: 'Bearer' } }],
    ['its connector was changed', { connectorId: 'sendgrid' }],
    ['its auth method was changed', { authMethodId: 'another' }],
    ['its secret version was changed', { secretVersion: 2 }],
  ])('does not open an API key where %s in the store (S13)', async (_, changes) => {
    const { value } = await makeReadyWithKey(world, await storeConnection(world, withApiKey));
    const record = await readCredential(world.store, contosoId, value);
    const changed = { ...value, ...changes };
    if (changed.secretVersion !== value.secretVersion)
      await world.store.write(partition, [
        { kind: 'insert', key: credentialKey(changed), value: record?.value ?? {} },
      ]);
    await expect(openCredential(world, contosoId, changed)).rejects.toMatchObject({
      code: 'connection_not_ready',
      because: 'invalid',
    });
  });

  it('does not take a password for an API key, whatever the record calls itself', async () => {
    const { value } = await makeReady(world, await storeConnection(world));
    const record = await readCredential(world.store, contosoId, value);
    if (record?.value.kind !== 'usernamePassword') throw new Error('There is no credential.');
    const { username, password } = record.value.fields;
    let { etag } = record;
    for (const forged of [
      { kind: 'apiKey', fields: { key: password } },
      { kind: 'apiKey', fields: { username, password } },
      { kind: 'another', fields: { username, password } },
    ]) {
      const change = {
        kind: 'replace',
        key: record.key,
        etag,
        value: { ...record.value, ...forged },
      } as const;
      [etag = ''] = await world.store.write(partition, [change]);
      await expect(openCredential(world, contosoId, value)).rejects.toMatchObject({ because: 'invalid' });
    }
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
    if (record.value.kind !== 'usernamePassword') throw new Error('It is of another kind.');
    const { username, password } = record.value.fields;
    const swapped = { ...record.value, fields: { username: password, password: username } };
    await world.store.write(partition, [
      { kind: 'replace', key: record.key, etag: record.etag, value: swapped },
    ]);
    await expect(openCredential(world, contosoId, value)).rejects.toMatchObject({ because: 'invalid' });
  });
});
