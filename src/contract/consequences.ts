import * as z from 'zod/mini';
import { newPermissionsSchema } from './permissions';
import { personSchema, userSchema } from './principal';
import { availabilities, siteReferenceSchema } from './site';

/** A change that somebody thinks of. What is left out stays as it is. */
export const wishedChangeSchema = z.strictObject({
  availability: z.optional(z.enum(availabilities)),
  permissions: z.optional(newPermissionsSchema),
});

export type WishedChange = z.infer<typeof wishedChangeSchema>;

/** A workflow step that would no longer be served. */
export const stoppedStepSchema = z.object({
  site: siteReferenceSchema,
  workflowId: z.string(),
  stepId: z.string(),
  author: personSchema,
});

/** How many stopped steps an answer names. */
export const mostStoppedSteps = 100;

const reachSchema = z.enum(availabilities);

/** What a change would do. */
export const consequencesSchema = z.object({
  /** Who can use it then and cannot now; with another reach, on the sites that it reaches then. */
  gain: z.array(userSchema),
  /** Who can use it now and cannot then; with another reach, on the sites that it no longer reaches. */
  lose: z.array(userSchema),
  /** Absent where the reach stays. */
  reach: z.optional(z.object({ before: reachSchema, after: reachSchema })),
  stops: z.array(stoppedStepSchema),
  /** Stopped steps that are not named: beyond the first hundred, or on sites the caller has no access to. */
  furtherStops: z.int(),
  /** Whether there are so many steps that not all were looked at. */
  isMore: z.boolean(),
  mustBeConfirmed: z.boolean(),
});

export type Consequences = z.infer<typeof consequencesSchema>;
