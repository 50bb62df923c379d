import type { MasterKeys } from './master-keys';
import type { SealContext } from './seal-context';
import {
  freshSealRandomness,
  openUnder,
  parseSealedSecret,
  sealUnder,
  type SealedSecret,
  type TenantKey,
} from './sealed-secret';
import type { Secret } from './secret';
import { TenantKeyCache } from './tenant-key-cache';
import {
  checkGeneration,
  openTenantKey,
  parseTenantKeyRecord,
  type TenantKeyRecord,
  type TenantKeyRecords,
} from './tenant-key';
import { VaultError } from './vault-error';

/** Seals and opens credentials. A store that keeps what it gives needs no trust for their secrecy or their origin. */
export interface Vault {
  /** Seals under the tenant's current key with a fresh data key: sealing twice never gives the same bytes. */
  seal(secret: Secret, context: SealContext): Promise<SealedSecret>;
  /** Opens only what was sealed for exactly this context; throws `VaultError` for everything else. */
  open(sealed: SealedSecret, context: SealContext): Promise<Secret>;
}

/** What a vault works with. */
export interface VaultOptions {
  readonly masterKeys: MasterKeys;
  readonly tenantKeys: TenantKeyRecords;
  readonly now: () => Date;
  /** The lowest tenant key generation that configuration still accepts (S16). */
  readonly lowestGeneration: (tenantId: string) => number;
}

/**
 * Makes a vault that fails closed: without the right keys it throws `VaultError`, and it never makes a
 * key by itself.
 */
export function createVault(options: VaultOptions): Vault {
  const { masterKeys, tenantKeys, lowestGeneration } = options;
  const cache = new TenantKeyCache(options.now);

  async function keyFor(
    name: { readonly tenantId: string; readonly keyId: string },
    read: () => Promise<TenantKeyRecord>,
  ): Promise<TenantKey> {
    const lowest = await whileAvailable(async () => lowestGeneration(name.tenantId));
    const expected = { ...name, lowestGeneration: lowest };
    const tenantKey = await cache.get(name, async () =>
      whileAvailable(async () => openTenantKey(await read(), expected, masterKeys)),
    );
    checkGeneration(tenantKey.generation, lowest);
    return tenantKey;
  }

  return {
    async seal(secret, context) {
      const { tenantId } = context;
      const record = found(await whileAvailable(() => tenantKeys.current(tenantId)));
      const { keyId } = parseTenantKeyRecord(record).header;
      const tenantKey = await keyFor({ tenantId, keyId }, async () => record);
      return sealUnder({ tenantKey, context }, secret, freshSealRandomness());
    },

    async open(value, context) {
      const sealed = parseSealedSecret(value);
      const { tenantId } = context;
      const { keyId } = sealed;
      const tenantKey = await keyFor({ tenantId, keyId }, async () =>
        found(await tenantKeys.read(tenantId, keyId)),
      );
      return openUnder({ tenantKey, context }, sealed);
    },
  };
}

/**
 * The same secret sealed anew, under the tenant's current key and with a fresh data key: the step a
 * rotation of the tenant's key takes for each record. The plaintext is wiped at once.
 */
export async function reseal(
  sealed: SealedSecret,
  context: SealContext,
  vault: Vault,
): Promise<SealedSecret> {
  const secret = await vault.open(sealed, context);
  try {
    return await vault.seal(secret, context);
  } finally {
    secret.dispose();
  }
}

function found(record: TenantKeyRecord | undefined): TenantKeyRecord {
  if (!record) throw new VaultError('unknown_key', 'The tenant has no such key.');
  return record;
}

async function whileAvailable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof VaultError) throw error;
    throw new VaultError('unavailable', 'The tenant key cannot be read now.', error);
  }
}
