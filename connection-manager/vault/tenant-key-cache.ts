import type { TenantKey } from './sealed-secret';

/** The longest an unwrapped tenant key stays in memory (S17). */
export const TENANT_KEY_LIFETIME_MS = 15 * 60 * 1000;

/** Which tenant's key. */
export interface TenantKeyName {
  readonly tenantId: string;
  readonly keyId: string;
}

/**
 * Keeps unwrapped tenant keys for at most 15 minutes, counted from when loading began. Callers who ask
 * for one key while it is being loaded wait for the same load; a load that fails is forgotten.
 */
export class TenantKeyCache {
  readonly #now: () => Date;
  readonly #entries = new Map<string, { readonly since: number; readonly key: Promise<TenantKey> }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The key, from memory or by `load`. */
  get({ tenantId, keyId }: TenantKeyName, load: () => Promise<TenantKey>): Promise<TenantKey> {
    this.#forgetExpired();
    const name = JSON.stringify([tenantId, keyId]);
    const known = this.#entries.get(name);
    if (known) return known.key;
    const entry = { since: this.#now().getTime(), key: load() };
    this.#entries.set(name, entry);
    entry.key.catch(() => {
      if (this.#entries.get(name) === entry) this.#entries.delete(name);
    });
    return entry.key;
  }

  #forgetExpired(): void {
    const now = this.#now().getTime();
    for (const [name, { since }] of this.#entries) {
      // A clock that was set back must not lengthen a key's life, so an age below 0 has expired too.
      const age = now - since;
      if (!(age >= 0 && age < TENANT_KEY_LIFETIME_MS)) this.#entries.delete(name);
    }
  }
}
