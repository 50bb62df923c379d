import * as z from 'zod/mini';
import { connectionIdSchema, connectionSchema } from './connection';
import { confirmationIdSchema, confirmationSchema } from './confirmation';
import { consequencesSchema, wishedChangeSchema } from './consequences';
import { newAvailabilitySchema, newPermissionsSchema, transferSchema } from './permissions';
import type { ProblemCode } from './problem';
import { route } from './route';
import { siteAddressSchema } from './site';

const person = { kind: 'person', scopes: ['connections.access'] } as const;
const params = z.strictObject({ connectionId: connectionIdSchema });
const query = z.strictObject({ site: siteAddressSchema });

/** What every change of a connection can be refused with. */
const refusals = [
  'connection_not_found',
  'site_not_found',
  'not_allowed',
  'changed_meanwhile',
] as const satisfies readonly ProblemCode[];

/** Gives a shared connection these owners and users. Adding owners, or everyone, must be confirmed. */
export const setPermissions = route({
  method: 'PUT',
  path: '/connections/:connectionId/permissions',
  summary: 'Says who owns and who uses a shared connection',
  caller: person,
  permission: { on: 'connection', action: ['grant', 'takeAway'] },
  audit: { event: 'connection.permissionsChanged' },
  params,
  query,
  body: newPermissionsSchema,
  response: connectionSchema,
  status: 200,
  ifMatch: true,
  confirmation: true,
  problems: [...refusals, 'confirmation_required', 'invalid_request', 'directory_unavailable'],
});

/** Changes how far a shared connection reaches. Widening must be confirmed. */
export const setAvailability = route({
  method: 'PUT',
  path: '/connections/:connectionId/availability',
  summary: 'Says how far a shared connection reaches',
  caller: person,
  permission: { on: 'connection', action: 'changeAvailability' },
  audit: { event: 'connection.availabilityChanged' },
  params,
  query,
  body: newAvailabilitySchema,
  response: connectionSchema,
  status: 200,
  ifMatch: true,
  confirmation: true,
  problems: [...refusals, 'confirmation_required', 'invalid_request'],
});

/**
 * Makes a personal connection a shared one of this site, for everyone within the reach of its owner's role. It
 * loses its credential on the way: it is *not connected* until somebody signs in. Must be confirmed.
 */
export const shareConnection = route({
  method: 'POST',
  path: '/connections/:connectionId/share',
  summary: 'Makes a personal connection a shared one',
  caller: person,
  permission: { on: 'connection', action: 'share' },
  audit: { event: 'connection.shared' },
  params,
  query,
  response: connectionSchema,
  status: 200,
  ifMatch: true,
  confirmation: true,
  problems: [...refusals, 'confirmation_required'],
});

/** Hands over from one owner to another. A personal connection loses its credential. Must be confirmed. */
export const transferConnection = route({
  method: 'POST',
  path: '/connections/:connectionId/transfer',
  summary: 'Hands a connection over to another owner',
  caller: person,
  permission: { on: 'connection', action: 'transfer' },
  audit: { event: 'connection.transferred' },
  params,
  query,
  body: transferSchema,
  response: connectionSchema,
  status: 200,
  ifMatch: true,
  confirmation: true,
  problems: [...refusals, 'confirmation_required', 'invalid_request', 'directory_unavailable'],
});

/** Stops every step that uses the connection, until it is enabled again. */
export const disableConnection = route({
  method: 'POST',
  path: '/connections/:connectionId/disable',
  summary: 'Disables a connection',
  caller: person,
  permission: { on: 'connection', action: 'disable' },
  audit: { event: 'connection.disabled' },
  params,
  query,
  response: connectionSchema,
  status: 200,
  ifMatch: true,
  problems: refusals,
});

/** Gives a disabled connection the state back that it had before. */
export const enableConnection = route({
  method: 'POST',
  path: '/connections/:connectionId/enable',
  summary: 'Enables a connection again',
  caller: person,
  permission: { on: 'connection', action: 'enable' },
  audit: { event: 'connection.enabled' },
  params,
  query,
  response: connectionSchema,
  status: 200,
  ifMatch: true,
  problems: refusals,
});

/**
 * Tells what a change would do, and changes nothing: who gains, who loses, and which steps stop. It is a POST
 * because the permissions that are wished for are too long for an address.
 */
export const tellConsequences = route({
  method: 'POST',
  path: '/connections/:connectionId/consequences',
  summary: 'Tells what a change of reach or permissions would do',
  caller: person,
  permission: { on: 'connection', action: ['grant', 'takeAway', 'changeAvailability'] },
  audit: { none: 'Changes nothing, and names only bindings on sites that the caller has access to.' },
  params,
  query,
  body: wishedChangeSchema,
  response: consequencesSchema,
  status: 200,
  problems: [
    'connection_not_found',
    'site_not_found',
    'not_allowed',
    'invalid_request',
    'directory_unavailable',
  ],
});

/** Tells how a confirmation stands. Only the person whose change it is may ask. */
export const readConfirmation = route({
  method: 'GET',
  path: '/confirmations/:confirmationId',
  summary: 'Tells how a confirmation stands',
  caller: person,
  permission: { on: 'confirmation', action: 'ownConfirmation' },
  audit: { none: 'Reads the state of a confirmation of the caller’s own change.' },
  params: z.strictObject({ confirmationId: confirmationIdSchema }),
  response: confirmationSchema,
  status: 200,
  problems: ['confirmation_not_found'],
});

/** Everything that changes who may. */
export const permissionRoutes = {
  setPermissions,
  setAvailability,
  shareConnection,
  transferConnection,
  disableConnection,
  enableConnection,
  tellConsequences,
  readConfirmation,
} as const;
