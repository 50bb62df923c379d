import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as oauth from 'oauth4webapi';
import type { PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import { Secret } from '../vault/secret';
import type { Directory } from './directory';
import { KeptAnswers, type Kept } from './kept-answers';

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const marginMs = 60_000;
const mostTokens = 10_000;
const longestClaims = 8192;

/** Gets an access token for another API on behalf of a person. Rejects with `claims_required`, `unauthenticated` or `directory_unavailable`. */
export type GetTokenOnBehalfOf = (caller: PersonCaller, scope: string) => Promise<Secret>;

export interface OnBehalfOfOptions {
  readonly directory: Directory;
  readonly now: () => Date;
}

/**
 * Exchanges the person's token (Microsoft: "OAuth 2.0 On-Behalf-Of flow"; RFC 7523). A token is kept per
 * person, scope and very token that was exchanged: until a minute before it expires, and at most a minute
 * beyond the token it was got for.
 */
export function createOnBehalfOf({ directory, now }: OnBehalfOfOptions): GetTokenOnBehalfOf {
  const kept = new KeptAnswers<Secret>({ now, most: mostTokens });
  return (caller, scope) => {
    const { tenant, objectId, assertion } = caller;
    const digest = createHash('sha256').update(assertion.reveal()).digest('base64url');
    const name = JSON.stringify([tenant.tenantId, objectId, scope, digest]);
    return kept.get(name, () => exchange({ directory, caller, scope, now: now() }));
  };
}

interface Exchange {
  readonly directory: Directory;
  readonly caller: PersonCaller;
  readonly scope: string;
  readonly now: Date;
}

async function exchange(request: Exchange): Promise<Kept<Secret>> {
  try {
    const answer = await ask(request);
    const assertionEnds = (decodeJwt(request.caller.assertion.reveal()).exp ?? 0) * 1000;
    // Without expires_in nothing is known of the token's life, and it is used once.
    const tokenEnds = request.now.getTime() + (answer.expires_in ?? 0) * 1000;
    const until = new Date(Math.min(tokenEnds - marginMs, assertionEnds + marginMs));
    return { value: Secret.of(answer.access_token), until };
  } catch (error) {
    throw asProblem(error);
  }
}

async function ask({ directory, caller, scope }: Exchange): Promise<oauth.TokenEndpointResponse> {
  const { tenant, assertion } = caller;
  const server = await directory.authorizationServer(tenant);
  const client: oauth.Client = { client_id: tenant.application.id };
  const parameters = { assertion: assertion.reveal(), requested_token_use: 'on_behalf_of', scope };
  const response = await oauth.genericTokenEndpointRequest(
    server,
    client,
    await directory.clientAuthentication(tenant),
    grantType,
    parameters,
    { [oauth.customFetch]: directory.fetch(tenant) },
  );
  return await oauth.processGenericTokenEndpointResponse(server, client, response);
}

function asProblem(error: unknown): ConnectionError {
  if (error instanceof ConnectionError) return error;
  if (!(error instanceof oauth.ResponseBodyError)) {
    return new ConnectionError('directory_unavailable', { cause: error });
  }
  const claims = claimsOf(error);
  if (claims !== undefined) return new ConnectionError('claims_required', { claims, cause: error });
  // The person's token was revoked or has expired meanwhile. Consent that is missing is said with a
  // suberror (AADSTS65001), and only an administrator can help there.
  if (
    error.error === 'interaction_required' ||
    (error.error === 'invalid_grant' && !isConsentMissing(error))
  ) {
    return new ConnectionError('unauthenticated', { cause: error });
  }
  return new ConnectionError('directory_unavailable', { cause: error });
}

/** What the directory wants the person to prove, as it gave it: a JSON object in a string. */
function claimsOf(error: oauth.ResponseBodyError): string | undefined {
  const claims = error.cause['claims'];
  if (typeof claims !== 'string' || claims.length > longestClaims) return undefined;
  try {
    const value: unknown = JSON.parse(claims);
    return typeof value === 'object' && value !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}

function isConsentMissing(error: oauth.ResponseBodyError): boolean {
  const description = error.error_description ?? '';
  return error.cause['suberror'] === 'consent_required' || description.startsWith('AADSTS65001');
}
