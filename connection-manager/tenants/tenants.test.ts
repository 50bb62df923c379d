import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type SqliteStore } from '../store/sqlite-store';
import { registration, tenantId } from '../testing/test-directory';
import { addMasterKey, createKeyFile, readKeyFile } from '../vault/key-file';
import { Secret } from '../vault/secret';
import { createVault } from '../vault/vault';
import { rewrapTenantKeys } from './rewrap-tenant-keys';
import { readCurrentTenantKey, tenantKeyRecords } from './tenant-keys';
import { tenantRegistrationSchema } from './tenant-registration';
import { addTenant, Tenants } from './tenants';

const otherId = '99999999-9999-4999-8999-999999999999';

describe('tenants', () => {
  let folder: string;
  let store: SqliteStore;
  let clock: number;
  let unreadable: string[];
  let tenants: Tenants;
  const keyFile = () => join(folder, 'master.key');
  const masterKeys = () => readKeyFile(keyFile(), { databaseFolder: join(folder, 'data') });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenants-'));
    await createKeyFile(keyFile());
    store = openSqliteStore({ file: join(folder, 'store.db') });
    clock = Date.parse('2026-05-01T10:00:00Z');
    unreadable = [];
    tenants = new Tenants({ store, now: () => new Date(clock), onUnreadable: (id) => unreadable.push(id) });
  });

  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  async function add(changes: Parameters<typeof registration>[0] = {}) {
    return await addTenant({ store, masterKeys: await masterKeys() }, registration(changes));
  }

  describe(addTenant.name, () => {
    it('registers a tenant with its first key, once', async () => {
      await expect(add()).resolves.toEqual({ kind: 'added', keyCreated: true });
      await expect(add()).resolves.toEqual({ kind: 'unchanged', keyCreated: false });
      await expect(add({ displayName: 'Contoso Ltd' })).resolves.toEqual({
        kind: 'changed',
        keyCreated: false,
      });
      await expect(tenants.find(tenantId)).resolves.toEqual(registration({ displayName: 'Contoso Ltd' }));
    });

    it('makes one key when many register the same tenant at once', async () => {
      const results = await Promise.all(Array.from({ length: 10 }, () => add()));
      expect(results.filter((result) => result.kind !== 'hostTaken' && result.keyCreated)).toHaveLength(1);
      await expect(tenantKeyRecords(store).current(tenantId)).resolves.toMatchObject({
        header: { generation: 1, tenantId },
      });
    });

    it('refuses a SharePoint host of another tenant', async () => {
      await add();
      await expect(add({ tenantId: otherId })).resolves.toEqual({ kind: 'hostTaken' });
      await expect(tenants.find(otherId)).resolves.toBeUndefined();
    });

    it('gives the vault what it seals with', async () => {
      await add();
      const vault = createVault({
        masterKeys: await masterKeys(),
        tenantKeys: tenantKeyRecords(store),
        now: () => new Date(clock),
        lowestGeneration: () => 1,
      });
      const context = {
        tenantId,
        connectionId: 'con_1',
        field: 'password',
        secretVersion: 1,
        connectorId: 'c',
        authMethod: 'm',
        hosts: { settings: {}, allowedHosts: [] },
      };
      const sealed = await vault.seal(Secret.of('hush'), context);
      await addMasterKey(keyFile());
      await expect(rewrapTenantKeys({ store, masterKeys: await masterKeys() }, tenantId)).resolves.toEqual({
        rewrapped: 1,
        unchanged: 0,
      });
      await expect(rewrapTenantKeys({ store, masterKeys: await masterKeys() }, tenantId)).resolves.toEqual({
        rewrapped: 0,
        unchanged: 1,
      });
      const header = (await readCurrentTenantKey(store, tenantId))?.value.header;
      expect(header?.masterKeyId).toBe((await masterKeys()).current.keyId);
      expect((await vault.open(sealed, context)).reveal()).toBe('hush');
    });
  });

  describe(Tenants.name, () => {
    it('sees a tenant that was added meanwhile after 10 s', async () => {
      await expect(tenants.find(tenantId)).resolves.toBeUndefined();
      await add();
      clock += 9999;
      await expect(tenants.find(tenantId)).resolves.toBeUndefined();
      clock += 1;
      await expect(tenants.find(tenantId)).resolves.toEqual(registration());
      await expect(tenants.list()).resolves.toEqual([registration()]);
    });

    it('takes a registration it cannot read for none, and keeps the others', async () => {
      await add();
      const indexes = [{ index: 'registrations', order: otherId }];
      const value = { format: 1, registration: { ...registration(), engines: 'all' } };
      await store.write('tenants', [{ kind: 'insert', key: otherId, value, indexes }]);
      await expect(tenants.list()).resolves.toEqual([registration()]);
      expect(unreadable).toEqual([otherId]);
    });

    it('reads more tenants than one page holds', async () => {
      const ids = Array.from(
        { length: 205 },
        (_item, index) => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
      );
      for (const id of ids) await add({ tenantId: id, sharePointHosts: [`t${id}.example`] });
      expect((await tenants.list()).map((tenant) => tenant.tenantId)).toEqual(ids);
    });
  });
});

describe('tenantRegistrationSchema', () => {
  it('writes ids in lower case', () => {
    const upper = { ...registration(), engines: ['AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA'] };
    expect(tenantRegistrationSchema.parse(upper).engines).toEqual(['aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa']);
  });

  it.each([
    [{ directory: { authority: 'https://login.microsoftonline.com/common' } }],
    [{ directory: { authority: `http://login.example/${tenantId}` } }],
    [{ sharePointHosts: [] }],
    [{ sharePointHosts: ['https://contoso.sharepoint.com'] }],
    [{ sharePointHosts: ['Contoso.sharepoint.com'] }],
    [{ application: { id: 'x', clientSecretFile: '/secret' } }],
    [{ application: { id: tenantId, clientSecretFile: 'secret' } }],
    [{ application: { id: tenantId, clientSecretFile: '/secret', secret: 'typed here' } }],
    [{ allowedClients: {} }],
    // It is pinned in the configuration, where who writes the store cannot reach it (S16).
    [{ lowestKeyGeneration: 1 }],
    [{ surprise: true }],
  ])('refuses %j', (changes) => {
    expect(tenantRegistrationSchema.safeParse({ ...registration(), ...changes }).success).toBe(false);
  });
});
