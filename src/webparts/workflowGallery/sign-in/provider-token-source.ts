import type { TokenWish } from '../../../client/api-client';
import { SignInProblem, toSignInProblem } from './sign-in-problem';
import type { SignInProblemCode } from './sign-in-problem';
import { sharing } from './token-source';
import type { TokenSource } from './token-source';

/** What SharePoint's token provider says while a token of ours is on its way. */
export interface ProviderListener {
  /** It wants to open a window, which browsers allow in a click only. */
  readonly onPopup: (popup: {
    /** Says that the window will be opened, so that nobody else opens one. */
    readonly requestPopup: () => void;
    readonly showPopup: () => Promise<void> | void;
  }) => void;
  /** It is about to send the whole page to the directory. */
  readonly onRedirect: (redirect: { readonly cancel: () => void }) => void;
}

/** As much of SharePoint's `AadTokenProvider` as signing in needs. */
export interface SharePointTokenProvider {
  /** Caches by itself; its answers are not to be kept. */
  getToken(
    resource: string,
    options: { readonly useCachedToken: boolean; readonly claims?: string },
  ): Promise<string>;
  /** Listens until the returned function is called. */
  listen(listener: ProviderListener): () => void;
}

/** What signing in may do to the page it happens on. */
export interface SignInPage {
  /** Whether the provider may send the page to the directory now; remembered over the way there and back. */
  readonly takeRedirect: () => boolean;
  /** Lets the page be sent there once more, because the person wishes it. */
  readonly allowRedirect: () => void;
  readonly reload: () => void;
}

export interface ProviderTokenSourceOptions {
  readonly loadProvider: () => Promise<SharePointTokenProvider>;
  /** The connection manager's application id URI: `api://<application id>`. */
  readonly resource: string;
  readonly page: SignInPage;
  readonly wait: Wait;
}

/** Resolves after so many milliseconds; rejects when the signal is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** How long the provider may take to say anything, and a person in its window. */
const longestWait = 30_000;

/** The code with which the provider refuses, for five minutes, to ask again for what it did not get. */
const alreadyFailed = 'TokenRequestPreviouslyFailed';

interface WaitingPopup {
  readonly show: () => Promise<void> | void;
  /** Settles once the person is through, or gave up. */
  readonly token: Promise<string>;
}

/** After these the provider is not asked again: it may keep waiting for what never came. A new page has a new one. */
const unanswered: ReadonlySet<SignInProblemCode> = new Set(['timedOut', 'noAnswer']);

/**
 * Tokens by SharePoint's own token provider, for the tenant's shared SharePoint client.
 *
 * The provider's window is opened in a click only, and the page leaves for the directory at most once a load. Its
 * events reach everybody on the page whoever asked for a token, so they are heard only until it is known what becomes
 * of a token of ours. Whatever it does not answer within 30 s counts as failed.
 */
export function createProviderTokenSource(options: ProviderTokenSourceOptions): TokenSource {
  let waiting: WaitingPopup | undefined;
  let last: SignInProblem | undefined;
  let unmetClaims: string | undefined;

  function ask(wish: TokenWish): Promise<string> {
    return askProvider(options, wish, (popup) => {
      waiting = popup;
    });
  }

  /** What it gives, or why it gives none. */
  async function outcomeOf(asked: Promise<string>): Promise<string> {
    try {
      const token = await asked;
      last = undefined;
      unmetClaims = undefined;
      return token;
    } catch (thrown) {
      // What went wrong was said the first time; from then on the provider says only that something did.
      last = hasFailedBefore(thrown) && last !== undefined ? last : toSignInProblem(thrown);
      throw last;
    }
  }

  async function getToken(wish: TokenWish): Promise<string> {
    unmetClaims = wish.claims ?? unmetClaims;
    if (waiting !== undefined) throw new SignInProblem({ code: 'interactionNeeded' });
    return outcomeOf(ask(wish));
  }

  async function signIn(): Promise<void> {
    const popup = waiting;
    waiting = undefined;
    const clicked = { fresh: true, claims: unmetClaims };
    const asked =
      popup === undefined
        ? askInClick(options.page, last, () => ask(clicked))
        : showAndWait(popup, options.wait);
    await outcomeOf(asked);
  }

  return { getToken: sharing(getToken), signIn };
}

async function askProvider(
  { loadProvider, resource, page, wait }: ProviderTokenSourceOptions,
  { fresh, claims }: TokenWish,
  keepPopup: (popup: WaitingPopup) => void,
): Promise<string> {
  let stop: (() => void) | undefined;
  let isOver = false;

  async function answer(): Promise<string> {
    const provider = await loadProvider();
    // Nobody waits any more, so nobody would end the listening.
    if (isOver) throw new SignInProblem({ code: 'noAnswer' });
    return new Promise((resolve, reject) => {
      const needPerson = (): void => reject(new SignInProblem({ code: 'interactionNeeded' }));
      const asked = { useCachedToken: !fresh && claims === undefined, ...(claims && { claims }) };
      // In a moment, so that everything that listens does so before the provider raises its first event.
      const token = Promise.resolve().then(() => provider.getToken(resource, asked));
      stop = provider.listen({
        onPopup: ({ requestPopup, showPopup }) => {
          requestPopup();
          keepPopup({ show: showPopup, token });
          needPerson();
        },
        onRedirect: ({ cancel }) => {
          if (page.takeRedirect()) return;
          cancel();
          needPerson();
        },
      });
      token.then(resolve, reject);
    });
  }

  try {
    return await withinLimit(answer(), { wait, otherwise: 'noAnswer' });
  } finally {
    isOver = true;
    stop?.();
  }
}

interface Limit {
  readonly wait: Wait;
  readonly otherwise: SignInProblemCode;
}

async function withinLimit(answer: Promise<string>, { wait, otherwise }: Limit): Promise<string> {
  const answered = new AbortController();
  const tooLate = wait(longestWait, answered.signal).then(() => {
    throw new SignInProblem({ code: otherwise });
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    answered.abort();
  }
}

/** Only a new page has a provider that asks again for what it did not get. */
async function askInClick(
  page: SignInPage,
  last: SignInProblem | undefined,
  ask: () => Promise<string>,
): Promise<string> {
  page.allowRedirect();
  if (last !== undefined && unanswered.has(last.code)) return newPage(page);
  try {
    return await ask();
  } catch (thrown) {
    if (!hasFailedBefore(thrown)) throw thrown;
    return newPage(page);
  }
}

function newPage(page: SignInPage): Promise<never> {
  page.reload();
  return new Promise(() => undefined);
}

/** Nothing is awaited before the window is asked for, so that the browser sees the click. */
async function showAndWait({ show, token }: WaitingPopup, wait: Wait): Promise<string> {
  void openWindow(show);
  try {
    return await withinLimit(token, { wait, otherwise: 'timedOut' });
  } catch (thrown) {
    // SharePoint's server says no more than that the person is needed still.
    if (toSignInProblem(thrown).code !== 'interactionNeeded') throw thrown;
    throw new SignInProblem({ code: 'windowUnfinished', cause: thrown });
  }
}

/** What becomes of it only the token tells: Microsoft's promise is rejected even where the window opens. */
async function openWindow(show: WaitingPopup['show']): Promise<void> {
  try {
    await show();
  } catch {
    // Then no token comes, or the provider says why.
  }
}

function hasFailedBefore(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, 'code') === alreadyFailed;
}
