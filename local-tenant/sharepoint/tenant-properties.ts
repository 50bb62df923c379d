/**
 * Storage entities, which administrators know as tenant properties. The tenant's app catalog has one set; a site
 * collection with an app catalog of its own has another, which every web of that site collection shows first.
 */
import type { Tenant } from '../world/world';
import { findPlace, type Place } from './sites';

export class TenantProperties {
  private readonly ofTenant = new Map<string, Map<string, string>>();
  private readonly ofSite = new Map<string, Map<string, string>>();

  constructor(
    private readonly tenants: readonly Tenant[],
    initial: Readonly<Record<string, Readonly<Record<string, string>>>>,
  ) {
    for (const [tenantKey, properties] of Object.entries(initial)) {
      this.ofTenant.set(tenantKey, new Map(Object.entries(properties)));
    }
  }

  setForTenant(tenantKey: string, key: string, value: string): void {
    if (!this.tenants.some((tenant) => tenant.key === tenantKey)) throw new Error(`No tenant ${tenantKey}.`);
    entriesOf(this.ofTenant, tenantKey).set(key, value);
  }

  /** Puts a property into the app catalog of the site collection around the web with this path. */
  setForSite(webPath: string, key: string, value: string): void {
    const [place, other] = this.tenants.flatMap((tenant) => findPlace(tenant, webPath) ?? []);
    if (!place || other) throw new Error(`Not exactly one web has the path ${webPath}.`);
    entriesOf(this.ofSite, place.site.siteId).set(key, value);
  }

  /** What SharePoint answers at this web. The tenant's own app catalog shows nothing but the tenant's set. */
  read(tenant: Tenant, place: Place, key: string): string | undefined {
    const inTenant = this.ofTenant.get(tenant.key)?.get(key);
    if (place.site === findPlace(tenant, tenant.appCatalogPath)?.site) return inTenant;
    return this.ofSite.get(place.site.siteId)?.get(key) ?? inTenant;
  }
}

function entriesOf(sets: Map<string, Map<string, string>>, owner: string): Map<string, string> {
  const entries = sets.get(owner) ?? new Map<string, string>();
  sets.set(owner, entries);
  return entries;
}
