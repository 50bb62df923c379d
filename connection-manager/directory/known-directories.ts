import type { AuthorizationServer } from 'oauth4webapi';
import { ConnectionError } from '../problems/connection-error';
import type { TenantRegistration } from '../tenants/tenant-registration';
import type { DirectoryDocuments, SigningKey } from './directory-documents';

const minute = 60_000;
/** The figures of S27. */
export const keptForMs = 24 * 60 * minute;
export const refreshedAfterMs = 60 * minute;
export const unknownKeyPauseMs = 5 * minute;
const failurePauseMs = 10_000;

interface Known {
  documents?: DirectoryDocuments;
  loadedAt: number;
  triedAt: number;
  loading?: Promise<DirectoryDocuments> | undefined;
}

export interface KnownDirectoriesOptions {
  readonly load: (tenant: TenantRegistration) => Promise<DirectoryDocuments>;
  readonly now: () => Date;
  /** Told of a refresh that failed while the last known good documents still hold. */
  readonly onRefreshFailed: (tenantId: string, error: unknown) => void;
}

/**
 * Keeps what the tenants' directories publish: for 24 hours, refreshed hourly in the background while it is
 * used. A refresh that fails leaves the last good documents. One tenant is asked by one request at a time.
 */
export class KnownDirectories {
  readonly #options: KnownDirectoriesOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: KnownDirectoriesOptions) {
    this.#options = options;
  }

  /** The directory's endpoints. Rejects with `directory_unavailable`. */
  async authorizationServer(tenant: TenantRegistration): Promise<AuthorizationServer> {
    return (await this.#documents(tenant)).server;
  }

  /**
   * The key of this id, or `undefined`. An unknown id makes it ask the directory again, at most once in
   * 5 minutes: whoever invents ids must not be able to make us ask. Rejects with `directory_unavailable`.
   */
  async signingKey(tenant: TenantRegistration, keyId: string): Promise<SigningKey | undefined> {
    const { signingKeys } = await this.#documents(tenant);
    const key = signingKeys.get(keyId);
    if (key !== undefined) return key;
    const known = this.#knownOf(tenant);
    if (known.loading === undefined && this.#age(known.triedAt) < unknownKeyPauseMs) return undefined;
    const refreshed = await this.#refresh(tenant, known);
    return refreshed?.signingKeys.get(keyId);
  }

  async #documents(tenant: TenantRegistration): Promise<DirectoryDocuments> {
    const known = this.#knownOf(tenant);
    const { documents } = known;
    if (documents === undefined || this.#age(known.loadedAt) >= keptForMs)
      return await this.#demand(tenant, known);
    if (this.#age(known.loadedAt) >= refreshedAfterMs && this.#age(known.triedAt) >= unknownKeyPauseMs) {
      void this.#refresh(tenant, known);
    }
    return documents;
  }

  /** Loads what cannot be done without; while the directory fails, at most once in 10 seconds. */
  async #demand(tenant: TenantRegistration, known: Known): Promise<DirectoryDocuments> {
    if (known.loading === undefined && this.#age(known.triedAt) < failurePauseMs) {
      throw new ConnectionError('directory_unavailable');
    }
    try {
      return await this.#load(tenant, known);
    } catch (error) {
      throw new ConnectionError('directory_unavailable', { cause: error });
    }
  }

  async #refresh(tenant: TenantRegistration, known: Known): Promise<DirectoryDocuments | undefined> {
    try {
      return await this.#load(tenant, known);
    } catch (error) {
      this.#options.onRefreshFailed(tenant.tenantId, error);
      return undefined;
    }
  }

  #load(tenant: TenantRegistration, known: Known): Promise<DirectoryDocuments> {
    if (known.loading !== undefined) return known.loading;
    known.triedAt = this.#options.now().getTime();
    known.loading = this.#options
      .load(tenant)
      .then((documents) => {
        known.documents = documents;
        known.loadedAt = this.#options.now().getTime();
        return documents;
      })
      .finally(() => {
        known.loading = undefined;
      });
    return known.loading;
  }

  #knownOf(tenant: TenantRegistration): Known {
    // With the authority, so that documents of an authority that was replaced are not used any more.
    const name = `${tenant.tenantId} ${tenant.directory.authority}`;
    const known = this.#known.get(name) ?? { loadedAt: -Infinity, triedAt: -Infinity };
    this.#known.set(name, known);
    return known;
  }

  /** A moment in the future, after a clock was set back, counts as long ago. */
  #age(moment: number): number {
    const age = this.#options.now().getTime() - moment;
    return age < 0 ? Infinity : age;
  }
}
