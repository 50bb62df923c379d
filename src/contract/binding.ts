import * as z from 'zod/mini';
import { connectionIdSchema } from './connection';
import { personSchema } from './principal';
import { siteAddressSchema, siteReferenceSchema } from './site';

const workflowIdSchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9._-]{1,128}$/, 'letters, digits, dot, hyphen and underscore, at most 128'));
const stepIdSchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9._-]{1,128}$/, 'letters, digits, dot, hyphen and underscore, at most 128'));

/** Base64url SHA-256 of the step's configuration as the engine or designer computed it. */
export const stepHashSchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{43}$/, 'must be a SHA-256 digest in base64url'));

/** Which step of which workflow on which site. */
export const stepReferenceSchema = z.strictObject({
  site: siteAddressSchema,
  workflowId: workflowIdSchema,
  stepId: stepIdSchema,
});

export type StepReference = z.infer<typeof stepReferenceSchema>;

export const newBindingSchema = z.strictObject({
  ...stepReferenceSchema.shape,
  connectionId: connectionIdSchema,
  /** The operation of the connector that the step performs; `invoke` for a plain call. */
  operation: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/)),
  stepHash: stepHashSchema,
});

export type NewBinding = z.infer<typeof newBindingSchema>;

/** This step of this workflow uses this connection, put there by its author. */
export const bindingSchema = z.object({
  site: siteReferenceSchema,
  workflowId: workflowIdSchema,
  stepId: stepIdSchema,
  connectionId: connectionIdSchema,
  operation: z.string(),
  stepHash: stepHashSchema,
  author: personSchema,
  boundAt: z.iso.datetime(),
  etag: z.string(),
});

export type Binding = z.infer<typeof bindingSchema>;
