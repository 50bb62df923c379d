import type { JWTPayload } from 'jose';
import type { Person, Tenant } from '../../world/world';
import { bitsOfScopes } from '../permission-bits';
import type { VerifyDirectoryToken } from './directory-tokens';
import { sharePointApplicationId, type Identity } from './identity';

export type BearerAnswer =
  | { readonly outcome: 'accepted'; readonly identity: Identity }
  /** The token is not one of this tenant's directory for this SharePoint, or its person is unknown here. */
  | { readonly outcome: 'unauthenticated' }
  /** The token is genuine and gives no access to sites: no delegated AllSites scope, or no person at all. */
  | { readonly outcome: 'forbidden' };

export interface BearerOptions {
  readonly tenant: Tenant;
  readonly sharePointOrigin: string;
  readonly verifyToken: VerifyDirectoryToken;
}

export async function authenticateBearer(token: string, options: BearerOptions): Promise<BearerAnswer> {
  const { tenant, sharePointOrigin, verifyToken } = options;
  const audience = [sharePointApplicationId, sharePointOrigin, `${sharePointOrigin}/`];
  const claims = await verifyToken(token, tenant, audience).catch(() => undefined);
  if (!claims || claims['tid'] !== tenant.tenantId) return { outcome: 'unauthenticated' };

  const reach = bitsOfScopes(scopesOf(claims));
  if (!reach) return { outcome: 'forbidden' };
  const person = personOf(claims, tenant);
  return person
    ? { outcome: 'accepted', identity: { via: 'bearer', person, reach } }
    : { outcome: 'unauthenticated' };
}

/** Entra's `oid` is the person's number in the tenant; `sub` differs from application to application. */
export function personOf(claims: JWTPayload, tenant: Tenant): Person | undefined {
  return tenant.people.find((person) => person.objectId === claims['oid']);
}

/** An application's own token has `roles` and no `scp`. */
function scopesOf(claims: JWTPayload): readonly string[] {
  const scopes = claims['scp'];
  return typeof scopes === 'string' ? scopes.split(' ') : [];
}
