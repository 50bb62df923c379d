import { disposeCredential } from '../connections/credential';
import { sealContext, type CredentialValue } from '../connections/credential-record';
import type { ConnectionValue } from '../connections/connection-record';
import { readStoredConnection, tenantPartition } from '../connections/connection-records';
import {
  openFields,
  sealFields,
  type CredentialField,
  type SealedCredential,
} from '../connections/sealed-credential';
import { StoreConflict, StoreCorrupt, type Store, type StoredRecord } from '../store/store';
import type { SealedSecret } from '../vault/sealed-secret';
import type { Vault } from '../vault/vault';
import { VaultError } from '../vault/vault-error';
import { readCurrentTenantKey } from './tenant-keys';

const credentialKeys = 'credential:';
const pageSize = 100;
const attempts = 5;

export interface ResealDependencies {
  readonly store: Store;
  readonly vault: Vault;
  /** Told after each credential that was sealed anew. */
  readonly onResealed?: (() => void) | undefined;
}

export interface ResealResult {
  /** How many credentials were looked at. */
  readonly credentials: number;
  readonly resealed: number;
  /** Ids of the connections whose credential opens under no key: damaged, or not sealed for them. */
  readonly unreadable: readonly string[];
}

/**
 * Seals every credential of the tenant under the tenant's current key that is sealed under another one. Each is
 * replaced by itself and only if it is still as it was read, so that a running connection manager may keep,
 * replace and delete credentials meanwhile; stopped anywhere, it can be run again.
 *
 * Rejects with `VaultError` where keys cannot be had: that is no damage of one credential.
 */
export async function resealCredentials(deps: ResealDependencies, tenantId: string): Promise<ResealResult> {
  const partition = tenantPartition(tenantId);
  const unreadable: string[] = [];
  let credentials = 0;
  let resealed = 0;
  for (let after: string | undefined; ;) {
    const range = { prefix: credentialKeys, after, limit: pageSize };
    const page = await deps.store.readRange<CredentialValue>(partition, range);
    const keyId = await currentKeyId(deps.store, tenantId);
    for (const record of page) {
      const outcome = await resealIfDue(deps, { tenantId, keyId }, record);
      if (outcome === 'unreadable') unreadable.push(record.value.connectionId);
      if (outcome === 'resealed') resealed += 1;
    }
    credentials += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return { credentials, resealed, unreadable };
    after = last.key;
  }
}

type Outcome = 'upToDate' | 'resealed' | 'gone' | 'unreadable';
type CredentialRecord = StoredRecord<CredentialValue>;

interface Target {
  readonly tenantId: string;
  readonly keyId: string;
}

async function currentKeyId(store: Store, tenantId: string): Promise<string> {
  const current = await readCurrentTenantKey(store, tenantId);
  if (current === undefined) throw new VaultError('unknown_key', 'The tenant has no key.');
  return current.value.header.keyId;
}

async function resealIfDue(
  deps: ResealDependencies,
  target: Target,
  record: CredentialRecord,
): Promise<Outcome> {
  let latest: CredentialRecord | undefined = record;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (latest === undefined) return 'gone';
    if (isSealedUnder(latest.value, target.keyId)) return 'upToDate';
    if (await tryToReseal(deps, target.tenantId, latest)) return 'resealed';
    // Replaced, deleted or damaged? Only what still stands as it was read is damaged.
    const before: CredentialRecord = latest;
    latest = await readAgain(deps.store, target.tenantId, before);
    if (latest?.etag === before.etag) return 'unreadable';
  }
  throw new Error('A credential changed each time it was about to be sealed anew. Run this again.');
}

function isSealedUnder({ fields }: CredentialValue, keyId: string): boolean {
  return Object.values<SealedSecret>(fields).every((sealed) => sealed.keyId === keyId);
}

/** Says whether it did; where it did not, the record is another one by now, or damaged. */
async function tryToReseal(
  deps: ResealDependencies,
  tenantId: string,
  record: CredentialRecord,
): Promise<boolean> {
  try {
    const connection = await readStoredConnection(deps.store, tenantId, record.value.connectionId);
    if (connection === undefined) return false;
    const { key, etag, indexes, value: sealed } = record;
    const resealed = await resealCredential(deps.vault, { tenantId, connection: connection.value, sealed });
    const value: CredentialValue = { ...sealed, ...resealed };
    await deps.store.write(tenantPartition(tenantId), [{ kind: 'replace', key, value, etag, indexes }]);
  } catch (error) {
    if (isOfThisRecord(error)) return false;
    throw error;
  }
  deps.onResealed?.();
  return true;
}

interface ToReseal {
  readonly tenantId: string;
  readonly connection: ConnectionValue;
  readonly sealed: SealedCredential;
}

async function resealCredential(
  vault: Vault,
  { tenantId, connection, sealed }: ToReseal,
): Promise<SealedCredential> {
  const context = (field: CredentialField) => sealContext(tenantId, connection, field);
  const credential = await openFields(sealed, (field, secret) => vault.open(secret, context(field)));
  try {
    return await sealFields(credential, (field, secret) => vault.seal(secret, context(field)));
  } finally {
    disposeCredential(credential);
  }
}

async function readAgain(
  store: Store,
  tenantId: string,
  record: CredentialRecord,
): Promise<CredentialRecord | undefined> {
  try {
    return await store.read<CredentialValue>(tenantPartition(tenantId), record.key);
  } catch (error) {
    // Damaged since it was read; the store has no more of it than this.
    if (error instanceof StoreCorrupt) return record;
    throw error;
  }
}

function isOfThisRecord(error: unknown): boolean {
  if (error instanceof StoreConflict || error instanceof StoreCorrupt) return true;
  return error instanceof VaultError && error.code === 'tampered';
}
