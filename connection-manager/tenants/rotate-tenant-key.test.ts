import { personReference } from '../connections/connection-access';
import { tenantPartition } from '../connections/connection-records';
import { connectionValue, personOf, storeConnection } from '../connections/connections-under-test';
import { credentialKey, type CredentialValue } from '../connections/credential-record';
import { deleteConnection } from '../connections/delete-connection';
import { keepCredential } from '../connections/keep-credential';
import { openCredential } from '../connections/open-credential';
import { registration } from '../testing/test-directory';
import type { SealedSecret } from '../vault/sealed-secret';
import { Secret } from '../vault/secret';
import { readRotation, rotateTenantKey, settlingMs } from './rotate-tenant-key';
import { now, RotationUnderTest, tenantId, writingOtherwise } from './rotation-under-test';
import { readCurrentTenantKey, readTenantKeys } from './tenant-keys';

const by = personReference(personOf(1));

describe(rotateTenantKey.name, () => {
  let world: RotationUnderTest;

  beforeEach(async () => {
    world = await RotationUnderTest.start(registration({ tenantId }));
  });

  afterEach(() => world.close());

  const currentKey = () => readCurrentTenantKey(world.running.store, tenantId);
  const allKeys = () => readTenantKeys(world.running.store, tenantId);

  it('seals every credential under the next generation, and a running vault opens them all throughout', async () => {
    await world.connect(103);
    await world.expectAllOpen();
    const waits: number[] = [];
    const result = await world.rotate({
      async wait(milliseconds) {
        waits.push(milliseconds);
        await world.expectAllOpen();
      },
    });
    expect(result).toEqual({ generation: 2, isContinued: false, credentials: 103, unreadable: [] });
    expect(waits).toEqual([settlingMs]);
    expect(await world.generationsInUse()).toEqual([2]);
    await world.expectAllOpen();
    await world.withStorage(2, (pinned) => world.expectAllOpen(pinned));
  }, 30_000);

  it('has a running vault, which knows the old key, seal under the new one at once', async () => {
    await world.connect(1);
    await world.rotate({
      async wait() {
        await world.connectOne('con_during');
        const { value } = await world.connection('con_during');
        const key = credentialKey(value);
        const record = await world.running.store.read<CredentialValue>(tenantPartition(tenantId), key);
        const header = (await currentKey())?.value.header;
        expect(header?.generation).toBe(2);
        const sealed = Object.values<SealedSecret>(record?.value.fields ?? {});
        expect(sealed.map(({ keyId }) => keyId)).toEqual([header?.keyId, header?.keyId]);
      },
    });
  });

  it('seals anew what was sealed under the old key and written after the new one was there', async () => {
    await world.connect(2);
    const [late] = await world.credentials();
    if (late === undefined) throw new Error('There is no credential.');
    await world.rotate({
      async wait() {
        const [written] = await world.credentials();
        const etag = written?.etag ?? '';
        const { key, value } = late;
        await world.running.store.write(tenantPartition(tenantId), [{ kind: 'replace', key, value, etag }]);
        expect(await world.generationsInUse()).toEqual([1, 2]);
      },
    });
    expect(await world.generationsInUse()).toEqual([2]);
    await world.expectAllOpen();
  });

  it('lets credentials be kept, replaced and deleted meanwhile, and loses none', async () => {
    await world.connect(6);
    const met = new Set<string>();
    await world.withStorage(1, async (storage) => {
      // Between reading a credential and writing it, somebody else is always first.
      const store = writingOtherwise(storage.store, async (partition, changes) => {
        const [change] = changes;
        if (change?.kind === 'replace' && !met.has(change.key)) {
          met.add(change.key);
          await interfere(change.key);
        }
        return await storage.store.write(partition, changes);
      });
      const wait = async () => expect(await world.generationsInUse()).toEqual([2]);
      const result = await rotateTenantKey({ ...storage, store, wait }, tenantId);
      expect(result).toMatchObject({ credentials: 6, unreadable: [] });
    });
    expect(met.size).toBe(6);
    expect(await world.credentials()).toHaveLength(6);
    expect(await world.generationsInUse()).toEqual([2]);
    await world.expectAllOpen();
  });

  /** What another request may do to a credential: delete its connection, write it once more, or replace it. */
  async function interfere(key: string): Promise<void> {
    const connection = await world.connection(key.split(':')[1] ?? '');
    switch (connection.value.id) {
      case 'con_1':
        return deleteConnection({ ...world.running, now }, { tenantId, connection, by });
      case 'con_2': {
        const { value, etag } = (await world.running.store.read(tenantPartition(tenantId), key)) ?? {};
        const change = { kind: 'replace', key, value: Object(value), etag: etag ?? '' } as const;
        return void (await world.running.store.write(tenantPartition(tenantId), [change]));
      }
      case 'con_3':
        return undefined;
      default:
        return world.connectAgain(connection);
    }
  }

  it('names credentials that open under no key, and seals the others anew', async () => {
    await world.connect(3);
    const value = connectionValue({ id: 'con_1', secretVersion: 7 });
    const { etag } = await world.connection('con_1');
    await world.running.store.write(tenantPartition(tenantId), [
      { kind: 'replace', key: 'connection:con_1', value, etag },
    ]);
    expect(await world.rotate()).toMatchObject({ credentials: 3, unreadable: ['con_1'] });
    expect(await world.generationsInUse()).toEqual([1, 2]);
    expect(await world.passwordOf('con_0')).toBe('password of con_0');
    expect(await world.passwordOf('con_2')).toBe('password of con_2');
  });

  it('seals the credential of a deleted connection anew too, since it may be restored', async () => {
    await world.connect(1);
    const connection = await world.connection('con_0');
    await deleteConnection({ ...world.running, now }, { tenantId, connection, by });
    await world.rotate();
    expect(await world.generationsInUse()).toEqual([2]);
    await world.withStorage(2, (pinned) => world.expectAllOpen(pinned));
  });

  it('seals every kind of credential anew and changes nothing else of it', async () => {
    const connection = await storeConnection(world.running, { id: 'con_key' });
    const credential = { kind: 'apiKey', key: Secret.of('Green-Meadow-7') } as const;
    const kept = { tenantId, connection, credential, account: undefined, allowedHosts: ['a.example'], by };
    await keepCredential({ ...world.running, now }, kept);
    const [before] = await world.credentials();
    await world.rotate();
    const [after] = await world.credentials();
    expect(await world.generationsInUse()).toEqual([2]);
    expect({ ...after?.value, fields: {} }).toEqual({ ...before?.value, fields: {} });
    const opened = await openCredential(world.running, tenantId, (await world.connection('con_key')).value);
    expect(opened.kind === 'apiKey' && opened.key.reveal()).toBe('Green-Meadow-7');
  });

  it('makes no key on top of one that does not open', async () => {
    const current = await currentKey();
    if (current === undefined) throw new Error('There is no key.');
    const { key, etag, indexes, value } = current;
    const forged = { ...value, header: { ...value.header, generation: 41 } };
    await world.running.store.write('tenants', [{ kind: 'replace', key, value: forged, etag, indexes }]);
    await expect(world.rotate()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await allKeys()).toHaveLength(1);
  });

  it('makes no key on top of a generation that the configuration refuses', async () => {
    await world.withStorage(2, async (storage) => {
      const refused = rotateTenantKey({ ...storage, wait: async () => undefined }, tenantId);
      await expect(refused).rejects.toMatchObject({ code: 'unknown_key' });
    });
    expect(await allKeys()).toHaveLength(1);
  });

  it('does not take a tenant key that is gone for the damage of single credentials', async () => {
    await world.connect(2);
    const first = await currentKey();
    if (first === undefined) throw new Error('There is no key.');
    const { key, value, indexes } = first;
    const onBegun = () => void world.running.store.take('tenants', key);
    await expect(world.rotate({ onBegun })).rejects.toMatchObject({ code: 'unknown_key' });
    expect((await readRotation(world.running.store, tenantId))?.value).toMatchObject({ generation: 2 });
    await world.running.store.write('tenants', [{ kind: 'insert', key, value, indexes }]);
    const result = await world.rotate();
    expect(result).toEqual({ generation: 2, isContinued: true, credentials: 2, unreadable: [] });
    await world.expectAllOpen();
  });
});
