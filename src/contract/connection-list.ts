import * as z from 'zod/mini';
import { connectionSchema, connectionStates } from './connection';
import { connectorIdSchema } from './connector';
import { availabilities, siteAddressSchema } from './site';

/** What a list of connections can be sorted by; `owner` is the first owner's name. */
export const connectionSorts = ['name', 'connector', 'status', 'availability', 'owner', 'changed'] as const;

export type ConnectionSort = (typeof connectionSorts)[number];

export const sortDirections = ['ascending', 'descending'] as const;

export type SortDirection = (typeof sortDirections)[number];

/** How far connections reach, as lists are narrowed by it: a personal one has no reach. */
export const availabilityFilters = [...availabilities, 'personal'] as const;

export type AvailabilityFilter = (typeof availabilityFilters)[number];

export const pageShape = {
  /** What the page before gave as `next`, with everything else as it was asked then. */
  after: z.optional(z.string().check(z.maxLength(2000))),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
} as const;

/**
 * What is asked of a list of connections. Only what the rules let the caller see is ever searched, sorted or
 * filtered. A page can be shorter than `limit`, and even empty, while `next` says that there is more to look
 * through.
 */
export const connectionListQuerySchema = z.strictObject({
  site: siteAddressSchema,
  ...pageShape,
  /**
   * Beginnings of words: each must begin a word of the name, the connector's title, the account or an owner's
   * name, without regard to case and Latin accents. Punctuation only separates words. Unless a sort is asked for,
   * what is the site's or the caller's own comes first, by name, and then what is tenant-wide, by the word found and
   * by name; for administrators everything is by the word found and by name.
   */
  search: z.optional(z.string().check(z.maxLength(100))),
  sort: z.optional(z.enum(connectionSorts)),
  direction: z.optional(z.enum(sortDirections)),
  /** One or several, with commas between them. */
  status: z.optional(
    z.string().check(
      z.maxLength(100),
      z.refine(
        (states) => states.split(',').every((state) => connectionStates.some((one) => one === state)),
        `must be one or several of ${connectionStates.join(', ')}, with commas between them`,
      ),
    ),
  ),
  connector: z.optional(connectorIdSchema),
  availability: z.optional(z.enum(availabilityFilters)),
  /** Object id of a person or group; `me`: what the caller owns, directly or through a group. */
  owner: z.optional(z.union([z.literal('me'), z.guid()], 'must be an object id, or me')),
  /** Id of the web where the connection was made. */
  homeSite: z.optional(z.guid()),
  /** Only what needs somebody's attention: invalid, not connected, disabled or orphaned. */
  attention: z.optional(z.literal('true')),
});

/** A connection in the bin. It is refused to everybody until it is restored. */
export const deletedConnectionSchema = z.object({
  ...connectionSchema.shape,
  deletedAt: z.iso.datetime(),
  /** From then on it cannot be restored. */
  purgedAt: z.iso.datetime(),
});

export type DeletedConnection = z.infer<typeof deletedConnectionSchema>;
