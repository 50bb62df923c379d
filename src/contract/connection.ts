import * as z from 'zod/mini';
import { connectorIdSchema } from './connector';
import { ownerSchema, personSchema, userSchema } from './principal';
import { availabilities, siteAddressSchema, siteReferenceSchema } from './site';

/** `con_` and 26 characters of Crockford's base 32 (128 random bits, lower case). */
export const connectionIdSchema = z.string().check(z.regex(/^con_[0-9a-hjkmnp-tv-z]{26}$/));

export const connectionKinds = ['shared', 'personal'] as const;

export const connectionStates = ['ready', 'notConnected', 'invalid', 'disabled'] as const;

export type ConnectionState = (typeof connectionStates)[number];

export const connectionStatusSchema = z.object({
  state: z.enum(connectionStates),
  /** When the connection came into this state. */
  since: z.iso.datetime(),
});

export type ConnectionStatus = z.infer<typeof connectionStatusSchema>;

/**
 * What this caller may do with this connection; worked out by the same rules that refuse. `grant` adds owners and
 * users and `takeAway` removes them; `share` makes a personal connection a shared one.
 */
export const connectionActions = [
  'see',
  'use',
  'seeActivity',
  'rename',
  'edit',
  'connect',
  'disable',
  'enable',
  'grant',
  'takeAway',
  'changeAvailability',
  'share',
  'transfer',
  'delete',
  'restore',
] as const;

export type ConnectionAction = (typeof connectionActions)[number];

/** The values of a connector's settings. Never a secret: those are asked for in the connect window only. */
export const settingsSchema = z.record(
  z.string().check(z.maxLength(64)),
  z.string().check(z.maxLength(2048)),
);

export type Settings = z.infer<typeof settingsSchema>;

export const connectionSchema = z.object({
  id: connectionIdSchema,
  /** Send it as `If-Match` with the next change. */
  etag: z.string(),
  name: z.string(),
  connector: z.object({ id: connectorIdSchema, title: z.string(), icon: z.string() }),
  authMethod: z.object({ id: z.string(), title: z.string() }),
  kind: z.enum(connectionKinds),
  availability: z.enum(availabilities),
  homeSite: siteReferenceSchema,
  settings: settingsSchema,
  status: connectionStatusSchema,
  /** The account at the system that the credential belongs to, once known. */
  account: z.optional(z.string()),
  owners: z.array(ownerSchema),
  users: z.array(userSchema),
  /** Since when every owner has left the tenant or is disabled. Administrators only are told. */
  orphanedSince: z.optional(z.iso.datetime()),
  createdBy: personSchema,
  createdAt: z.iso.datetime(),
  changedBy: personSchema,
  changedAt: z.iso.datetime(),
  may: z.array(z.enum(connectionActions)),
  /** Other availabilities that this caller may give it, signing in anew where the credential is somebody else's. */
  mayReach: z.array(z.enum(availabilities)),
});

export type Connection = z.infer<typeof connectionSchema>;

/** What a person who wants a new connection sends. The credential is not part of it. */
export const newConnectionSchema = z.strictObject({
  site: siteAddressSchema,
  /** Shared, where it is left out. A personal connection is its creator's alone, on every site. */
  kind: z.optional(z.enum(connectionKinds)),
  connectorId: connectorIdSchema,
  authMethodId: z.string().check(z.maxLength(64)),
  name: z.string().check(z.maxLength(1000)),
  settings: settingsSchema,
});

export type NewConnection = z.infer<typeof newConnectionSchema>;

export const connectionChangesSchema = z.strictObject({
  name: z.optional(z.string().check(z.maxLength(1000))),
  settings: z.optional(settingsSchema),
});

export type ConnectionChanges = z.infer<typeof connectionChangesSchema>;
