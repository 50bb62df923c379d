import { jwtVerify, errors as jwtErrors, type JWTPayload } from 'jose';
import type { Context } from 'oidc-provider';
import { accountState } from '../world/changes';
import { sharePointOrigin, sharePointsOf, type Person, type Tenant } from '../world/world';
import { issuerOf } from './access-token';
import { isProofMissing } from './conditional-access';
import { grantedRoles, scopesToGrant } from './consents';
import { refuse, type Refusal } from './refusals';
import { readScopes, type Resource } from './resources';
import type { TokenSubject } from './access-token';
import type { DirectoryKeys } from './signing-keys';

/** What a token may be issued for, or why not. */
export type TokenDecision =
  | {
      readonly kind: 'granted';
      readonly resource: Resource;
      readonly subject: TokenSubject;
      readonly scope: string;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

interface Asked {
  readonly clientId: string;
  readonly scope: string;
}

function refused(refusal: Refusal): TokenDecision {
  return { kind: 'refused', refusal };
}

/** Decides whether the application may have a token in its own name (`client_credentials`). */
export function decideForApplication(tenant: Tenant, { clientId, scope }: Asked): TokenDecision {
  const requested = readScopes(tenant, scope);
  if (requested.kind === 'sign-in only') return refused(refuse('scopeMissing'));
  if (requested.kind === 'refused') return requested;
  if (requested.scopes.join() !== '.default') return refused(refuse('notDefaultScope', { scope }));
  const roles = grantedRoles(tenant, clientId, requested.resource);
  return { kind: 'granted', resource: requested.resource, subject: { kind: 'application', roles }, scope };
}

/** Decides whether the application may have a token in the name of this person. */
export function decideForPerson(tenant: Tenant, person: Person, { clientId, scope }: Asked): TokenDecision {
  const hindrance = refuseAccount(person);
  if (hindrance !== undefined) return refused(hindrance);
  const requested = readScopes(tenant, scope);
  if (requested.kind === 'sign-in only') return refused(refuse('scopeMissing'));
  if (requested.kind === 'refused') return requested;
  const scopes = scopesToGrant(tenant, clientId, requested);
  if (scopes === undefined) return refused(refuse('notConsented', { client: clientId, scope }));
  return {
    kind: 'granted',
    resource: requested.resource,
    subject: { kind: 'person', person, scopes },
    scope: scopes.map((name) => `${requested.resource.identifier}/${name}`).join(' '),
  };
}

/** Why nothing is issued for the person any more, whatever was issued before. */
export function refuseAccount(person: Person): Refusal | undefined {
  switch (accountState(person)) {
    case 'enabled':
      return undefined;
    case 'disabled':
      return refuse('accountDisabled');
    case 'deleted':
      return refuse('unknownPerson');
  }
}

interface Assertion {
  readonly tenant: Tenant;
  readonly keys: DirectoryKeys;
  readonly clientId: string;
  readonly parameters: NonNullable<Context['oidc']['params']>;
  readonly now: Date;
}

/**
 * Decides an on-behalf-of request: the assertion is a person's token for the application that
 * presents it, and the application gets what it has consent for.
 */
export async function decideOnBehalfOf(request: Assertion): Promise<TokenDecision> {
  const { tenant, clientId, parameters } = request;
  if (parameters.requested_token_use !== 'on_behalf_of') return refused(refuse('notOnBehalfOf'));
  if (parameters.assertion === undefined) return refused(refuse('missingAssertion'));
  const claims = await readAssertion(parameters.assertion, request);
  if ('error' in claims) return refused(claims as Refusal);
  if (claims.aud !== clientId) return refused(refuse('otherAudience'));
  if (claims.idtyp !== 'user') return refused(refuse('applicationAssertion'));
  const person = tenant.people.find((candidate) => candidate.objectId === claims.oid);
  if (person === undefined) return refused(refuse('unknownPerson'));
  const scope = parameters.scope ?? '';
  const sharePoint = sharePointsOf(tenant)
    .map(sharePointOrigin)
    .find((origin) => scope.startsWith(`${origin}/`));
  if (sharePoint !== undefined && isProofMissing(tenant, claims.acrs)) {
    return refused(refuse('proofDemanded', { client: sharePoint }));
  }
  return decideForPerson(tenant, person, { clientId, scope });
}

async function readAssertion(token: string, { tenant, keys, now }: Assertion): Promise<JWTPayload | Refusal> {
  try {
    const { payload } = await jwtVerify(token, keys.publicKey, {
      algorithms: ['RS256'],
      issuer: issuerOf(tenant),
      currentDate: now,
    });
    return payload;
  } catch (error) {
    return refuse(error instanceof jwtErrors.JWTExpired ? 'expiredAssertion' : 'badAssertion');
  }
}
