import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { sharePointOrigins } from '../tenants/tenant-registration';
import { allowedMethods, type KnownPath } from './known-paths';

const preflightKeptSeconds = '600';
/** What a page may read of an answer besides its body. */
const exposedHeaders = 'ETag, Retry-After, WWW-Authenticate, X-Request-Id';

export type ListTenants = () => Promise<readonly TenantRegistration[]>;

/**
 * Lets pages of the registered tenants' SharePoint read the answer, and nobody else's (S50). No credentials:
 * a request carries its access token or nothing.
 */
export async function allowOrigin(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  path: KnownPath,
  listTenants: ListTenants,
): Promise<void> {
  reply.header('vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined || !path.isForBrowsers || !(await isRegistered(origin, listTenants))) return;
  reply.header('access-control-allow-origin', origin);
  reply.header('access-control-expose-headers', exposedHeaders);
}

/** Answers OPTIONS: a preflight of an allowed origin hears what this path takes, anybody else only its methods. */
export function answerOptions(request: FastifyRequest, reply: FastifyReply, path: KnownPath): FastifyReply {
  reply.header('allow', allowedMethods(path));
  const isAllowed = reply.hasHeader('access-control-allow-origin');
  if (isAllowed && request.headers['access-control-request-method'] !== undefined) {
    reply.header('access-control-allow-methods', path.routes.map(({ method }) => method).join(', '));
    reply.header('access-control-allow-headers', requestHeaders(path));
    reply.header('access-control-max-age', preflightKeptSeconds);
  }
  return reply.code(204).send();
}

/** A page of one tenant does not read what another tenant's token brings. */
export function refuseForeignOrigin(
  request: FastifyRequest,
  reply: FastifyReply,
  tenant: TenantRegistration,
): void {
  const { origin } = request.headers;
  if (origin === undefined || sharePointOrigins(tenant).includes(origin)) return;
  reply.removeHeader('access-control-allow-origin');
  reply.removeHeader('access-control-expose-headers');
}

async function isRegistered(origin: string, listTenants: ListTenants): Promise<boolean> {
  try {
    return (await listTenants()).some((tenant) => sharePointOrigins(tenant).includes(origin));
  } catch {
    // Without the store no origin is known to be a tenant's. The request itself will say what is wrong.
    return false;
  }
}

function requestHeaders({ routes }: KnownPath): string {
  const headers = ['Authorization'];
  if (routes.some(({ body }) => body !== undefined)) headers.push('Content-Type');
  if (routes.some(({ idempotencyKey }) => idempotencyKey !== undefined)) headers.push('Idempotency-Key');
  if (routes.some(({ ifMatch }) => ifMatch !== undefined)) headers.push('If-Match');
  if (routes.some(({ ifMatch }) => ifMatch === 'orNew')) headers.push('If-None-Match');
  if (routes.some(({ confirmation }) => confirmation !== undefined)) headers.push('Confirmation');
  return headers.join(', ');
}
