import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Storage } from '../open-storage';
import { rewrapTenantKeys } from '../tenants/rewrap-tenant-keys';
import { rotateTenantKey } from '../tenants/rotate-tenant-key';
import { readTenantIds } from '../tenants/tenants';
import { mainTenant, openWorld } from './rotation-world';

/**
 * A program that is killed: does what `tenant rotate-key` (argument 1 `tenantKey`) or `key rotate` (`masterKey`)
 * does, and writes a line for each record it has moved to the new key. It waits for at most the milliseconds of
 * argument 2.
 */
async function run([part = '', longestWait = '']: readonly string[]): Promise<void> {
  const storage = await openWorld(process.env);
  if (part === 'masterKey') await rotateMasterKey(storage);
  else await rotateMainTenant(storage, Number(longestWait));
  await storage.store.close();
}

async function rotateMainTenant(storage: Storage, longestWait: number): Promise<void> {
  await rotateTenantKey(
    {
      ...storage,
      onResealed: () => say('moved'),
      wait(milliseconds) {
        say('waiting');
        return setTimeout(Math.min(milliseconds, longestWait));
      },
    },
    mainTenant,
  );
}

async function rotateMasterKey(storage: Storage): Promise<void> {
  for (const tenantId of await readTenantIds(storage.store)) {
    const { rewrapped } = await rewrapTenantKeys(storage, tenantId);
    for (let count = 0; count < rewrapped; count += 1) say('moved');
  }
}

function say(what: 'moved' | 'waiting'): void {
  // Synchronous, so that the kill comes where it was meant to.
  writeSync(1, `${what}\n`);
}

void run(process.argv.slice(2));
