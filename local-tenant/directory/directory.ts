import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Tenant } from '../world/world';
import { openDirectoryRecords } from './directory-records';
import { loadDirectoryKeys } from './signing-keys';
import { createTenantDirectory, type TenantDirectory } from './tenant-directory';

interface DirectoryOptions {
  readonly tenants: readonly Tenant[];
  readonly dataFolder: string;
  readonly now: () => Date;
}

/** The directory of every tenant, as one host serves them. */
export interface Directory {
  readonly tenants: readonly TenantDirectory[];
  /** Answers and returns true if the address belongs to a tenant. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  close(): void;
}

/** Opens the directories of the tenants with the keys and sessions kept in the data folder. */
export async function openDirectory({ tenants, dataFolder, now }: DirectoryOptions): Promise<Directory> {
  const keys = await Promise.all(tenants.map((tenant) => loadDirectoryKeys(dataFolder, tenant.tenantId)));
  const records = openDirectoryRecords(join(dataFolder, 'directory.sqlite'), now);
  const directories = tenants.flatMap((tenant, index) => {
    const tenantKeys = keys[index];
    if (tenantKeys === undefined) return [];
    const adapterFor = (model: string): ReturnType<typeof records.adapterFor> =>
      records.adapterFor(tenant.tenantId, model);
    return [createTenantDirectory({ tenant, keys: tenantKeys, adapterFor, now })];
  });
  const byTenantId = new Map(directories.map((directory) => [directory.tenant.tenantId, directory]));

  return {
    tenants: directories,
    async handle(request, response) {
      const tenantId = (request.url ?? '').split('/')[1] ?? '';
      const directory = byTenantId.get(tenantId.toLowerCase());
      if (directory === undefined) return false;
      await directory.handle(request, response);
      return true;
    },
    close: () => records.close(),
  };
}
