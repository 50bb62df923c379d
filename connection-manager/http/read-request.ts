import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { FieldError } from '../../src/contract/problem';
import type { RouteDeclaration } from '../../src/contract/route';
import { ConnectionError } from '../problems/connection-error';
import { fieldErrors } from './field-errors';
import { readConfirmationHeader, readIdempotencyKey, readIfMatch } from './preconditions';

const nothing = z.strictObject({});

type Schema = NonNullable<RouteDeclaration['body']>;

/** A request as its route declares it, before anything is known of its caller. */
export interface ReadRequest {
  /** `undefined` where the path names nothing that could exist. */
  readonly params: { readonly value: unknown } | undefined;
  readonly query: unknown;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly confirmation: string | undefined;
}

/** Parses everything a route takes, or throws `invalid_request` with all mistakes of query and body at once. */
export function readRequest(route: RouteDeclaration, request: FastifyRequest): ReadRequest {
  const errors: FieldError[] = [];
  const query = parse(route.query, request.query, errors);
  const body =
    route.body === undefined ? refuseBody(request.body, errors) : parse(route.body, request.body, errors);
  if (errors.length > 0) throw new ConnectionError('invalid_request', { errors });
  const params = route.params?.safeParse(request.params);
  return {
    params: params?.success === false ? undefined : { value: params?.data },
    query,
    body,
    ifMatch: readIfMatch(route, request.headers),
    idempotencyKey: readIdempotencyKey(route, request.headers),
    confirmation: readConfirmationHeader(route, request.headers),
  };
}

function parse(schema: Schema | undefined, input: unknown, errors: FieldError[]): unknown {
  // A query that no route declares is refused like an unknown field: it would silently do nothing.
  const parsed = (schema ?? nothing).safeParse(input);
  if (parsed.success) return parsed.data;
  errors.push(...fieldErrors(parsed.error, input));
  return undefined;
}

function refuseBody(body: unknown, errors: FieldError[]): undefined {
  if (body !== undefined && body !== null) {
    errors.push({ field: 'body', code: 'unknown_field', message: 'This request has no body. Leave it out.' });
  }
  return undefined;
}

/** The access token of `Authorization` (RFC 6750 §2.1), given exactly once. */
export function readBearerToken(request: FastifyRequest): string {
  const names = request.raw.rawHeaders.filter((_value, index) => index % 2 === 0);
  const isRepeated = names.filter((name) => name.toLowerCase() === 'authorization').length > 1;
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined || isRepeated) {
    throw new ConnectionError('unauthenticated', {
      detail: 'Send one access token as "Authorization: Bearer <token>".',
    });
  }
  return token;
}
