import * as z from 'zod/mini';
import { personSchema } from './principal';
import { siteReferenceSchema } from './site';

/**
 * How far site collection administrators manage connections that live outside their own site collections.
 * They see all of the tenant's, whatever it says.
 */
export const administratorReaches = ['ownSiteCollections', 'tenant', 'tenantAllActions'] as const;

export type AdministratorReach = (typeof administratorReaches)[number];

/** The least role with which a person may create a shared connection. */
export const creatorRoles = ['siteOwner', 'siteCollectionAdministrator', 'workflowAdministrator'] as const;

export type CreatorRole = (typeof creatorRoles)[number];

/** What workflow administrators decide for their tenant. */
export const tenantSettingsSchema = z.object({
  /** Send it as `If-Match` with the next change. */
  etag: z.string(),
  /** Empty where nobody is registered yet: `register` says who may be the first. */
  workflowAdministrators: z.array(personSchema),
  minimumRoleToCreate: z.enum(creatorRoles),
  administratorReach: z.enum(administratorReaches),
  /** Days after which a workflow that waits for a connection ends. */
  suspensionDays: z.int().check(z.minimum(1), z.maximum(30)),
});

export type TenantSettings = z.infer<typeof tenantSettingsSchema>;

/** Fields that are left out stay as they are. */
export const tenantSettingsChangesSchema = z.strictObject({
  workflowAdministrators: z.optional(z.array(z.guid()).check(z.minLength(1), z.maxLength(50))),
  minimumRoleToCreate: z.optional(z.enum(creatorRoles)),
  administratorReach: z.optional(z.enum(administratorReaches)),
  suspensionDays: z.optional(z.int().check(z.minimum(1), z.maximum(30))),
});

export type TenantSettingsChanges = z.infer<typeof tenantSettingsChangesSchema>;

/** What the administrators of a site collection decide for it. */
export const siteCollectionSettingsSchema = z.object({
  etag: z.string(),
  site: siteReferenceSchema,
  /** Whether designers may make personal connections on its sites. */
  personalConnections: z.boolean(),
});

export type SiteCollectionSettings = z.infer<typeof siteCollectionSettingsSchema>;

export const siteCollectionSettingsChangesSchema = z.strictObject({ personalConnections: z.boolean() });
