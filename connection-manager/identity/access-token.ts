import {
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose';
import type { Caller } from '../../src/contract/route';
import { issuerOf, type SigningKey } from '../directory/directory-documents';
import { ConnectionError } from '../problems/connection-error';
import type { TenantRegistration } from '../tenants/tenant-registration';
import type { TenantSettingsValue } from '../tenants/tenant-settings';
import { Secret } from '../vault/secret';
import type { ApiCaller } from './caller';
import { engineOf, personOf } from './caller-of-claims';
import { engineClaimsSchema, personClaimsSchema } from './token-claims';

const longestToken = 16_384;
const leewaySeconds = 60;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// Headers by which a token would bring its own key, or demand what we do not understand (RFC 7515 §4.1).
const refusedHeaders = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'enc', 'zip'];

export interface AccessTokenOptions {
  readonly findTenant: (tenantId: string) => Promise<TenantRegistration | undefined>;
  readonly findSigningKey: (tenant: TenantRegistration, keyId: string) => Promise<SigningKey | undefined>;
  readonly readSettings: (tenant: TenantRegistration) => Promise<TenantSettingsValue>;
  readonly now: () => Date;
}

/** Establishes who calls from an access token, or rejects with the problem the caller is told. */
export type ValidateAccessToken = (token: string, needed: Caller) => Promise<ApiCaller>;

/**
 * Validates access tokens as Microsoft documents it: the tenant is looked up by what the token says, then
 * everything is verified for exactly that tenant, and only then the token's kind, scope or role is looked at.
 */
export function createAccessTokenValidator(options: AccessTokenOptions): ValidateAccessToken {
  return async (token, needed) => {
    const { keyId, tenantId } = readUnverified(token);
    const tenant = await options.findTenant(tenantId);
    if (tenant === undefined) throw new ConnectionError('tenant_not_registered');
    const signingKey = await options.findSigningKey(tenant, keyId);
    if (signingKey === undefined)
      throw refused('The token names a signing key that its directory does not publish.');
    const claims = await verify(token, { tenant, signingKey, now: options.now() });
    const engine = callingEngine({ claims, tenant, needed });
    if (engine !== undefined) return engine;
    return callingPerson({ claims, tenant, needed, settings: await options.readSettings(tenant) }, token);
  };
}

function readUnverified(token: string): { readonly keyId: string; readonly tenantId: string } {
  if (token.length > longestToken || !isCanonical(token)) throw refused('The token is not a JSON Web Token.');
  try {
    const keyId = keyIdOf(decodeProtectedHeader(token));
    const { tid } = decodeJwt(token);
    if (typeof tid !== 'string' || !guid.test(tid)) throw refused('The token does not name its tenant.');
    return { keyId, tenantId: tid };
  } catch (error) {
    throw error instanceof ConnectionError ? error : refused('The token is not a JSON Web Token.', error);
  }
}

function keyIdOf(header: ProtectedHeaderParameters): string {
  if (header.alg !== 'RS256') throw refused('The token is not signed with RS256.');
  const isRefused = refusedHeaders.some((name) => Object.hasOwn(header, name));
  if (isRefused) throw refused('The token has a header that is refused.');
  const { kid } = header;
  if (typeof kid !== 'string' || kid === '') throw refused('The token does not name its signing key.');
  return kid;
}

/** Three parts, each written in the one way base64url has: no other spelling of a token is the same token. */
function isCanonical(token: string): boolean {
  const parts = token.split('.');
  if (parts.length !== 3) return false;
  return parts.every((part) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part);
}

interface Verification {
  readonly tenant: TenantRegistration;
  readonly signingKey: SigningKey;
  readonly now: Date;
}

async function verify(token: string, { tenant, signingKey, now }: Verification): Promise<JWTPayload> {
  const issuer = issuerOf(tenant);
  const claims = await verifySignature(token, { signingKey, now });
  if (signingKey.issuer !== issuer) throw refused('The token’s signing key belongs to another issuer.');
  if (claims.iss !== issuer) throw refused('The token was issued by another issuer.');
  if (claims['tid'] !== tenant.tenantId) throw refused('The token was issued for another tenant.');
  if (claims.aud !== tenant.application.id) throw refused('The token was issued for another API.');
  return claims;
}

async function verifySignature(
  token: string,
  { signingKey, now }: Omit<Verification, 'tenant'>,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, signingKey.key, {
      algorithms: ['RS256'],
      clockTolerance: leewaySeconds,
      currentDate: now,
      requiredClaims: ['exp', 'nbf', 'iat'],
    });
    return payload;
  } catch (error) {
    throw refused('The token’s signature or its time is not valid.', error);
  }
}

interface Establishing {
  readonly claims: JWTPayload;
  readonly tenant: TenantRegistration;
  readonly needed: Caller;
}

/** The engine, where one is needed; `undefined` where a person is. A token of the other kind is refused. */
function callingEngine({ claims, tenant, needed }: Establishing): ApiCaller | undefined {
  const isEngine = claims['idtyp'] === 'app';
  if (isEngine !== (needed.kind === 'engine')) throw wrongKind(needed);
  if (needed.kind !== 'engine') return undefined;
  const parsed = engineClaimsSchema.safeParse(claims);
  if (!parsed.success) throw wrongKind(needed);
  return engineOf(parsed.data, tenant, needed.role);
}

function callingPerson(
  { claims, tenant, needed, settings }: Establishing & { readonly settings: TenantSettingsValue },
  token: string,
): ApiCaller {
  const parsed = personClaimsSchema.safeParse(claims);
  if (needed.kind !== 'person' || !parsed.success) throw wrongKind(needed);
  const assertion = Secret.of(token);
  return personOf({ claims: parsed.data, tenant, needed: needed.scopes, assertion, settings });
}

function wrongKind(needed: Caller): ConnectionError {
  return new ConnectionError('wrong_kind_of_token', { detail: kindNeeded(needed) });
}

function kindNeeded(needed: Caller): string {
  return needed.kind === 'engine'
    ? `This needs an application's own token with the role ${needed.role}.`
    : `This needs a person's token with the scope ${needed.scopes.join(' or ')}.`;
}

function refused(detail: string, cause?: unknown): ConnectionError {
  return new ConnectionError('unauthenticated', cause === undefined ? { detail } : { detail, cause });
}
