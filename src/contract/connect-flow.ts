import * as z from 'zod/mini';
import { connectionIdSchema } from './connection';
import { problemCodes } from './problem';

/** `flow_` and 26 characters of Crockford's base 32 (128 random bits, lower case). */
export const flowIdSchema = z.string().check(z.regex(/^flow_[0-9a-hjkmnp-tv-z]{26}$/));

/**
 * `waiting`: the window has not been opened. `open`: it has reported itself within the last 10 s.
 * `left`: it was open and has gone. `succeeded`, `failed`, `cancelled`, `expired`: over; nothing follows.
 */
export const flowStates = ['waiting', 'open', 'left', 'succeeded', 'failed', 'cancelled', 'expired'] as const;

export type FlowState = (typeof flowStates)[number];

/** Why a flow failed: another person or tenant signed in, or the directory refused. */
export const flowFailures = ['anotherPerson', 'anotherTenant', 'signInRefused'] as const;

export const connectFlowSchema = z.object({
  id: flowIdSchema,
  connectionId: connectionIdSchema,
  state: z.enum(flowStates),
  /** Address of the connect window, at the connection manager's own origin. */
  address: z.string(),
  expiresAt: z.iso.datetime(),
  failure: z.optional(z.enum(flowFailures)),
  /** The last attempt's problem, while the flow goes on: a refused password, a system out of reach. */
  lastProblem: z.optional(z.enum(problemCodes)),
});

export type ConnectFlow = z.infer<typeof connectFlowSchema>;
