import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionLifetimeMs } from './session';

// `__Host-` makes the browser refuse these cookies unless they are Secure, for `/`, and of this host alone.
// Lax, because Strict would be lost on the way back from the directory (S8).
const sessionCookie = '__Host-connect';
const signInCookie = '__Host-connect-signin';
const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export function sessionSecret(request: FastifyRequest): string | undefined {
  return request.cookies[sessionCookie];
}

export function setSessionSecret(reply: FastifyReply, secret: string): void {
  reply.setCookie(sessionCookie, secret, { ...attributes, maxAge: sessionLifetimeMs / 1000 });
}

export function clearSessionSecret(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, attributes);
}

export function signInSecret(request: FastifyRequest): string | undefined {
  return request.cookies[signInCookie];
}

/** Lives only as long as one sign-in may take. */
export function setSignInSecret(reply: FastifyReply, secret: string): void {
  reply.setCookie(signInCookie, secret, { ...attributes, maxAge: 300 });
}

export function clearSignInSecret(reply: FastifyReply): void {
  reply.clearCookie(signInCookie, attributes);
}
