import { setTimeout } from 'node:timers/promises';
import { readStorageConfiguration } from '../configuration/configuration';
import { rotateTenantKey, type RotationResult } from '../tenants/rotate-tenant-key';
import { readTenantIds } from '../tenants/tenants';
import { requireConfiguration, withStorage } from './storage';
import { CommandFailure, type Terminal } from './terminal';

const progressEvery = 1_000;

/** Rotates a tenant's key, and says which line of configuration keeps the older keys from coming back (S16). */
export async function rotateKeyOfTenant(given: string, terminal: Terminal): Promise<void> {
  const tenantId = given.toLowerCase();
  const { lowestKeyGenerations } = requireConfiguration(readStorageConfiguration(terminal.environment));
  await withStorage(terminal, async (storage) => {
    if (!(await readTenantIds(storage.store)).includes(tenantId)) {
      throw new CommandFailure('No tenant of this id is registered. "tenant list" shows those that are.');
    }
    let resealed = 0;
    const result = await rotateTenantKey(
      {
        ...storage,
        wait: terminal.wait ?? ((milliseconds) => setTimeout(milliseconds)),
        onBegun: ({ generation, isContinued }) =>
          terminal.write(`${isContinued ? 'Going on with' : 'Made'} generation ${generation} of the key.`),
        onResealed() {
          resealed += 1;
          if (resealed % progressEvery === 0) terminal.write(`${resealed} credentials sealed anew.`);
        },
      },
      tenantId,
    );
    tellOfUnreadable(result, terminal);
    tellOfPin(result, new Map([...lowestKeyGenerations, [tenantId, result.generation]]), terminal);
  });
}

function tellOfUnreadable({ unreadable }: RotationResult, { complain }: Terminal): void {
  if (unreadable.length === 0) return;
  complain(
    `${unreadable.length} credentials open under no key and were left as they are. Connect these connections again, or delete them:`,
  );
  for (const connectionId of unreadable) complain(`  ${connectionId}`);
}

function tellOfPin(
  { generation, credentials, unreadable }: RotationResult,
  pins: ReadonlyMap<string, number>,
  { write }: Terminal,
): void {
  const line = [...pins].map(([tenantId, lowest]) => `${tenantId}=${lowest}`).join(',');
  write(`${credentials - unreadable.length} credentials are sealed under generation ${generation}.`);
  write('Put this into the configuration of the connection manager, and start it again:');
  write(`WFC_LOWEST_KEY_GENERATIONS=${line}`);
}
