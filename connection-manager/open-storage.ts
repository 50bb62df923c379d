import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { StorageConfiguration } from './configuration/configuration';
import { openSqliteStore, type UnreadableRecord } from './store/sqlite-store';
import type { Store } from './store/store';
import { tenantKeyRecords } from './tenants/tenant-keys';
import { readKeyFile } from './vault/key-file';
import type { MasterKeys } from './vault/master-keys';
import { createVault, type Vault } from './vault/vault';

export interface Storage {
  readonly store: Store;
  readonly masterKeys: MasterKeys;
  readonly vault: Vault;
  /** The lowest generation of the tenant's key that the configuration still accepts (S16). */
  readonly lowestGeneration: (tenantId: string) => number;
}

export interface StorageOptions {
  readonly now: () => Date;
  /** Told of each record that a list left out because it is damaged. */
  readonly onUnreadable: (record: UnreadableRecord) => void;
}

/** Store, master keys and vault, opened as configured. Whoever opens closes the store. */
export async function openStorage(
  { databaseFile, masterKeyFile, lowestKeyGenerations }: StorageConfiguration,
  { now, onUnreadable }: StorageOptions,
): Promise<Storage> {
  const databaseFolder = path.dirname(databaseFile);
  const masterKeys = await readKeyFile(masterKeyFile, { databaseFolder });
  await mkdir(databaseFolder, { recursive: true, mode: 0o700 });
  const store = openSqliteStore({ file: databaseFile, onUnreadable });
  const lowestGeneration = (tenantId: string) => lowestKeyGenerations.get(tenantId) ?? 1;
  const vault = createVault({ masterKeys, tenantKeys: tenantKeyRecords(store), now, lowestGeneration });
  return { store, masterKeys, vault, lowestGeneration };
}
