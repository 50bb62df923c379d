import type { WebPartContext } from '@microsoft/sp-webpart-base';
import { spfi, SPFx } from '@pnp/sp';
import '@pnp/sp/appcatalog';
import '@pnp/sp/webs';

/** The address of the tenant's app catalog, as SharePoint names it: where the tenant properties live. */
export async function readAppCatalogAddress({
  pageContext,
}: Pick<WebPartContext, 'pageContext'>): Promise<string> {
  const catalog = await spfi().using(SPFx({ pageContext })).getTenantAppCatalogWeb();
  return catalog.toUrl().replace(/\/_api\/.*$/, '');
}
