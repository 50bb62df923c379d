import type { FastifyReply } from 'fastify';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Puts the headers on every answer of the connect window: nothing foreign runs in it, frames it or learns of it. */
export function setWindowHeaders(reply: FastifyReply): void {
  reply.headers({
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'cache-control': 'no-store',
  });
}

/**
 * Whether a POST comes from a page of the connection manager itself, by Fetch Metadata, which no page can
 * set. `Origin` alone counts only where a browser sends no metadata: under `no-referrer` it says `null`
 * even for our own forms (Fetch §3.2, "append a request Origin header"). The CSRF token is asked for besides.
 */
export function isFromOwnPage(headers: Readonly<Record<string, unknown>>, origin: string): boolean {
  const { origin: from, 'sec-fetch-site': site } = headers;
  if (site === undefined) return from === origin;
  return site === 'same-origin' && (from === undefined || from === 'null' || from === origin);
}
