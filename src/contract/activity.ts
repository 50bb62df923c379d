import * as z from 'zod/mini';

/** Who did something: a person, or a workflow engine. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), objectId: z.string(), name: z.string() }),
  z.object({ kind: z.literal('engine'), applicationId: z.string() }),
]);

/** One value that a change gave another; never a secret. */
export const changedValueSchema = z.object({
  field: z.string(),
  before: z.optional(z.string()),
  after: z.optional(z.string()),
});

/** One entry of the audit trail. */
export const activitySchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  event: z.string(),
  outcome: z.enum(['done', 'refused']),
  actor: actorSchema,
  /** The application that brought the person's token. */
  from: z.optional(z.string()),
  connection: z.optional(z.object({ id: z.string(), name: z.optional(z.string()) })),
  /** Which rule or problem refused. */
  because: z.optional(z.string()),
  /** Address of the site from which it was asked. */
  site: z.optional(z.string()),
  changes: z.array(changedValueSchema),
  requestId: z.string(),
});

export type Activity = z.infer<typeof activitySchema>;

export const exportFormats = ['csv', 'jsonl'] as const;
