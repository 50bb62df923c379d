import path from 'node:path';
import { readStorageConfiguration } from '../configuration/configuration';
import { readTenantIds } from '../tenants/tenants';
import { rewrapTenantKeys } from '../tenants/rewrap-tenant-keys';
import { addMasterKey, createKeyFile } from '../vault/key-file';
import { VaultError } from '../vault/vault-error';
import { requireConfiguration, withStorage } from './storage';
import { CommandFailure, type Terminal } from './terminal';

export async function createKey(file: string, { write }: Terminal): Promise<void> {
  const keyId = await createKeyFile(path.resolve(file));
  write(
    `Made ${file} with the master key ${keyId}. Keep a copy elsewhere: without it no credential can be opened.`,
  );
}

export async function addKey({ environment, write }: Terminal): Promise<void> {
  const { masterKeyFile } = requireConfiguration(readStorageConfiguration(environment));
  const keyId = await addMasterKey(masterKeyFile);
  write(`Added the master key ${keyId}. Run "key rotate" next.`);
}

export async function rotateKeys(terminal: Terminal): Promise<void> {
  await withStorage(terminal, async ({ store, masterKeys }) => {
    const failed: string[] = [];
    for (const tenantId of await readTenantIds(store)) {
      try {
        const { rewrapped, unchanged } = await rewrapTenantKeys({ store, masterKeys }, tenantId);
        terminal.write(`${tenantId}: ${rewrapped} wrapped again, ${unchanged} were already.`);
      } catch (error) {
        // One tenant's damaged key must not keep the others on the old master key.
        if (!(error instanceof VaultError)) throw error;
        terminal.complain(`${tenantId}: ${error.message}`);
        failed.push(tenantId);
      }
    }
    if (failed.length > 0) {
      throw new CommandFailure(
        `The keys of ${failed.length} tenants are not all wrapped under the current master key. Keep the older ones.`,
      );
    }
    terminal.write(`Every tenant's keys are wrapped under the master key ${masterKeys.current.keyId}.`);
  });
}
