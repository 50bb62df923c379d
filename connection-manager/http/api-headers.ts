import type { FastifyReply } from 'fastify';
import type { Problem } from '../../src/contract/problem';
import { problemOf } from '../problems/problem-of';
import type { ConnectionError } from '../problems/connection-error';

const retryAfterSeconds = '5';

/**
 * The headers of every answer. An answer of the API is data for a program: nothing may render it, frame it,
 * keep it or guess its type. The connect window replaces what its pages need.
 */
export function setApiHeaders(reply: FastifyReply, requestId: string): void {
  reply.headers({
    'x-request-id': requestId,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // The public origin is https whoever speaks TLS for it (RFC 6797 §7.1).
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  });
}

/** Answers with the problem (RFC 9457), and with the headers that go with its status. */
export function sendProblem(reply: FastifyReply, error: ConnectionError, requestId: string): FastifyReply {
  const problem = problemOf(error, requestId);
  const challenge = authenticateHeader(problem);
  if (challenge !== undefined) reply.header('www-authenticate', challenge);
  if (problem.status === 503) reply.header('retry-after', retryAfterSeconds);
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

/** RFC 6750 §3; the claims as Microsoft documents the claims challenge, in base64. */
function authenticateHeader({ code, claims }: Problem): string | undefined {
  switch (code) {
    case 'unauthenticated':
      return 'Bearer error="invalid_token"';
    case 'claims_required':
      return `Bearer error="insufficient_claims", claims="${Buffer.from(claims ?? '').toString('base64')}"`;
    case 'wrong_kind_of_token':
      return 'Bearer error="insufficient_scope"';
    default:
      return undefined;
  }
}
