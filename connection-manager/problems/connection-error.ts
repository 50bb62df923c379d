import type { Confirmation } from '../../src/contract/confirmation';
import type { Denial, FieldError, ProblemCode } from '../../src/contract/problem';

export interface ProblemDetails {
  readonly because?: Denial;
  readonly errors?: readonly FieldError[];
  /** One English sentence without anything secret or tenant-private in it. */
  readonly detail?: string;
  readonly claims?: string;
  /** With `confirmation_required`. */
  readonly confirmation?: Confirmation;
  readonly cause?: unknown;
}

/** A request that cannot be served, as the caller will be told. The cause goes to the log only. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly code: ProblemCode;
  readonly because: Denial | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly detail: string | undefined;
  readonly claims: string | undefined;
  readonly confirmation: Confirmation | undefined;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(details.detail ?? code, { cause: details.cause });
    this.code = code;
    this.because = details.because;
    this.errors = details.errors;
    this.detail = details.detail;
    this.claims = details.claims;
    this.confirmation = details.confirmation;
  }
}
