import { freshMasterKeyBytes, masterKeyOf, type MasterKey, type MasterKeys } from '../master-keys';
import type { SealContext } from '../seal-context';
import { createTenantKey, type TenantKeyRecord, type TenantKeyRecords } from '../tenant-key';
import type { SealedSecret } from '../sealed-secret';
import { createVault, type Vault } from '../vault';
import { VaultError } from '../vault-error';

export const CONTOSO = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
export const FABRIKAM = '11111111-2222-4333-8444-555555555555';

/** A vault over records in memory, every part of which a test may put its hands on. */
export interface InMemoryVault {
  readonly vault: Vault;
  readonly masterKeys: MasterKeys;
  /** The newest record of each tenant is its current one. */
  readonly records: Map<string, TenantKeyRecord[]>;
  readonly tenantKeys: TenantKeyRecords;
  readonly clock: { time: number };
  readonly lowest: { generation: number };
}

/** Makes a vault with a new master key and one tenant key for each tenant. */
export async function inMemoryVault(...tenants: readonly string[]): Promise<InMemoryVault> {
  const masterKeys = masterKeysOf(masterKeyOf(freshMasterKeyBytes()));
  const records = new Map<string, TenantKeyRecord[]>();
  for (const tenantId of tenants) {
    records.set(tenantId, [await createTenantKey({ tenantId, generation: 1, masterKeys })]);
  }
  const tenantKeys: TenantKeyRecords = {
    read: async (tenantId, keyId) => records.get(tenantId)?.find(({ header }) => header.keyId === keyId),
    current: async (tenantId) => records.get(tenantId)?.at(-1),
  };
  const clock = { time: Date.UTC(2026, 0, 1) };
  const lowest = { generation: 1 };
  const vault = createVault({
    masterKeys,
    tenantKeys,
    now: () => new Date(clock.time),
    lowestGeneration: () => lowest.generation,
  });
  return { vault, masterKeys, records, tenantKeys, clock, lowest };
}

/** Master keys in memory. */
export function masterKeysOf(current: MasterKey, ...older: readonly MasterKey[]): MasterKeys {
  return { current, find: async (keyId) => [current, ...older].find((key) => key.keyId === keyId) };
}

/** The context of a password connection, with what the test changes. */
export function contextOf(changes: Partial<SealContext> = {}): SealContext {
  return {
    tenantId: CONTOSO,
    connectionId: 'con_1',
    field: 'password',
    secretVersion: 1,
    connectorId: 'http-basic',
    authMethod: 'basic',
    hosts: { settings: { baseUrl: 'https://ledger.example/Api' }, allowedHosts: ['ledger.example'] },
    ...changes,
  };
}

/** How the vault answers: the refusal's code, or `opened: ` and the text that came out. */
export async function outcomeOf(vault: Vault, sealed: unknown, context: SealContext): Promise<string> {
  try {
    return `opened: ${(await vault.open(sealed as SealedSecret, context)).reveal()}`;
  } catch (error) {
    if (error instanceof VaultError) return error.code;
    throw error;
  }
}

/** The one key record of a tenant. */
export function onlyRecord({ records }: InMemoryVault, tenantId: string): TenantKeyRecord {
  const [record] = records.get(tenantId) ?? [];
  if (!record) throw new Error('The tenant has no key.');
  return record;
}
