/** Signs people in to SharePoint at the directory: authorization code flow with PKCE (RFC 7636) and nonce. */
import { createHash, randomBytes } from 'node:crypto';
import type { Person, Tenant } from '../../world/world';
import { redirectTo, type Answer } from '../exchange';
import { personOf } from './bearer';
import type { VerifyDirectoryToken } from './directory-tokens';
import { sharePointApplicationId } from './identity';

/** The directory knows SharePoint as a confidential client by this secret. Only ever used on this machine. */
const clientSecret = 'local-only-secret-of-sharepoint';
const lifetimeOfAttempt = 15 * 60 * 1000;

export interface SignInOptions {
  readonly directoryOrigin: string;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly verifyToken: VerifyDirectoryToken;
}

/** The SharePoint host at which somebody signs in. */
export interface SignInPlace {
  readonly tenant: Tenant;
  readonly origin: string;
}

export interface SignInWish {
  /** Where the person goes once signed in: an address on SharePoint's own origin. */
  readonly returnTo: URL;
  readonly loginHint?: string | undefined;
  /** `login` makes the directory ask anew, whoever is signed in there. */
  readonly prompt?: string | undefined;
}

export type SignInOutcome =
  | { readonly outcome: 'signed in'; readonly person: Person; readonly returnTo: string }
  | { readonly outcome: 'refused'; readonly because: string };

interface Attempt {
  readonly tenant: Tenant;
  readonly verifier: string;
  readonly nonce: string;
  readonly returnTo: string;
  readonly begunAt: number;
}

export class SignIn {
  private readonly attempts = new Map<string, Attempt>();

  constructor(private readonly options: SignInOptions) {}

  /** Sends the browser to the directory. */
  begin(place: SignInPlace, wish: SignInWish): Answer {
    this.forgetOldAttempts();
    const state = randomBytes(24).toString('base64url');
    const attempt: Attempt = {
      tenant: place.tenant,
      verifier: randomBytes(32).toString('base64url'),
      nonce: randomBytes(24).toString('base64url'),
      returnTo: wish.returnTo.pathname + wish.returnTo.search,
      begunAt: this.options.now().getTime(),
    };
    this.attempts.set(state, attempt);

    const address = new URL(`${this.endpointOf(place.tenant)}/authorize`);
    const parameters = {
      client_id: sharePointApplicationId,
      redirect_uri: redirectAddressOf(place),
      response_type: 'code',
      response_mode: 'query',
      scope: 'openid profile',
      state,
      nonce: attempt.nonce,
      code_challenge: createHash('sha256').update(attempt.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...(wish.loginHint ? { login_hint: wish.loginHint } : {}),
      ...(wish.prompt ? { prompt: wish.prompt } : {}),
    };
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    return redirectTo(address.href);
  }

  /** Takes what the directory sent back. Each attempt is finished once, at the host where it began. */
  async complete(place: SignInPlace, query: URLSearchParams): Promise<SignInOutcome> {
    this.forgetOldAttempts();
    const state = query.get('state') ?? '';
    const attempt = this.attempts.get(state);
    this.attempts.delete(state);
    if (attempt?.tenant !== place.tenant)
      return refused('This sign-in was not begun here, or took too long.');

    const code = query.get('code');
    if (!code)
      return refused(query.get('error_description') ?? query.get('error') ?? 'The directory sent no code.');
    const idToken = await this.redeem({ place, attempt, code });
    return idToken ? this.admit(attempt, idToken) : refused('The directory did not accept the code.');
  }

  private async admit(attempt: Attempt, idToken: string): Promise<SignInOutcome> {
    const { tenant, nonce, returnTo } = attempt;
    const audience = [sharePointApplicationId];
    const claims = await this.options.verifyToken(idToken, tenant, audience).catch(() => undefined);
    if (!claims) return refused('The answer is not one of this directory for SharePoint.');
    if (claims['nonce'] !== nonce) return refused('The answer belongs to another sign-in.');
    const person = claims['tid'] === tenant.tenantId ? personOf(claims, tenant) : undefined;
    return person
      ? { outcome: 'signed in', person, returnTo }
      : refused('The directory named a person who is not of this organization.');
  }

  private async redeem(given: {
    place: SignInPlace;
    attempt: Attempt;
    code: string;
  }): Promise<string | undefined> {
    const response = await this.options.fetch(`${this.endpointOf(given.place.tenant)}/token`, {
      method: 'POST',
      headers: {
        // RFC 6749 §2.3.1; nothing in the two needs the form-encoding that it asks for.
        authorization: `Basic ${Buffer.from(`${sharePointApplicationId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: given.code,
        redirect_uri: redirectAddressOf(given.place),
        code_verifier: given.attempt.verifier,
      }).toString(),
    });
    if (!response.ok) return undefined;
    const answer: unknown = await response.json();
    const hasIdToken = typeof answer === 'object' && answer !== null && 'id_token' in answer;
    return hasIdToken && typeof answer.id_token === 'string' ? answer.id_token : undefined;
  }

  private endpointOf(tenant: Tenant): string {
    return `${this.options.directoryOrigin}/${tenant.tenantId}/oauth2/v2.0`;
  }

  private forgetOldAttempts(): void {
    const oldest = this.options.now().getTime() - lifetimeOfAttempt;
    for (const [state, attempt] of this.attempts) if (attempt.begunAt < oldest) this.attempts.delete(state);
  }
}

function redirectAddressOf(place: SignInPlace): string {
  return `${place.origin}/_forms/default.aspx`;
}

function refused(because: string): SignInOutcome {
  return { outcome: 'refused', because };
}
