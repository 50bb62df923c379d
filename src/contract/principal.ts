import * as z from 'zod/mini';

/** Who can be an owner or a user of a connection. *Everyone* can be given use, never ownership. */
export const personSchema = z.object({ kind: z.literal('person'), objectId: z.guid(), name: z.string() });

export const groupSchema = z.object({ kind: z.literal('group'), objectId: z.guid(), name: z.string() });

export const everyoneSchema = z.object({ kind: z.literal('everyone') });

export const ownerSchema = z.discriminatedUnion('kind', [personSchema, groupSchema]);

export const userSchema = z.discriminatedUnion('kind', [personSchema, groupSchema, everyoneSchema]);

export type PersonReference = z.infer<typeof personSchema>;
export type Owner = z.infer<typeof ownerSchema>;
export type User = z.infer<typeof userSchema>;
