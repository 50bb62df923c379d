import { createSecretKey, randomBytes } from 'node:crypto';
import { KEY_LENGTH } from './aes-gcm';
import { hasExactly } from './exact-shape';
import {
  freshWrapRandomness,
  isWrappedKey,
  unwrapKey,
  wrapKey,
  type WrappedKey,
  type WrapRandomness,
} from './key-wrap';
import { lengthPrefixed } from './length-prefixed';
import type { MasterKey, MasterKeys } from './master-keys';
import type { TenantKey } from './sealed-secret';
import { VaultError } from './vault-error';

export const TENANT_KEY_FORMAT = 'tenant-key/1';
const TENANT_KEY_ID_LENGTH = 16;

/** What a wrapped tenant key says about itself; all of it is authenticated. */
export type TenantKeyHeader = {
  readonly format: string;
  readonly tenantId: string;
  readonly keyId: string;
  /** Counts from 1, one up with each rotation of the tenant's key. */
  readonly generation: number;
  readonly masterKeyId: string;
};

/** A tenant's key as the store keeps it: JSON-safe, wrapped under a master key. */
export type TenantKeyRecord = { readonly header: TenantKeyHeader; readonly wrappedKey: WrappedKey };

/** Where the vault reads tenant keys. What it returns is not trusted. */
export interface TenantKeyRecords {
  /** The tenant's key with this id, of whatever generation. */
  read(tenantId: string, keyId: string): Promise<TenantKeyRecord | undefined>;
  /** The tenant's key of the newest generation. */
  current(tenantId: string): Promise<TenantKeyRecord | undefined>;
}

/** What a new tenant key is made from. */
export interface NewTenantKey {
  readonly tenantId: string;
  readonly generation: number;
  readonly masterKeys: MasterKeys;
}

/** Makes a new random tenant key, wrapped under the current master key, for the caller to store. */
export async function createTenantKey(newKey: NewTenantKey): Promise<TenantKeyRecord> {
  const { tenantId, generation, masterKeys } = newKey;
  if (!isGeneration(generation)) throw new TypeError('A generation is a whole number from 1.');
  const keyId = randomBytes(TENANT_KEY_ID_LENGTH).toString('hex');
  const { current } = masterKeys;
  const header = { format: TENANT_KEY_FORMAT, tenantId, keyId, generation, masterKeyId: current.keyId };
  const bytes = randomBytes(KEY_LENGTH);
  try {
    return wrapTenantKey({ header, masterKey: current }, bytes, freshWrapRandomness());
  } finally {
    bytes.fill(0);
  }
}

/**
 * The same tenant key wrapped under the current master key, for the caller to store in the old one's
 * place. Everything sealed under it stays as it is. Refuses a record that does not open.
 */
export async function rewrapTenantKey(
  record: TenantKeyRecord,
  masterKeys: MasterKeys,
): Promise<TenantKeyRecord> {
  const { header } = parseTenantKeyRecord(record);
  const bytes = await unwrapTenantKey(record, masterKeys);
  try {
    const { current } = masterKeys;
    const newHeader = { ...header, masterKeyId: current.keyId };
    return wrapTenantKey({ header: newHeader, masterKey: current }, bytes, freshWrapRandomness());
  } finally {
    bytes.fill(0);
  }
}

/** What a tenant key must be, to be accepted from the store. */
export interface ExpectedTenantKey {
  readonly tenantId: string;
  readonly keyId: string;
  readonly lowestGeneration: number;
}

/**
 * Unwraps a tenant key, if it is the one expected and its generation is still accepted; both are
 * checked before unwrapping (S16). A key that does not open is `unavailable`: it is the tenant's
 * trouble, not that of one sealed secret.
 */
export async function openTenantKey(
  value: unknown,
  expected: ExpectedTenantKey,
  masterKeys: MasterKeys,
): Promise<TenantKey> {
  const record = parseTenantKeyRecord(value);
  const { tenantId, keyId, generation } = record.header;
  if (tenantId !== expected.tenantId || keyId !== expected.keyId) {
    throw new VaultError('unavailable', 'The store gave another tenant key than the one asked for.');
  }
  checkGeneration(generation, expected.lowestGeneration);
  const bytes = await unwrapTenantKey(record, masterKeys);
  try {
    return { keyId, generation, key: createSecretKey(bytes) };
  } finally {
    bytes.fill(0);
  }
}

/** Refuses, as `unknown_key`, a generation below the lowest one that is pinned in configuration (S16). */
export function checkGeneration(generation: number, lowest: number): void {
  // Negated, so that a lowest generation which is not a number refuses too.
  if (!(generation >= lowest)) {
    throw new VaultError('unknown_key', `Tenant key generation ${generation} is no longer accepted.`);
  }
}

/** Checks that a value from the store has the form of a tenant key record, with nothing missing and nothing added. */
export function parseTenantKeyRecord(value: unknown): TenantKeyRecord {
  if (
    !hasExactly(value, ['header', 'wrappedKey']) ||
    !isHeader(value.header) ||
    !isWrappedKey(value.wrappedKey)
  ) {
    throw new VaultError(
      'unavailable',
      'The stored tenant key is damaged: it does not have the form of one.',
    );
  }
  if (value.header.format !== TENANT_KEY_FORMAT) {
    throw new VaultError('unsupported_format', 'The tenant key is in a format this version does not read.');
  }
  return { header: value.header, wrappedKey: value.wrappedKey };
}

/** Wraps tenant key bytes with the given randomness. Only this module, tests and frozen vectors call it. */
export function wrapTenantKey(
  { header, masterKey }: { readonly header: TenantKeyHeader; readonly masterKey: MasterKey },
  bytes: Uint8Array,
  randomness: WrapRandomness,
): TenantKeyRecord {
  return { header, wrappedKey: wrapKey(wrappingOf(header, masterKey), bytes, randomness) };
}

async function unwrapTenantKey(record: TenantKeyRecord, masterKeys: MasterKeys): Promise<Buffer> {
  const masterKey = await masterKeys.find(record.header.masterKeyId);
  if (!masterKey) {
    throw new VaultError(
      'unknown_key',
      'The tenant key is wrapped under a master key that is not known here.',
    );
  }
  const bytes = unwrapKey(wrappingOf(record.header, masterKey), record.wrappedKey);
  if (!bytes) {
    throw new VaultError(
      'unavailable',
      'The tenant key does not open under its master key: damaged or forged.',
    );
  }
  return bytes;
}

function wrappingOf(header: TenantKeyHeader, masterKey: MasterKey) {
  const { format, tenantId, keyId, generation, masterKeyId } = header;
  const additionalData = lengthPrefixed([format, tenantId, keyId, generation, masterKeyId]);
  return { wrappingKey: masterKey.key, purpose: 'tenant-key', additionalData } as const;
}

function isHeader(value: unknown): value is TenantKeyHeader {
  if (!hasExactly(value, ['format', 'tenantId', 'keyId', 'generation', 'masterKeyId'])) return false;
  const { generation, ...texts } = value;
  return isGeneration(generation) && Object.values(texts).every((text) => typeof text === 'string');
}

function isGeneration(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
