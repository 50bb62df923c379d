import * as z from 'zod/mini';
import { route } from './route';
import { siteAddressSchema } from './site';
import {
  siteCollectionSettingsChangesSchema,
  siteCollectionSettingsSchema,
  tenantSettingsChangesSchema,
  tenantSettingsSchema,
} from './tenant-settings';

const person = { kind: 'person', scopes: ['connections.access'] } as const;
const siteQuery = z.strictObject({ site: siteAddressSchema });

/** Reads what the tenant's workflow administrators decided. */
export const readTenantSettings = route({
  method: 'GET',
  path: '/settings',
  summary: 'Reads the settings of the tenant',
  caller: person,
  permission: { on: 'tenant', action: 'administer' },
  audit: { none: 'Reads settings that the caller may change.' },
  response: tenantSettingsSchema,
  status: 200,
  problems: ['not_allowed', 'directory_unavailable'],
});

/** Changes the tenant's settings. Workflow administrators are enabled members of the tenant, and at least one remains. */
export const changeTenantSettings = route({
  method: 'PATCH',
  path: '/settings',
  summary: 'Changes the settings of the tenant',
  caller: person,
  permission: { on: 'tenant', action: 'administer' },
  audit: { event: 'tenantSettings.changed' },
  body: tenantSettingsChangesSchema,
  response: tenantSettingsSchema,
  status: 200,
  ifMatch: true,
  problems: ['not_allowed', 'changed_meanwhile', 'invalid_request', 'directory_unavailable'],
});

/**
 * Makes the caller the first workflow administrator of a tenant that has none. Who may is said by a directory
 * role in the access token (`wids`): Global Administrator or SharePoint Administrator.
 */
export const registerFirstAdministrator = route({
  method: 'POST',
  path: '/settings/first-administrator',
  summary: 'Registers the caller as the first workflow administrator',
  caller: person,
  permission: { on: 'tenant', action: 'registerFirstAdministrator' },
  audit: { event: 'tenantSettings.firstAdministrator' },
  response: undefined,
  status: 204,
  problems: ['not_allowed', 'changed_meanwhile'],
});

/** Reads what the administrators of a site collection decided. */
export const readSiteCollectionSettings = route({
  method: 'GET',
  path: '/site-collection-settings',
  summary: 'Reads the settings of a site collection',
  caller: person,
  permission: { on: 'site', action: 'administerSiteCollection' },
  audit: { none: 'Reads settings that the caller may change.' },
  query: siteQuery,
  response: siteCollectionSettingsSchema,
  status: 200,
  problems: ['site_not_found', 'not_allowed'],
});

/** Changes the settings of a site collection. */
export const changeSiteCollectionSettings = route({
  method: 'PUT',
  path: '/site-collection-settings',
  summary: 'Changes the settings of a site collection',
  caller: person,
  permission: { on: 'site', action: 'administerSiteCollection' },
  audit: { event: 'siteCollectionSettings.changed' },
  query: siteQuery,
  body: siteCollectionSettingsChangesSchema,
  response: siteCollectionSettingsSchema,
  status: 200,
  ifMatch: true,
  problems: ['site_not_found', 'not_allowed', 'changed_meanwhile', 'invalid_request'],
});

export const settingsRoutes = {
  readTenantSettings,
  changeTenantSettings,
  registerFirstAdministrator,
  readSiteCollectionSettings,
  changeSiteCollectionSettings,
} as const;
