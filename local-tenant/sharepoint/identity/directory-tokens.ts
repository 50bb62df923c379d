import { createRemoteJWKSet, customFetch, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Tenant } from '../../world/world';

export interface DirectoryTokensOptions {
  readonly directoryOrigin: string;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
}

/** Checks that a token is the directory's own, for one tenant and one of the audiences; else it throws. */
export type VerifyDirectoryToken = (
  token: string,
  tenant: Tenant,
  audience: readonly string[],
) => Promise<JWTPayload>;

export function createTokenVerifier(options: DirectoryTokensOptions): VerifyDirectoryToken {
  const keysOfTenant = new Map<string, JWTVerifyGetKey>();

  function keysOf(tenant: Tenant): JWTVerifyGetKey {
    const known = keysOfTenant.get(tenant.tenantId);
    if (known) return known;
    const address = new URL(`${options.directoryOrigin}/${tenant.tenantId}/discovery/v2.0/keys`);
    const keys = createRemoteJWKSet(address, { [customFetch]: options.fetch });
    keysOfTenant.set(tenant.tenantId, keys);
    return keys;
  }

  return async function verifyDirectoryToken(token, tenant, audience) {
    const { payload } = await jwtVerify(token, keysOf(tenant), {
      issuer: `${options.directoryOrigin}/${tenant.tenantId}/v2.0`,
      audience: [...audience],
      currentDate: options.now(),
      algorithms: ['RS256', 'PS256', 'ES256'],
      requiredClaims: ['exp'],
    });
    return payload;
  };
}
