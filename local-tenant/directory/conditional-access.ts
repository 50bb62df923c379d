import type { Tenant } from '../world/world';

/**
 * A Conditional Access policy on SharePoint: a token that stands behind an on-behalf-of call must carry the
 * authentication context `c1`. Microsoft's "Developers' guide to Conditional Access authentication context".
 */
const demanding = new WeakSet<Tenant>();

const context = 'c1';

/** What the directory tells a client to ask for. */
export const demandedClaims = JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });

/** Turns the policy of one tenant on or off. */
export function setProofDemanded(tenant: Tenant, isDemanded: boolean): void {
  if (isDemanded) demanding.add(tenant);
  else demanding.delete(tenant);
}

/** Whether the policy refuses a call that rests on a token with these authentication contexts. */
export function isProofMissing(tenant: Tenant, acrs: unknown): boolean {
  return demanding.has(tenant) && !(Array.isArray(acrs) && acrs.includes(context));
}

/** The authentication contexts that a `claims` parameter asks for. Nobody here ever fails to give the proof. */
export function contextsAsked(claims: unknown): readonly string[] {
  return typeof claims === 'string' && claims.includes(`"${context}"`) ? [context] : [];
}
