import type { Confirmation } from '../contract/confirmation';
import type { Denial, FieldError, Problem, ProblemCode } from '../contract/problem';

/** What goes wrong on this side of the wire, before or after the connection manager has spoken. */
export const clientProblemCodes = ['not_reachable', 'answer_not_understood', 'sign_in_required'] as const;

export type ClientProblemCode = (typeof clientProblemCodes)[number];

export type ApiProblemCode = ProblemCode | ClientProblemCode;

interface ApiProblemDetails {
  readonly code: ApiProblemCode;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly requestId?: string | undefined;
  readonly because?: Denial | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  readonly claims?: string | undefined;
  readonly confirmation?: Confirmation | undefined;
  readonly cause?: unknown;
}

/** A request that did not succeed, in the words of the contract. Its message holds the code and nothing else. */
export class ApiProblem extends Error {
  public override readonly name: string = 'ApiProblem';
  public readonly code: ApiProblemCode;
  public readonly status: number;
  public readonly requestId: string | undefined;
  public readonly because: Denial | undefined;
  public readonly errors: readonly FieldError[];
  public readonly claims: string | undefined;
  /** With `confirmation_required`: what is to be opened in a click. */
  public readonly confirmation: Confirmation | undefined;

  public constructor(details: ApiProblemDetails) {
    super(details.code, { cause: details.cause });
    this.code = details.code;
    this.status = details.status;
    this.requestId = details.requestId;
    this.because = details.because;
    this.errors = details.errors ?? [];
    this.claims = details.claims;
    this.confirmation = details.confirmation;
  }
}

/** The problem that the connection manager described. */
export function apiProblemFrom(problem: Problem): ApiProblem {
  const { code, status, requestId, because, errors, claims, confirmation } = problem;
  return new ApiProblem({ code, status, requestId, because, errors, claims, confirmation });
}

/** Whatever was thrown, as a problem that a screen can explain. */
export function toApiProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown;
  return new ApiProblem({ code: 'answer_not_understood', status: 0, cause: thrown });
}

/** Whether the same request may succeed if it is simply sent again a little later. */
export function isPassing(problem: ApiProblem): boolean {
  return problem.code === 'not_reachable' || problem.code === 'too_many_requests' || problem.status >= 500;
}
