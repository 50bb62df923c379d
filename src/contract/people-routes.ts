import * as z from 'zod/mini';
import { connectionIdSchema } from './connection';
import { accessExplanationSchema } from './permissions';
import { route } from './route';
import { siteAddressSchema } from './site';

const person = { kind: 'person', scopes: ['connections.access'] } as const;

/** Somebody a search found. Guests are marked: they are never one of everyone. */
export const foundPrincipalSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    objectId: z.guid(),
    name: z.string(),
    /** What the person signs in with: tells two of one name apart. */
    signInName: z.optional(z.string()),
    isGuest: z.boolean(),
  }),
  z.object({ kind: z.literal('group'), objectId: z.guid(), name: z.string() }),
]);

export type FoundPrincipal = z.infer<typeof foundPrincipalSchema>;

/** Finds people, or groups, of the tenant's directory by the beginnings of the words in their names. */
export const findPrincipals = route({
  method: 'GET',
  path: '/principals',
  summary: 'Finds people or groups of the directory',
  caller: person,
  permission: { on: 'site', action: 'findPeople' },
  audit: { none: 'Reads what the directory shows to the caller anyway.' },
  query: z.strictObject({
    site: siteAddressSchema,
    kind: z.enum(['person', 'group']),
    search: z.string().check(z.trim(), z.minLength(1), z.maxLength(100), z.regex(/^\P{Cc}*$/u)),
  }),
  /** At most twenty, by name; without people whose account is disabled. */
  response: z.object({ items: z.array(foundPrincipalSchema) }),
  status: 200,
  problems: ['site_not_found', 'directory_unavailable', 'invalid_request'],
});

/** Tells whether a person can use a connection, and why. */
export const explainAccess = route({
  method: 'GET',
  path: '/connections/:connectionId/access',
  summary: 'Tells whether somebody can use a connection, and why',
  caller: person,
  permission: { on: 'connection', action: ['grant', 'takeAway'] },
  audit: { none: 'Reads grants of a connection that the caller may change.' },
  params: z.strictObject({ connectionId: connectionIdSchema }),
  query: z.strictObject({ site: siteAddressSchema, person: z.guid().check(z.toLowerCase()) }),
  response: accessExplanationSchema,
  status: 200,
  problems: [
    'connection_not_found',
    'site_not_found',
    'not_allowed',
    'directory_unavailable',
    'invalid_request',
  ],
});

export const peopleRoutes = { findPrincipals, explainAccess } as const;
