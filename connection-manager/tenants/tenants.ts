import type { Change, Store, StoredRecord } from '../store/store';
import { StoreConflict } from '../store/store';
import { createTenantKey } from '../vault/tenant-key';
import type { MasterKeys } from '../vault/master-keys';
import { insertTenantKey, readCurrentTenantKey, tenantsPartition } from './tenant-keys';
import { tenantRegistrationSchema, type TenantRegistration } from './tenant-registration';

const keptForMs = 10_000;
const pageSize = 200;
const attempts = 5;

interface TenantValue {
  readonly format: 1;
  readonly registration: unknown;
}

export interface TenantsOptions {
  readonly store: Store;
  readonly now: () => Date;
  /** Told of a stored registration that this version cannot read; the tenant counts as not registered. */
  readonly onUnreadable: (tenantId: string) => void;
}

type Registrations = ReadonlyMap<string, TenantRegistration>;

/** The registered tenants, as stored at most 10 seconds ago: `tenant add` needs no restart. */
export class Tenants {
  readonly #options: TenantsOptions;
  #registrations: Registrations = new Map();
  #readAt = -Infinity;
  #reading: Promise<Registrations> | undefined;

  constructor(options: TenantsOptions) {
    this.#options = options;
  }

  /** Rejects where the store does. */
  async find(tenantId: string): Promise<TenantRegistration | undefined> {
    return (await this.#current()).get(tenantId);
  }

  /** All of them, by tenant id. */
  async list(): Promise<readonly TenantRegistration[]> {
    return [...(await this.#current()).values()];
  }

  async #current(): Promise<Registrations> {
    const age = this.#options.now().getTime() - this.#readAt;
    if (age >= 0 && age < keptForMs) return this.#registrations;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return await this.#reading;
  }

  async #read(): Promise<Registrations> {
    const readAt = this.#options.now().getTime();
    const records = await readAll(this.#options.store);
    const registrations = new Map<string, TenantRegistration>();
    for (const { key, value } of records) {
      const parsed = tenantRegistrationSchema.safeParse(value.registration);
      if (parsed.success && parsed.data.tenantId === key) registrations.set(key, parsed.data);
      else this.#options.onUnreadable(key);
    }
    this.#registrations = registrations;
    this.#readAt = readAt;
    return registrations;
  }
}

async function readAll(store: Store): Promise<readonly StoredRecord<TenantValue>[]> {
  const records: StoredRecord<TenantValue>[] = [];
  for (let after: string | undefined; ;) {
    const range = after === undefined ? { limit: pageSize } : { limit: pageSize, after };
    const page = await store.readIndex<TenantValue>(tenantsPartition, 'registrations', range);
    records.push(...page.map(({ record }) => record));
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return records;
    after = last.order;
  }
}

/** The ids of all registered tenants, whether their registrations can be read or not. */
export async function readTenantIds(store: Store): Promise<readonly string[]> {
  return (await readAll(store)).map(({ key }) => key);
}

export interface AddTenantOptions {
  readonly store: Store;
  readonly masterKeys: MasterKeys;
}

export type AddTenantResult =
  | { readonly kind: 'added' | 'changed' | 'unchanged'; readonly keyCreated: boolean }
  /** One of its SharePoint hosts belongs to another registered tenant. */
  | { readonly kind: 'hostTaken' };

/**
 * Registers a tenant, or changes its registration; doing it again changes nothing. Creates the tenant's
 * first key in the same batch where it has none, so that no tenant is ever without one.
 */
export async function addTenant(
  options: AddTenantOptions,
  registration: TenantRegistration,
): Promise<AddTenantResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryToAdd(options, registration);
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
      if (error.reason === 'orderTaken' && error.key === registration.tenantId) return { kind: 'hostTaken' };
      // Somebody registers the same tenant at this moment: look again.
      if (attempt === attempts) throw error;
    }
  }
}

async function tryToAdd(
  { store, masterKeys }: AddTenantOptions,
  registration: TenantRegistration,
): Promise<AddTenantResult> {
  const { tenantId } = registration;
  const existing = await store.read<TenantValue>(tenantsPartition, tenantId);
  const currentKey = await readCurrentTenantKey(store, tenantId);
  const isSame = JSON.stringify(existing?.value.registration) === JSON.stringify(registration);
  const changes: Change[] = isSame ? [] : [writeRegistration(existing, registration)];
  if (currentKey === undefined) {
    changes.push(insertTenantKey(await createTenantKey({ tenantId, generation: 1, masterKeys })));
  }
  if (changes.length > 0) await store.write(tenantsPartition, changes);
  const kind = existing === undefined ? 'added' : isSame ? 'unchanged' : 'changed';
  return { kind, keyCreated: currentKey === undefined };
}

function writeRegistration(existing: StoredRecord | undefined, registration: TenantRegistration): Change {
  const key = registration.tenantId;
  const value: TenantValue = { format: 1, registration };
  // An order of an index belongs to one record: so no host can be registered for two tenants.
  const hosts = [...new Set(registration.sharePointHosts)].map((host) => ({ index: 'hosts', order: host }));
  const indexes = [{ index: 'registrations', order: key }, ...hosts];
  return existing === undefined
    ? { kind: 'insert', key, value, indexes }
    : { kind: 'replace', key, value, indexes, etag: existing.etag };
}
