import type { AccountInfo } from '@azure/msal-browser';
import type { TokenWish } from '../../../client/api-client';
import { SignInProblem, toSignInProblem } from './sign-in-problem';

/** Where the client's access tokens come from. */
export interface TokenSource {
  /** A token without anything being shown. Rejects with `SignInProblem` where the person is needed. */
  readonly getToken: (wish: TokenWish) => Promise<string>;
  /** Lets the person sign in. To be called in a click, else browsers block the window. Rejects with `SignInProblem`. */
  readonly signIn: () => Promise<void>;
}

interface SignedIn {
  readonly accessToken: string;
  readonly account: AccountInfo;
  /** Object id of the person in the directory. */
  readonly uniqueId: string;
  readonly tenantId: string;
}

interface SilentRequest {
  readonly scopes: string[];
  readonly claims?: string;
}

/** As much of msal-browser's client as signing in needs. */
export interface MsalClient {
  acquireTokenSilent(
    request: SilentRequest & { account: AccountInfo; forceRefresh: boolean },
  ): Promise<SignedIn>;
  ssoSilent(request: SilentRequest & { loginHint: string }): Promise<SignedIn>;
  acquireTokenPopup(
    request: SilentRequest & { loginHint?: string; prompt?: string; overrideInteractionInProgress: boolean },
  ): Promise<SignedIn>;
}

export interface MsalTokenSourceOptions {
  readonly client: MsalClient;
  readonly scope: string;
  /** The person that SharePoint shows the page to. */
  readonly person: ExpectedPerson;
}

interface ExpectedPerson {
  readonly tenantId: string;
  /** Absent where SharePoint does not say it. */
  readonly objectId: string | undefined;
  readonly loginHint: string;
}

/**
 * Tokens by msal-browser, in this order: what it has or can refresh, the directory's session in a hidden
 * frame, a window in a click. Tokens of another person than SharePoint's are never given out.
 */
export function createMsalTokenSource({ client, scope, person }: MsalTokenSourceOptions): TokenSource {
  const scopes = [scope];
  let account: AccountInfo | undefined;
  let wantsAnotherAccount = false;
  let unmetClaims: string | undefined;

  function accept(signedIn: SignedIn): string {
    if (!isSamePerson(signedIn, person)) {
      account = undefined;
      wantsAnotherAccount = true;
      throw new SignInProblem({ code: 'anotherPerson', account: signedIn.account.username });
    }
    account = signedIn.account;
    wantsAnotherAccount = false;
    unmetClaims = undefined;
    return signedIn.accessToken;
  }

  async function acquireSilently({ fresh, claims }: TokenWish): Promise<string> {
    const request: SilentRequest = { scopes, ...(claims === undefined ? {} : { claims }) };
    try {
      if (account !== undefined) {
        return accept(await client.acquireTokenSilent({ ...request, account, forceRefresh: fresh }));
      }
      return accept(await client.ssoSilent({ ...request, loginHint: person.loginHint }));
    } catch (thrown) {
      unmetClaims = claims ?? unmetClaims;
      throw silentProblem(thrown);
    }
  }

  async function signIn(): Promise<void> {
    try {
      const who = wantsAnotherAccount ? { prompt: 'select_account' } : { loginHint: person.loginHint };
      const claims = unmetClaims === undefined ? {} : { claims: unmetClaims };
      // A window that was closed is not reported: without overriding, msal would refuse the next one.
      accept(
        await client.acquireTokenPopup({ scopes, ...who, ...claims, overrideInteractionInProgress: true }),
      );
    } catch (thrown) {
      throw toSignInProblem(thrown);
    }
  }

  return { getToken: sharing(acquireSilently), signIn };
}

/** A hidden frame cannot be cancelled by anybody: the directory wanted to see the person. */
function silentProblem(thrown: unknown): SignInProblem {
  const problem = toSignInProblem(thrown);
  if (problem.code === 'cancelled') {
    return new SignInProblem({ code: 'interactionNeeded', cause: thrown });
  }
  return problem;
}

function isSamePerson(signedIn: SignedIn, { tenantId, objectId }: ExpectedPerson): boolean {
  return same(signedIn.tenantId, tenantId) && (objectId === undefined || same(signedIn.uniqueId, objectId));
}

/** Asks once at a time, however many requests wait for the same token. */
export function sharing(acquire: TokenSource['getToken']): TokenSource['getToken'] {
  const underWay = new Map<string, Promise<string>>();
  return (wish) => {
    const key = JSON.stringify(wish);
    const token = underWay.get(key) ?? acquire(wish).finally(() => underWay.delete(key));
    underWay.set(key, token);
    return token;
  };
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
