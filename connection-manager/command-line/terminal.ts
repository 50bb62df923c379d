import type { Environment } from '../configuration/configuration';

/** What a command may use of the process that runs it. */
export interface Terminal {
  readonly environment: Environment;
  readonly write: (line: string) => void;
  readonly complain: (line: string) => void;
  /** What tests put in the place of waiting. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** Exit codes: what was asked was done, failed, or was not understood. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

/** A command cannot go on. Its message says why and what to do, in lines for a person. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
