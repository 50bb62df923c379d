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

/** Why a flow failed. */
export const flowFailures = ['tooManyAttempts'] as const;

/** Why the window let somebody no further who came to it: it is no end, the right person can still go on. */
export const windowRefusals = ['anotherPerson', 'anotherTenant', 'signInRefused', 'cookiesOff'] as const;

export type WindowRefusal = (typeof windowRefusals)[number];

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
  /** Whom the window turned away since its starter was there, while the flow goes on. */
  windowRefusal: z.optional(z.enum(windowRefusals)),
});

export type ConnectFlow = z.infer<typeof connectFlowSchema>;
