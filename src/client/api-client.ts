import type { RouteDeclaration, RouteResponse } from '../contract/route';
import { problemSchema } from '../contract/problem';
import { ApiProblem, apiProblemFrom } from './api-problem';
import { requestAddress, requestHeaders } from './api-request';
import type { LooseRequest, RequestOf } from './api-request';

/** How long a request may take before the connection manager counts as not reachable. */
export const requestTimeout = 15_000;

export interface TokenWish {
  /** The last token was refused: one that was kept is of no use. */
  readonly fresh: boolean;
  /** What the directory must be asked for in addition, as the connection manager passed it on. */
  readonly claims?: string | undefined;
}

export interface ApiClientOptions {
  /** Origin of the connection manager, without a slash at the end. */
  readonly origin: string;
  /** Rejects where only the person can help, by signing in. */
  readonly getToken: (wish: TokenWish) => Promise<string>;
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly newId: () => string;
}

export interface ApiClient {
  /** Calls a route of the table and returns its answer, parsed by the route's schema. Rejects with `ApiProblem`. */
  readonly call: <R extends RouteDeclaration>(route: R, request: RequestOf<R>) => Promise<RouteResponse<R>>;
}

/**
 * A client for every route of the table.
 *
 * A refused token is replaced once and the request sent again, with the same Idempotency-Key. Nothing else
 * is repeated. A request that the caller aborts rejects with the caller's own reason.
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  async function call<R extends RouteDeclaration>(
    route: R,
    request: RequestOf<R>,
  ): Promise<RouteResponse<R>> {
    const loose: LooseRequest = request;
    const sending: Sending = {
      options,
      address: requestAddress(options.origin, route, loose),
      init: {
        method: route.method,
        headers: requestHeaders(route, loose, options.newId),
        ...(route.body === undefined ? {} : { body: JSON.stringify(loose.body) }),
      },
      signal: loose.signal,
    };
    const response = await sendWithToken(sending);
    // The schema is the route's own, so what passes it is the route's answer.
    return readAnswer(route, response) as RouteResponse<R>;
  }
  return { call };
}

interface Sending {
  readonly options: ApiClientOptions;
  readonly address: string;
  readonly init: RequestInit;
  readonly signal: AbortSignal | undefined;
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

async function sendWithToken(sending: Sending): Promise<Answer> {
  const first = await send(sending, await tokenFor(sending, { fresh: false }));
  if (first.status !== 401) return first;
  const { claims } = problemIn(first);
  return send(sending, await tokenFor(sending, { fresh: true, claims }));
}

async function tokenFor({ options }: Sending, wish: TokenWish): Promise<string> {
  try {
    return await options.getToken(wish);
  } catch (cause) {
    throw new ApiProblem({ code: 'sign_in_required', status: 0, claims: wish.claims, cause });
  }
}

async function send({ options, address, init, signal }: Sending, token: string): Promise<Answer> {
  signal?.throwIfAborted();
  const timeLimit = new AbortController();
  const timer = setTimeout(() => timeLimit.abort(), requestTimeout);
  const passOn = (): void => timeLimit.abort();
  signal?.addEventListener('abort', passOn);
  try {
    const response = await options.fetch(address, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
      signal: timeLimit.signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    const contentType = response.headers.get('content-type') ?? '';
    // The body counts towards the time limit too.
    return { status: response.status, contentType, text: await response.text() };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ApiProblem({ code: 'not_reachable', status: 0, cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', passOn);
  }
}

function readAnswer(route: RouteDeclaration, answer: Answer): unknown {
  if (answer.status !== route.status) throw problemIn(answer);
  if (route.response === undefined) return undefined;
  const parsed = route.response.safeParse(parseJson(answer.text));
  if (!parsed.success) throw notUnderstood(answer.status);
  return parsed.data;
}

function problemIn(answer: Answer): ApiProblem {
  if (!answer.contentType.startsWith('application/problem+json')) return notUnderstood(answer.status);
  const parsed = problemSchema.safeParse(parseJson(answer.text));
  return parsed.success ? apiProblemFrom(parsed.data) : notUnderstood(answer.status);
}

function notUnderstood(status: number): ApiProblem {
  return new ApiProblem({ code: 'answer_not_understood', status });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
