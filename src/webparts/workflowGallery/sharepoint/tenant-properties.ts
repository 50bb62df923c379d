import type { SPFI } from '@pnp/sp';
import '@pnp/sp/appcatalog';
import '@pnp/sp/webs';
import * as z from 'zod/mini';
import type { TenantPropertyReader } from '../configuration/tenant-configuration';

// A property that nobody set comes without a value.
const storageEntitySchema = z.object({ Value: z.optional(z.string()) });

/**
 * Reads tenant properties from the tenant's own app catalog. Asked at any other web, SharePoint would answer
 * with those of a site collection's catalog first, which its administrators can set.
 */
export function tenantPropertyReader(sp: SPFI): TenantPropertyReader {
  let catalog: ReturnType<SPFI['getTenantAppCatalogWeb']> | undefined;
  return async (name) => {
    catalog ??= sp.getTenantAppCatalogWeb();
    const web = await catalog;
    const answer: unknown = await web.getStorageEntity(name);
    return storageEntitySchema.parse(answer).Value;
  };
}
