import * as z from 'zod/mini';
import { connectionIdSchema } from './connection';

/** `cnf_` and 26 characters of Crockford's base 32 (128 random bits, lower case). */
export const confirmationIdSchema = z.string().check(z.regex(/^cnf_[0-9a-hjkmnp-tv-z]{26}$/));

export const confirmationStates = ['waiting', 'confirmed', 'refused', 'expired', 'used'] as const;

/**
 * A change that waits for its author to confirm it in the connection manager's own window. Once it is
 * confirmed, the same request with `Confirmation: <id>` is carried out, once.
 */
export const confirmationSchema = z.object({
  id: confirmationIdSchema,
  connectionId: connectionIdSchema,
  state: z.enum(confirmationStates),
  /** Address of the window. Open it in the click, without `noopener`. */
  address: z.string(),
  expiresAt: z.iso.datetime(),
});

export type Confirmation = z.infer<typeof confirmationSchema>;
