import type { Storage } from '../open-storage';
import { StoreConflict, type Store, type StoredRecord } from '../store/store';
import {
  createTenantKey,
  openTenantKey,
  parseTenantKeyRecord,
  type TenantKeyHeader,
} from '../vault/tenant-key';
import { VaultError } from '../vault/vault-error';
import { resealCredentials, type ResealDependencies } from './reseal-credentials';
import { insertTenantKey, readCurrentTenantKey, tenantsPartition } from './tenant-keys';

const attempts = 5;

/**
 * A credential that was sealed just before the new key was there may be written as late as this: a write waits
 * for the store for at most 5 s.
 */
export const settlingMs = 6_000;

export interface RotationDependencies
  extends ResealDependencies, Pick<Storage, 'masterKeys' | 'lowestGeneration'> {
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Told once the new key is in use, before any credential is sealed anew. */
  readonly onBegun?: (rotation: BegunRotation) => void;
}

export interface BegunRotation {
  readonly generation: number;
  /** Whether this goes on with a rotation that was begun earlier and not finished. */
  readonly isContinued: boolean;
}

export interface RotationResult extends BegunRotation {
  readonly credentials: number;
  readonly unreadable: readonly string[];
}

/** Stands in the store from the moment the new key does until every credential is sealed under it. */
interface RotationValue {
  readonly format: 1;
  readonly generation: number;
}

/**
 * Gives the tenant a key of the next generation and seals every credential anew under it, while the connection
 * manager runs: it seals under the new key from the next credential on, and opens under every key, since older
 * ones are kept. Stopped anywhere, the next call goes on with the same generation and finishes what was left;
 * several at once share one rotation.
 *
 * Makes no key on top of one that does not open, and rejects with `VaultError` where keys cannot be had.
 */
export async function rotateTenantKey(deps: RotationDependencies, tenantId: string): Promise<RotationResult> {
  const { rotation, isContinued } = await beginOrContinue(deps, tenantId);
  const { generation } = rotation.value;
  deps.onBegun?.({ generation, isContinued });
  await resealCredentials(deps, tenantId);
  await deps.wait(settlingMs);
  const { credentials, unreadable } = await resealCredentials(deps, tenantId);
  await finish(deps.store, rotation);
  return { generation, isContinued, credentials, unreadable };
}

interface Begun {
  readonly rotation: StoredRecord<RotationValue>;
  readonly isContinued: boolean;
}

async function beginOrContinue(deps: RotationDependencies, tenantId: string): Promise<Begun> {
  for (let attempt = 1; ; attempt += 1) {
    const current = await readOpenableKey(deps, tenantId);
    const rotation = await readRotation(deps.store, tenantId);
    if (rotation !== undefined) return { rotation, isContinued: true };
    try {
      return { rotation: await begin(deps, tenantId, current.generation + 1), isContinued: false };
    } catch (error) {
      // Somebody begins the same rotation at this moment: look again.
      if (!(error instanceof StoreConflict) || attempt === attempts) throw error;
    }
  }
}

/** What a stored key says of its generation is believed only when the key opens. */
async function readOpenableKey(deps: RotationDependencies, tenantId: string): Promise<TenantKeyHeader> {
  const current = await readCurrentTenantKey(deps.store, tenantId);
  if (current === undefined) throw new VaultError('unknown_key', 'The tenant has no key.');
  const { header } = parseTenantKeyRecord(current.value);
  const expected = { tenantId, keyId: header.keyId, lowestGeneration: deps.lowestGeneration(tenantId) };
  await openTenantKey(current.value, expected, deps.masterKeys);
  return header;
}

async function begin(
  { store, masterKeys }: RotationDependencies,
  tenantId: string,
  generation: number,
): Promise<StoredRecord<RotationValue>> {
  const key = rotationKey(tenantId);
  const value: RotationValue = { format: 1, generation };
  const newKey = await createTenantKey({ tenantId, generation, masterKeys });
  const etags = await store.write(tenantsPartition, [
    insertTenantKey(newKey),
    { kind: 'insert', key, value },
  ]);
  return { key, value, etag: etags[1] ?? '', indexes: [] };
}

/** The rotation of the tenant's key that was begun and is not finished, or `undefined`. */
export async function readRotation(
  store: Pick<Store, 'read'>,
  tenantId: string,
): Promise<StoredRecord<RotationValue> | undefined> {
  return store.read<RotationValue>(tenantsPartition, rotationKey(tenantId));
}

async function finish(store: Store, { key, etag }: StoredRecord<RotationValue>): Promise<void> {
  try {
    await store.write(tenantsPartition, [{ kind: 'remove', key, etag }]);
  } catch (error) {
    // Another process shared this rotation and finished it first.
    if (!(error instanceof StoreConflict)) throw error;
  }
}

function rotationKey(tenantId: string): string {
  return `${tenantId}/rotation`;
}
