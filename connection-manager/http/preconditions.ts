import type { IncomingHttpHeaders } from 'node:http';
import { confirmationIdSchema } from '../../src/contract/confirmation';
import type { FieldError } from '../../src/contract/problem';
import type { RouteDeclaration } from '../../src/contract/route';
import { ConnectionError } from '../problems/connection-error';

// RFC 9110 §8.8.3, without the weak ones: they do not say that nothing changed. The quotes may be left out,
// so that an `etag` of an answer's body can be sent as it stands there.
const entityTag = /^(?:"([\x21\x23-\x7e]{1,200})"|([\x21\x23-\x2b\x2d-\x7e]{1,200}))$/;
const visibleKey = /^[\x21-\x7e]{1,128}$/;

/** The etag that a change is made to, or `'new'`; `undefined` where the route does not ask. */
export function readIfMatch(
  { ifMatch }: Pick<RouteDeclaration, 'ifMatch'>,
  headers: IncomingHttpHeaders,
): string | undefined {
  if (ifMatch === undefined) return undefined;
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (ifMatch === 'orNew' && noneMatch !== undefined) return readIfNoneMatch(noneMatch, match);
  if (match === undefined) throw new ConnectionError('if_match_required', { detail: howToSend(ifMatch) });
  const [, quoted, bare] = entityTag.exec(match) ?? [];
  const etag = quoted ?? bare;
  if (etag === undefined || etag === '*') {
    throw wrongHeader('If-Match', 'If-Match must be one etag, as it was given with what is to be changed.');
  }
  return etag;
}

function readIfNoneMatch(value: string, match: string | undefined): string {
  if (match !== undefined) throw wrongHeader('If-None-Match', 'Send If-Match or If-None-Match, not both.');
  if (value.trim() === '*') return 'new';
  throw wrongHeader('If-None-Match', 'If-None-Match must be *, which says that there is none yet.');
}

function howToSend(ifMatch: true | 'orNew'): string {
  return ifMatch === 'orNew'
    ? 'Send If-Match with the etag of what is to be changed, or If-None-Match: * where there is none yet.'
    : 'Send If-Match with the etag of what is to be changed.';
}

/** The Idempotency-Key; `undefined` where the route does not ask. */
export function readIdempotencyKey(
  { idempotencyKey }: Pick<RouteDeclaration, 'idempotencyKey'>,
  headers: IncomingHttpHeaders,
): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  const key = headers['idempotency-key'];
  if (key === undefined) {
    throw new ConnectionError('idempotency_key_required', {
      detail: 'Send Idempotency-Key with a new random value; repeat the value only with the same request.',
    });
  }
  // Node joins repeated headers with a comma and a space, and a space is refused.
  if (typeof key !== 'string' || !visibleKey.test(key)) {
    throw wrongHeader('Idempotency-Key', 'Idempotency-Key must be 1 to 128 visible ASCII characters.');
  }
  return key;
}

/** The id in `Confirmation`; `undefined` where the route does not ask, or where nothing was confirmed yet. */
export function readConfirmationHeader(
  { confirmation }: Pick<RouteDeclaration, 'confirmation'>,
  headers: IncomingHttpHeaders,
): string | undefined {
  const presented = headers['confirmation'];
  if (confirmation === undefined || presented === undefined) return undefined;
  const parsed = confirmationIdSchema.safeParse(presented);
  if (parsed.success) return parsed.data;
  throw wrongHeader('Confirmation', 'Confirmation must be the id of one confirmation, as it was given.');
}

function wrongHeader(field: string, message: string): ConnectionError {
  const errors: FieldError[] = [{ field, code: 'pattern', message }];
  return new ConnectionError('invalid_request', { errors });
}
