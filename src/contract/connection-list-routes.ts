import * as z from 'zod/mini';
import { connectionIdSchema, connectionSchema } from './connection';
import { deletedConnectionSchema, pageShape } from './connection-list';
import { route } from './route';
import { siteAddressSchema } from './site';

const person = { kind: 'person', scopes: ['connections.access'] } as const;

/**
 * Lists the deleted connections that the caller may restore, those that were deleted last first. Thirty days after
 * it was deleted a connection is purged.
 */
export const listDeletedConnections = route({
  method: 'GET',
  path: '/deleted-connections',
  summary: 'Lists the deleted connections one may restore',
  caller: person,
  permission: { on: 'site', action: 'listDeletedConnections' },
  audit: { none: 'Reads only what the rules let the caller restore.' },
  query: z.strictObject({ site: siteAddressSchema, ...pageShape }),
  response: z.object({
    items: z.array(deletedConnectionSchema),
    /** Pass it as `after` to get the next page; absent on the last. */
    next: z.optional(z.string()),
  }),
  status: 200,
  problems: ['site_not_found', 'invalid_request'],
});

/**
 * Takes a connection out of the bin, with its name, grants and settings. Where its credential was revoked it is
 * *not connected*; otherwise it is what it was. One that the caller may not restore looks like a missing one.
 */
export const restoreConnection = route({
  method: 'POST',
  path: '/deleted-connections/:connectionId/restore',
  summary: 'Takes a connection out of the bin',
  caller: person,
  permission: { on: 'site', action: 'restoreConnection' },
  audit: { event: 'connection.restored' },
  params: z.strictObject({ connectionId: connectionIdSchema }),
  query: z.strictObject({ site: siteAddressSchema }),
  response: connectionSchema,
  status: 200,
  ifMatch: true,
  problems: ['connection_not_found', 'site_not_found', 'changed_meanwhile'],
});

export const connectionListRoutes = { listDeletedConnections, restoreConnection } as const;
