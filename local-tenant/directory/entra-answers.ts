import { randomUUID } from 'node:crypto';
import type { Context } from 'oidc-provider';
import { directoryOrigin, type Tenant } from '../world/world';
import { demandedClaims } from './conditional-access';

// Where oidc-provider refuses in its own words, the number Entra would give.
const codeOfError: Readonly<Record<string, number>> = {
  invalid_client: 7000215,
  invalid_grant: 70000,
  invalid_request: 900144,
  invalid_scope: 70011,
  unauthorized_client: 700016,
  unsupported_grant_type: 70003,
};

// Which refusals a client can answer by asking the person again, and how.
const suberrors: Readonly<Record<number, string>> = { 50076: 'basic_action', 65001: 'consent_required' };

interface ShapeOptions {
  readonly tenant: Tenant;
  readonly now: () => Date;
}

/** Turns what the provider answers into what Entra answers: metadata, keys, tokens, errors, redirects. */
export function shapeAnswers({ tenant, now }: ShapeOptions) {
  return async (context: Context, next: () => Promise<void>): Promise<void> => {
    await next();
    removeIssuerFromRedirect(context);
    if (!isRecord(context.body)) return;
    if (context.path.endsWith('/.well-known/openid-configuration')) shapeMetadata(context);
    if (context.path === '/discovery/v2.0/keys') shapeKeys(context);
    if (context.path === '/oauth2/v2.0/token') shapeTokenAnswer(context, { tenant, now });
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Entra sends no `iss` (RFC 9207) with an authorization response, and a client must manage without. */
function removeIssuerFromRedirect(context: Context): void {
  const location = context.response.get('location') ?? '';
  if (location === '' || location.startsWith('/')) return;
  const address = new URL(location);
  if (address.searchParams.has('iss')) address.searchParams.delete('iss');
  if (address.hash.includes('iss=')) {
    const fragment = new URLSearchParams(address.hash.slice(1));
    fragment.delete('iss');
    address.hash = fragment.toString();
  }
  context.set('location', address.href);
}

function shapeMetadata(context: Context): void {
  const metadata = { ...(context.body as Record<string, unknown>) };
  delete metadata.authorization_response_iss_parameter_supported;
  context.body = {
    ...metadata,
    subject_types_supported: ['pairwise'],
    tenant_region_scope: 'EU',
    cloud_instance_name: 'entra.localhost',
    http_logout_supported: true,
  };
}

/**
 * Each key names the issuer that may use it, as a template over the tenant: a client must put the
 * token's `tid` in before it compares (Microsoft: "Validate the signing key issuer").
 */
function shapeKeys(context: Context): void {
  const { keys } = context.body as { readonly keys: readonly Record<string, unknown>[] };
  context.type = 'application/json';
  context.body = { keys: keys.map((key) => ({ ...key, issuer: `${directoryOrigin}/{tenantid}/v2.0` })) };
}

function shapeTokenAnswer(context: Context, { tenant, now }: ShapeOptions): void {
  const answer = context.body as Record<string, unknown>;
  if (typeof answer.error === 'string') {
    context.body = describeRefusal(answer, now());
    return;
  }
  const objectId = context.oidc.account?.accountId;
  context.body = {
    ...answer,
    ext_expires_in: answer.expires_in,
    // How msal recognizes an account: the person's object id and their home tenant.
    ...(objectId === undefined ? {} : { client_info: clientInfo(objectId, tenant.tenantId) }),
  };
}

function clientInfo(objectId: string, tenantId: string): string {
  return Buffer.from(JSON.stringify({ uid: objectId, utid: tenantId })).toString('base64url');
}

function describeRefusal(answer: Record<string, unknown>, now: Date): Record<string, unknown> {
  const error = String(answer.error);
  const said = String(answer.error_description ?? error);
  const named = /^AADSTS(\d+): /.exec(said)?.[1];
  const code = named === undefined ? (codeOfError[error] ?? 90000) : Number(named);
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace('T', ' ');
  const sentence = named === undefined ? `AADSTS${code}: ${said}` : said;
  return {
    error,
    error_description: `${sentence} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    ...(suberrors[code] === undefined ? {} : { suberror: suberrors[code] }),
    ...(code === 50076 ? { claims: demandedClaims } : {}),
  };
}
