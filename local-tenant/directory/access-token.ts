import { createHash, randomBytes } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import { directoryOrigin, type Person, type Tenant } from '../world/world';
import { applicationOf } from './consents';
import type { DirectoryKeys } from './signing-keys';

/** Seconds; Entra's are valid for between 60 and 90 minutes. */
export const accessTokenLifetime = 65 * 60;

// The template id every member of a tenant carries beside their directory roles.
const defaultUserRole = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

/** For whom a token is, and what it allows. */
export type TokenSubject =
  | {
      readonly kind: 'person';
      readonly person: Person;
      readonly scopes: readonly string[];
      /** Authentication contexts the person has met. */
      readonly contexts?: readonly string[];
    }
  | { readonly kind: 'application'; readonly roles: readonly string[] };

interface TokenRequest {
  readonly tenant: Tenant;
  readonly clientId: string;
  readonly audience: string;
  readonly subject: TokenSubject;
  /** Seconds since 1970. */
  readonly issuedAt: number;
}

/** The issuer of a tenant's tokens, as Entra's version 2.0 writes it. */
export function issuerOf(tenant: Pick<Tenant, 'tenantId'>): string {
  return `${directoryOrigin}/${tenant.tenantId}/v2.0`;
}

/**
 * An identifier that tells one recipient nothing about the same subject at another (OpenID Connect
 * Core section 8.1); for an access token the recipient is the API.
 */
export function pairwiseSubject(tenant: Tenant, objectId: string, recipient: string): string {
  return createHash('sha256').update(`${tenant.tenantId}/${objectId}/${recipient}`).digest('base64url');
}

/** The object id of an application's service principal: made up, but always the same. */
export function servicePrincipalId(tenant: Tenant, clientId: string): string {
  const hex = createHash('sha256').update(`service principal ${tenant.tenantId} ${clientId}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The claims of an access token, shaped as Entra's version 2.0 tokens are. Every token here has them from this function. */
export function accessTokenClaims({
  tenant,
  clientId,
  audience,
  subject,
  issuedAt,
}: TokenRequest): JWTPayload {
  return {
    aud: audience,
    iss: issuerOf(tenant),
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + accessTokenLifetime,
    tid: tenant.tenantId,
    azp: clientId,
    azpacr: applicationOf(tenant, clientId)?.secret === undefined ? '0' : '1',
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
    ...(subject.kind === 'person'
      ? personClaims(tenant, subject, audience)
      : applicationClaims(tenant, subject, clientId)),
  };
}

function personClaims(
  tenant: Tenant,
  { person, scopes, contexts = [] }: Extract<TokenSubject, { kind: 'person' }>,
  audience: string,
): JWTPayload {
  return {
    oid: person.objectId,
    sub: pairwiseSubject(tenant, person.objectId, audience),
    name: person.displayName,
    preferred_username: person.userPrincipalName,
    idtyp: 'user',
    acct: person.userType === 'guest' ? 1 : 0,
    wids: [...person.directoryRoles, defaultUserRole],
    scp: scopes.join(' '),
    ...(contexts.length === 0 ? {} : { acrs: contexts }),
  };
}

function applicationClaims(
  tenant: Tenant,
  { roles }: Extract<TokenSubject, { kind: 'application' }>,
  clientId: string,
): JWTPayload {
  const objectId = servicePrincipalId(tenant, clientId);
  // Without any granted role Entra leaves the claim out rather than empty.
  return { oid: objectId, sub: objectId, idtyp: 'app', ...(roles.length === 0 ? {} : { roles: [...roles] }) };
}

/** Signs the claims of `accessTokenClaims` with the tenant's key. */
export function signAccessToken(request: TokenRequest, keys: DirectoryKeys): Promise<string> {
  return new SignJWT(accessTokenClaims(request))
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: keys.keyId })
    .sign(keys.signingKey);
}
