import { unquote } from './arguments';
import type { TenantRoute, WebRoute } from './call';

export const tenantSettingsRoutes: readonly TenantRoute[] = [
  {
    at: 'any web',
    method: 'GET',
    pattern: /^SP_TenantSettings_Current$/i,
    answer: ({ host }) => ({
      outcome: 'entity',
      type: 'SP.TenantSettings',
      id: 'SP_TenantSettings_Current',
      properties: { CorporateCatalogUrl: host.origin + host.tenant.appCatalogPath },
    }),
  },
];

export const storageEntityRoutes: readonly WebRoute[] = [
  {
    at: 'web',
    method: 'GET',
    pattern: /^web\/getStorageEntity\((?:key=)?('.+')\)$/i,
    answer: ({ host, place, tenantProperties, captured }) => {
      const value = tenantProperties.read(host.tenant, place, unquote(captured));
      if (value === undefined) return { outcome: 'nothing' };
      return { outcome: 'value', value: { Comment: '', Description: '', Value: value } };
    },
  },
];
