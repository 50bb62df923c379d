import { readFile, writeFile } from 'node:fs/promises';
import type { ConnectionValue } from '../connections/connection-record';
import { tenantPartition } from '../connections/connection-records';
import { credentialKey, type CredentialValue } from '../connections/credential-record';
import type { Storage } from '../open-storage';
import type { StoredRecord } from '../store/store';
import { readTenantKeys } from '../tenants/tenant-keys';
import { readTenantIds } from '../tenants/tenants';
import type { SealedSecret } from '../vault/sealed-secret';
import { openAndCompare, openWorld, type RotationWorld } from './rotation-world';

/** What a finished rotation left behind; all but `credentials` must be 0. */
export interface RotationOutcome {
  readonly credentials: number;
  readonly lost: number;
  readonly doubled: number;
  readonly unopenable: number;
  readonly onOldKey: number;
}

/** Looks at every credential of the tenants, with older generations of the main tenant's key refused (S16). */
export async function outcomeOfTenantKey(world: RotationWorld, tenantId: string): Promise<RotationOutcome> {
  const storage = await openWorld(world);
  const [newest] = await readTenantKeys(storage.store, tenantId);
  await storage.store.close();
  if (newest === undefined) throw new Error('The tenant has no key.');
  const { keyId, generation } = newest.value.header;
  const pinned = await openWorld({ ...world, WFC_LOWEST_KEY_GENERATIONS: `${tenantId}=${generation}` });
  try {
    return await outcomeOf(pinned, tenantId, keyId);
  } finally {
    await pinned.store.close();
  }
}

/** Looks at every credential of all tenants, and at their keys, with the older master keys taken away. */
export async function outcomeOfMasterKey(world: RotationWorld): Promise<RotationOutcome> {
  const storage = await openWorld({ ...world, WFC_MASTER_KEY_FILE: await withoutOlderKeys(world) });
  try {
    let total: RotationOutcome = { credentials: 0, lost: 0, doubled: 0, unopenable: 0, onOldKey: 0 };
    for (const tenantId of await readTenantIds(storage.store)) {
      total = sum(total, await outcomeOf(storage, tenantId));
      const keys = await readTenantKeys(storage.store, tenantId);
      const older = keys.filter(({ value }) => value.header.masterKeyId !== storage.masterKeys.current.keyId);
      total = { ...total, onOldKey: total.onOldKey + older.length };
    }
    return total;
  } finally {
    await storage.store.close();
  }
}

async function withoutOlderKeys({ WFC_MASTER_KEY_FILE: file }: RotationWorld): Promise<string> {
  const keyFile = JSON.parse(await readFile(file, 'utf8')) as {
    current: string;
    keys: Record<string, string>;
  };
  const keys = { [keyFile.current]: keyFile.keys[keyFile.current] };
  await writeFile(`${file}.newest`, JSON.stringify({ ...keyFile, keys }), { mode: 0o600 });
  return `${file}.newest`;
}

async function outcomeOf(storage: Storage, tenantId: string, keyId?: string): Promise<RotationOutcome> {
  const credentials = await readAll<CredentialValue>(storage, tenantId, 'credential:');
  const connections = await readAll<ConnectionValue>(storage, tenantId, 'connection:');
  const expected = new Set(connections.map(({ value }) => credentialKey(value)));
  const found = new Set(credentials.map(({ key }) => key));
  let unopenable = 0;
  for (const { value } of connections) if (!(await isOpenable(storage, tenantId, value))) unopenable += 1;
  return {
    credentials: credentials.length,
    lost: [...expected].filter((key) => !found.has(key)).length,
    doubled: [...found].filter((key) => !expected.has(key)).length,
    unopenable,
    onOldKey: keyId === undefined ? 0 : credentials.filter(({ value }) => !isUnder(value, keyId)).length,
  };
}

function isUnder({ fields }: CredentialValue, keyId: string): boolean {
  return Object.values<SealedSecret>(fields).every((sealed) => sealed.keyId === keyId);
}

async function isOpenable(storage: Storage, tenantId: string, value: ConnectionValue): Promise<boolean> {
  try {
    await openAndCompare(storage, tenantId, value);
    return true;
  } catch {
    return false;
  }
}

async function readAll<Value>(
  { store }: Storage,
  tenantId: string,
  prefix: string,
): Promise<readonly StoredRecord<Value>[]> {
  const records: StoredRecord<Value>[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.readRange<Value>(tenantPartition(tenantId), { prefix, after, limit: 1000 });
    records.push(...page);
    after = page.at(-1)?.key;
    if (page.length < 1000) return records;
  }
}

function sum(left: RotationOutcome, right: RotationOutcome): RotationOutcome {
  return {
    credentials: left.credentials + right.credentials,
    lost: left.lost + right.lost,
    doubled: left.doubled + right.doubled,
    unopenable: left.unopenable + right.unopenable,
    onOldKey: left.onOldKey + right.onOldKey,
  };
}
