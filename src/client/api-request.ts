import type { RouteBody, RouteDeclaration, RouteParams, RouteQuery } from '../contract/route';

type IfDeclared<Value, Request> = [Value] extends [undefined] ? unknown : Request;

type IfMatchPart<R extends RouteDeclaration> = R['ifMatch'] extends true
  ? { readonly ifMatch: string }
  : R['ifMatch'] extends 'orNew'
    ? /** Absent: the caller believes that it is new, and is refused where it is not. */
      { readonly ifMatch?: string | undefined }
    : unknown;

type IdempotencyPart<R extends RouteDeclaration> = R['idempotencyKey'] extends true
  ? /** The same key again gives the same answer; absent, every call is a new wish. */
    { readonly idempotencyKey?: string | undefined }
  : unknown;

type ConfirmationPart<R extends RouteDeclaration> = R['confirmation'] extends true
  ? /** The id of a confirmation, once the person has confirmed exactly this request. */
    { readonly confirmation?: string | undefined }
  : unknown;

/** Exactly what a route of the table demands of its caller. */
export type RequestOf<R extends RouteDeclaration> = IfDeclared<
  RouteParams<R>,
  { readonly params: RouteParams<R> }
> &
  IfDeclared<RouteQuery<R>, { readonly query: RouteQuery<R> }> &
  IfDeclared<RouteBody<R>, { readonly body: RouteBody<R> }> &
  IfMatchPart<R> &
  IdempotencyPart<R> &
  ConfirmationPart<R> & { readonly signal?: AbortSignal | undefined };

/** The parts of a request without the types of its route: what is put on the wire. */
export interface LooseRequest {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly ifMatch?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly confirmation?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Writes the address of a route: every parameter and query value is encoded, absent ones are left out. */
export function requestAddress(origin: string, route: RouteDeclaration, request: LooseRequest): string {
  const params = new Map(Object.entries(request.params ?? {}));
  const path = route.path.replace(/:([A-Za-z]+)/g, (_place, name: string) => {
    const value: unknown = params.get(name);
    if (typeof value !== 'string' || value === '') throw new TypeError(`${route.path} needs ${name}.`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(
    Object.entries(request.query ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString();
  return `${origin}/api/v1${path}${query === '' ? '' : `?${query}`}`;
}

/** The headers a route demands, besides the access token's. */
export function requestHeaders(
  route: RouteDeclaration,
  request: LooseRequest,
  newId: () => string,
): Readonly<Record<string, string>> {
  return {
    Accept: 'application/json, application/problem+json',
    ...(route.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...precondition(route, request),
    ...(route.confirmation === undefined || request.confirmation === undefined
      ? {}
      : { Confirmation: request.confirmation }),
    ...(route.idempotencyKey === undefined ? {} : { 'Idempotency-Key': request.idempotencyKey ?? newId() }),
  };
}

function precondition(route: RouteDeclaration, { ifMatch }: LooseRequest): Readonly<Record<string, string>> {
  if (route.ifMatch === undefined) return {};
  if (ifMatch !== undefined) return { 'If-Match': ifMatch };
  return route.ifMatch === 'orNew' ? { 'If-None-Match': '*' } : {};
}
