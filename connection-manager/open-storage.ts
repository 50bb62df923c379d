import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { StorageConfiguration } from './configuration/configuration';
import { openSqliteStore } from './store/sqlite-store';
import type { Store } from './store/store';
import { readKeyFile } from './vault/key-file';
import type { MasterKeys } from './vault/master-keys';

export interface Storage {
  readonly store: Store;
  readonly masterKeys: MasterKeys;
}

/** The store and the master keys, opened as configured. Whoever opens closes the store. */
export async function openStorage({ databaseFile, masterKeyFile }: StorageConfiguration): Promise<Storage> {
  const databaseFolder = path.dirname(databaseFile);
  const masterKeys = await readKeyFile(masterKeyFile, { databaseFolder });
  await mkdir(databaseFolder, { recursive: true, mode: 0o700 });
  return { masterKeys, store: openSqliteStore({ file: databaseFile }) };
}
