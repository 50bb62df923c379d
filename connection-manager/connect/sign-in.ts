import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import type { Store } from '../store/store';
import type { TenantRegistration } from '../tenants/tenant-registration';
import type { Session } from './session';

/** How long a person may take at the directory's pages (S4: at most 5 minutes). */
const signInLifetimeMs = 5 * 60_000;
const partition = 'connect-sign-ins';

interface PendingSignIn {
  readonly tenantId: string;
  /** Path of the window's page that the person comes back to. */
  readonly backTo: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Digest of the cookie of the browser that began: nobody else's browser can finish. */
  readonly browser: string;
  readonly expiresAt: string;
}

/** The directory as the connect window needs it. Every call to it goes through the egress function. */
export interface SignInDirectory {
  authorizationServer(tenant: TenantRegistration): Promise<oauth.AuthorizationServer>;
  clientAuthentication(tenant: TenantRegistration): Promise<oauth.ClientAuth>;
  fetch(tenant: TenantRegistration): typeof fetch;
}

export interface SignInDependencies {
  readonly store: Store;
  readonly now: () => Date;
  readonly origin: string;
  readonly directory: SignInDirectory;
  readonly findTenant: (tenantId: string) => Promise<TenantRegistration | undefined>;
}

/** Why a sign-in came to nothing. */
export type SignInRefusal = 'cookiesOff' | 'expired' | 'refused' | 'anotherTenant';

export type SignInResult =
  | { readonly ok: true; readonly backTo: string; readonly person: Omit<Session, 'expiresAt'> }
  | { readonly ok: false; readonly because: SignInRefusal; readonly backTo?: string };

/** Where the directory sends the browser back to; registered there, from configuration only (S7). */
export function signInRedirectUri(origin: string): string {
  return `${origin}/connect/signin`;
}

/**
 * Begins the connect window's own sign-in (OpenID Connect code flow with PKCE) and returns where to send
 * the browser, and the value for its cookie.
 */
export async function beginSignIn(
  deps: SignInDependencies,
  target: {
    readonly tenant: TenantRegistration;
    /** A path of our own, made from ids that were checked; never from a request's parameters as they are. */
    readonly backTo: string;
    readonly prompt?: 'select_account';
  },
): Promise<{ readonly location: string; readonly browserSecret: string }> {
  const server = await deps.directory.authorizationServer(target.tenant);
  if (server.authorization_endpoint === undefined)
    throw new TypeError('The directory names no authorization endpoint.');
  const state = oauth.generateRandomState();
  const browserSecret = randomBytes(32).toString('base64url');
  const pending: PendingSignIn = {
    tenantId: target.tenant.tenantId,
    backTo: target.backTo,
    nonce: oauth.generateRandomNonce(),
    codeVerifier: oauth.generateRandomCodeVerifier(),
    browser: digest(browserSecret),
    expiresAt: new Date(deps.now().getTime() + signInLifetimeMs).toISOString(),
  };
  const key = digest(state);
  const indexes = [{ index: 'expires', order: `${pending.expiresAt} ${key}` }];
  await deps.store.write(partition, [{ kind: 'insert', key, value: pending, indexes }]);

  const location = new URL(server.authorization_endpoint);
  location.search = new URLSearchParams({
    client_id: target.tenant.application.id,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: signInRedirectUri(deps.origin),
    scope: 'openid profile',
    state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.codeVerifier),
    code_challenge_method: 'S256',
    ...(target.prompt !== undefined && { prompt: target.prompt }),
  }).toString();
  return { location: location.href, browserSecret };
}

/**
 * Finishes a sign-in from the address the directory sent the browser back to. The state is taken, so that
 * it works once; the code is redeemed only in the browser that began.
 */
export async function finishSignIn(
  deps: SignInDependencies,
  returned: { readonly address: URL; readonly browserSecret: string | undefined },
): Promise<SignInResult> {
  const taken = await takePending(deps, returned.address);
  if (taken === undefined) return { ok: false, because: 'expired' };
  const { state, pending } = taken;
  const { backTo } = pending;
  if (returned.browserSecret === undefined) return { ok: false, because: 'cookiesOff', backTo };
  if (!isSame(digest(returned.browserSecret), pending.browser)) return { ok: false, because: 'expired' };
  const tenant = await deps.findTenant(pending.tenantId);
  const claims = tenant && (await redeem(deps, { tenant, pending, state, address: returned.address }));
  if (claims === undefined) return { ok: false, because: 'refused', backTo };
  const person = personOf(claims, pending.tenantId);
  return person === undefined
    ? { ok: false, because: 'anotherTenant', backTo }
    : { ok: true, backTo, person };
}

/** Takes the sign-in that exactly one state names, while it lasts (S4). */
async function takePending(
  deps: SignInDependencies,
  address: URL,
): Promise<{ readonly state: string; readonly pending: PendingSignIn } | undefined> {
  const states = address.searchParams.getAll('state');
  const [state] = states;
  if (state === undefined || states.length !== 1) return undefined;
  const record = await deps.store.take<PendingSignIn>(partition, digest(state));
  if (record === undefined || Date.parse(record.value.expiresAt) <= deps.now().getTime()) return undefined;
  return { state, pending: record.value };
}

/** Whom the ID token proves: tenant and object id, and nothing that can be renamed. */
function personOf(claims: oauth.IDToken, tenantId: string): Omit<Session, 'expiresAt'> | undefined {
  const { tid, oid, name, acct } = claims;
  if (tid !== tenantId || typeof oid !== 'string') return undefined;
  return { tenantId, objectId: oid, name: typeof name === 'string' ? name : '', isGuest: acct !== 0 };
}

interface Redemption {
  readonly tenant: TenantRegistration;
  readonly pending: PendingSignIn;
  readonly state: string;
  readonly address: URL;
}

async function redeem(
  deps: SignInDependencies,
  { tenant, pending, state, address }: Redemption,
): Promise<oauth.IDToken | undefined> {
  const server = await deps.directory.authorizationServer(tenant);
  const client: oauth.Client = { client_id: tenant.application.id };
  try {
    const parameters = oauth.validateAuthResponse(server, client, address, state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      await deps.directory.clientAuthentication(tenant),
      parameters,
      signInRedirectUri(deps.origin),
      pending.codeVerifier,
      { [oauth.customFetch]: deps.directory.fetch(tenant) },
    );
    const answer = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: pending.nonce,
      requireIdToken: true,
    });
    return oauth.getValidatedIdTokenClaims(answer);
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** What the directory says no with, or what it says that does not hold, is a refusal; an outage is not. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof oauth.AuthorizationResponseError ||
    error instanceof oauth.ResponseBodyError ||
    error instanceof oauth.OperationProcessingError
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
