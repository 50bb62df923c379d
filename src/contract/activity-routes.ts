import * as z from 'zod/mini';
import { activitySchema, exportFormats } from './activity';
import { connectionIdSchema } from './connection';
import { route } from './route';
import { siteAddressSchema } from './site';

const person = { kind: 'person', scopes: ['connections.access'] } as const;

const pageShape = {
  site: siteAddressSchema,
  after: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200))),
} as const;

const activityPageSchema = z.object({
  items: z.array(activitySchema),
  /** Pass it as `after` to get the next page; absent on the last. */
  next: z.optional(z.string()),
});

/** Tells what was done to a connection, and what was refused, newest first. */
export const listConnectionActivity = route({
  method: 'GET',
  path: '/connections/:connectionId/activity',
  summary: 'Tells what was done to a connection',
  caller: person,
  permission: { on: 'connection', action: 'seeActivity' },
  audit: { none: 'Reads what happened to a connection that the caller manages.' },
  params: z.strictObject({ connectionId: connectionIdSchema }),
  query: z.strictObject(pageShape),
  response: activityPageSchema,
  status: 200,
  problems: ['connection_not_found', 'site_not_found', 'not_allowed', 'invalid_request'],
});

/** Tells what was done in the tenant, and what was refused, newest first. */
export const listActivity = route({
  method: 'GET',
  path: '/activity',
  summary: 'Tells what was done in the tenant',
  caller: person,
  permission: { on: 'site', action: 'seeTenantActivity' },
  audit: { none: 'Reads the audit trail that its administrators answer for.' },
  query: z.strictObject(pageShape),
  response: activityPageSchema,
  status: 200,
  problems: ['site_not_found', 'not_allowed', 'invalid_request'],
});

/**
 * Writes a page of the tenant's activity, newest first, as text to keep: pages put one behind the other make a whole
 * file. `csv` is RFC 4180 with a heading on the first page, and no cell that a spreadsheet would take for a
 * formula; `jsonl` has one JSON object a line.
 */
export const exportActivity = route({
  method: 'GET',
  path: '/activity/export',
  summary: 'Writes the activity of the tenant as a file',
  caller: person,
  permission: { on: 'site', action: 'seeTenantActivity' },
  audit: { event: 'activity.exported' },
  query: z.strictObject({ ...pageShape, format: z.enum(exportFormats) }),
  response: z.object({ text: z.string(), next: z.optional(z.string()) }),
  status: 200,
  problems: ['site_not_found', 'not_allowed', 'invalid_request'],
});

export const activityRoutes = { listConnectionActivity, listActivity, exportActivity } as const;
