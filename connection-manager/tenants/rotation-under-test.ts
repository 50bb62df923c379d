import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredConnection } from '../connections/connection-record';
import { readStoredConnection, tenantPartition } from '../connections/connection-records';
import { contosoId, makeReady, storeConnection } from '../connections/connections-under-test';
import type { CredentialValue } from '../connections/credential-record';
import { openCredential } from '../connections/open-credential';
import { openStorage, type Storage } from '../open-storage';
import { StoreUnavailable, type Store, type StoredRecord } from '../store/store';
import { createKeyFile } from '../vault/key-file';
import type { SealedSecret } from '../vault/sealed-secret';
import { rotateTenantKey, type RotationDependencies, type RotationResult } from './rotate-tenant-key';
import { readTenantKeys } from './tenant-keys';
import type { TenantRegistration } from './tenant-registration';
import { addTenant } from './tenants';

export const tenantId = contosoId;

export const now = () => new Date('2026-05-01T10:00:00Z');

/** A tenant with connections in a real store, and a connection manager that runs while its key is rotated. */
export class RotationUnderTest {
  readonly #folder: string;
  readonly #ids: string[] = [];
  /** What the running connection manager has open: it was there before the rotation and knows the old key. */
  readonly running: Storage;

  private constructor(folder: string, running: Storage) {
    this.#folder = folder;
    this.running = running;
  }

  static async start(registration: TenantRegistration): Promise<RotationUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'rotation-'));
    await createKeyFile(join(folder, 'master.key'));
    const running = await openIn(folder, 1);
    await addTenant(running, registration);
    return new RotationUnderTest(folder, running);
  }

  async close(): Promise<void> {
    await this.running.store.close();
    await rm(this.#folder, { recursive: true });
  }

  /** Opens the storage as another process would, with the lowest generation pinned. */
  async withStorage<Result>(lowest: number, work: (storage: Storage) => Promise<Result>): Promise<Result> {
    const storage = await openIn(this.#folder, lowest);
    try {
      return await work(storage);
    } finally {
      await storage.store.close();
    }
  }

  rotate(changes: Partial<RotationDependencies> = {}): Promise<RotationResult> {
    return this.withStorage(1, (storage) =>
      rotateTenantKey({ ...storage, wait: async () => undefined, ...changes }, tenantId),
    );
  }

  /** Rotates, and is stopped at write number `count`. */
  rotateUntilWrite(count: number): Promise<RotationResult> {
    return this.withStorage(1, ({ store, ...storage }) => {
      const stopped = { ...storage, store: stoppedAtWrite(store, count) };
      return rotateTenantKey({ ...stopped, wait: async () => undefined }, tenantId);
    });
  }

  /** Connections `con_0` to `con_<count - 1>`, each with a password of its own. */
  async connect(count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) await this.connectOne(`con_${number}`);
  }

  async connectOne(id: string): Promise<void> {
    this.#ids.push(id);
    await this.connectAgain(await storeConnection(this.running, { id }));
  }

  async connectAgain(connection: StoredConnection): Promise<void> {
    await makeReady({ ...this.running, now }, connection, `password of ${connection.value.id}`);
  }

  async connection(id: string): Promise<StoredConnection> {
    const connection = await readStoredConnection(this.running.store, tenantId, id);
    if (connection === undefined) throw new Error(`There is no ${id}.`);
    return connection;
  }

  async passwordOf(id: string, storage = this.running): Promise<string> {
    const { value } = await this.connection(id);
    const credential = await openCredential(storage, tenantId, value);
    return credential.kind === 'usernamePassword' ? credential.password.reveal() : '';
  }

  async expectAllOpen(storage = this.running): Promise<void> {
    for (const id of this.#ids) expect(await this.passwordOf(id, storage)).toBe(`password of ${id}`);
  }

  credentials(): Promise<readonly StoredRecord<CredentialValue>[]> {
    const range = { prefix: 'credential:', limit: 1000 };
    return this.running.store.readRange<CredentialValue>(tenantPartition(tenantId), range);
  }

  /** The generations that credentials are sealed under now. */
  async generationsInUse(): Promise<number[]> {
    const keys = await readTenantKeys(this.running.store, tenantId);
    const generations = new Map(keys.map(({ value: { header } }) => [header.keyId, header.generation]));
    const sealed = (await this.credentials()).flatMap(({ value }) =>
      Object.values<SealedSecret>(value.fields),
    );
    return [...new Set(sealed.map(({ keyId }) => generations.get(keyId) ?? 0))].sort();
  }
}

function openIn(folder: string, lowest: number): Promise<Storage> {
  const databaseFile = join(folder, 'data', 'store.db');
  const masterKeyFile = join(folder, 'master.key');
  const lowestKeyGenerations = new Map([[tenantId, lowest]]);
  const configuration = { databaseFile, masterKeyFile, lowestKeyGenerations };
  return openStorage(configuration, { now, onUnreadable: () => undefined });
}

/** The store, with another way to write. */
export function writingOtherwise(store: Store, write: Store['write']): Store {
  return {
    read: (partition, key) => store.read(partition, key),
    readRange: (partition, range) => store.readRange(partition, range),
    readIndex: (partition, index, range) => store.readIndex(partition, index, range),
    take: (partition, key) => store.take(partition, key),
    probe: () => store.probe(),
    close: () => store.close(),
    write,
  };
}

function stoppedAtWrite(store: Store, count: number): Store {
  let writes = 0;
  return writingOtherwise(store, async (partition, changes) => {
    writes += 1;
    if (writes === count) throw new StoreUnavailable('Stopped.');
    return await store.write(partition, changes);
  });
}
