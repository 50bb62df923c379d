import * as z from 'zod/mini';
import { personSchema } from './principal';
import { availabilities } from './site';

/** In one spelling, as the directory has it: an id in capitals must not pass for somebody else's. */
const objectIdSchema = z.guid().check(z.toLowerCase());

/** A grant as a request names it: names are read from the directory, never believed. */
const namedPersonSchema = z.strictObject({ kind: z.literal('person'), objectId: objectIdSchema });
const namedGroupSchema = z.strictObject({ kind: z.literal('group'), objectId: objectIdSchema });
const namedEveryoneSchema = z.strictObject({ kind: z.literal('everyone') });

export const namedOwnerSchema = z.discriminatedUnion('kind', [namedPersonSchema, namedGroupSchema]);
export const namedUserSchema = z.discriminatedUnion('kind', [
  namedPersonSchema,
  namedGroupSchema,
  namedEveryoneSchema,
]);

export type NamedOwner = z.infer<typeof namedOwnerSchema>;
export type NamedUser = z.infer<typeof namedUserSchema>;

/** How many owners, and how many users, a connection can have. Groups are for more. */
export const mostOwners = 20;
export const mostUsers = 200;

/** All owners and users a connection shall have. */
export const newPermissionsSchema = z.strictObject({
  owners: z.array(namedOwnerSchema).check(z.minLength(1), z.maxLength(mostOwners)),
  users: z.array(namedUserSchema).check(z.maxLength(mostUsers)),
});

export type NewPermissions = z.infer<typeof newPermissionsSchema>;

export const newAvailabilitySchema = z.strictObject({ availability: z.enum(availabilities) });

/** Which owner hands over, and to whom. */
export const transferSchema = z.strictObject({ from: namedOwnerSchema, to: namedPersonSchema });

export type Transfer = z.infer<typeof transferSchema>;

/** One way in which a person has a connection. */
export const grantReasonSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('person'), as: z.enum(['owner', 'user']) }),
  z.object({ by: z.literal('group'), as: z.enum(['owner', 'user']), group: z.string() }),
  z.object({ by: z.literal('everyone'), as: z.literal('user') }),
]);

/** Why nobody is served through this person's grants, whatever they are. */
export const accountHindrances = ['disabled', 'unknown'] as const;

/** Whether somebody can use a connection, and why; access to the site they use it on is needed beside. */
export const accessExplanationSchema = z.object({
  person: personSchema,
  isGuest: z.boolean(),
  /** Empty where no grant is theirs: a guest is not one of everyone. */
  reasons: z.array(grantReasonSchema),
  hindrance: z.optional(z.enum(accountHindrances)),
  isWorkflowAdministrator: z.boolean(),
});

export type AccessExplanation = z.infer<typeof accessExplanationSchema>;
