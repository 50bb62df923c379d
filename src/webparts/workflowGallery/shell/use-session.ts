import * as React from 'react';
import type { ApiClient } from '../../../client/api-client';
import type { TenantConfiguration, TenantPropertyName } from '../configuration/tenant-configuration';
import { toSignInProblem } from '../sign-in/sign-in-problem';
import type { SignInProblem } from '../sign-in/sign-in-problem';
import type { TokenSource } from '../sign-in/token-source';
import type { GalleryEnvironment, GallerySession } from './gallery-environment';

/** How far the web part has come on its way to the connection manager. */
export type SessionState =
  | { readonly status: 'starting' }
  | { readonly status: 'unreadable' }
  | { readonly status: 'missing'; readonly properties: readonly TenantPropertyName[] }
  | { readonly status: 'refused'; readonly property: TenantPropertyName }
  | { readonly status: 'noDirectory' }
  | { readonly status: 'signInNeeded'; readonly problem: SignInProblem }
  | { readonly status: 'signingIn' }
  | { readonly status: 'signedIn'; readonly client: ApiClient };

export interface Session {
  readonly state: SessionState;
  /** Of the tenant, once it is known. */
  readonly configuration: TenantConfiguration | undefined;
  readonly startAgain: () => void;
  /** To be called in a click. Resolves to what went wrong, or to nothing when the person is signed in now. */
  readonly signIn: () => Promise<SignInProblem | undefined>;
}

/** Reads the tenant's configuration, then gets the first token without asking anybody anything. */
export function useSession(environment: GalleryEnvironment): Session {
  const [state, setState] = React.useState<SessionState>({ status: 'starting' });
  const [attempt, setAttempt] = React.useState(0);
  const [configuration, setConfiguration] = React.useState<TenantConfiguration>();
  const started = React.useRef<GallerySession>();
  const signInTurn = React.useRef(0);

  React.useEffect(() => {
    let isCurrent = true;
    void start(environment, {
      configuration: (found) => {
        if (isCurrent) setConfiguration(found);
      },
      session: (begun) => {
        if (isCurrent) started.current = begun;
      },
    }).then((next) => {
      if (isCurrent) setState(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [environment, attempt]);

  const startAgain = React.useCallback(() => {
    setState({ status: 'starting' });
    setAttempt((count) => count + 1);
  }, []);

  const signIn = React.useCallback(async () => {
    const session = started.current;
    if (session === undefined) return undefined;
    const turn = ++signInTurn.current;
    // A page that already shows connections keeps showing them, whatever becomes of the window.
    setState((before) => (before.status === 'signedIn' ? before : { status: 'signingIn' }));
    const problem = await attemptSignIn(session.tokens);
    // The window was opened again meanwhile: that one counts.
    if (turn !== signInTurn.current) return problem;
    setState((before) => {
      if (problem === undefined) return { status: 'signedIn', client: session.client };
      return before.status === 'signedIn' ? before : { status: 'signInNeeded', problem };
    });
    return problem;
  }, []);

  return { state, configuration, startAgain, signIn };
}

async function attemptSignIn(tokens: TokenSource): Promise<SignInProblem | undefined> {
  try {
    await tokens.signIn();
    return undefined;
  } catch (thrown) {
    return toSignInProblem(thrown);
  }
}

interface Keep {
  readonly configuration: (found: TenantConfiguration) => void;
  readonly session: (begun: GallerySession) => void;
}

async function start(environment: GalleryEnvironment, keep: Keep): Promise<SessionState> {
  try {
    const answer = await environment.readConfiguration();
    if (answer.status !== 'configured') return answer;
    keep.configuration(answer.configuration);
    const begun = await environment.startSession(answer.configuration);
    if (begun.status !== 'started') return begun;
    keep.session(begun.session);
    return await firstToken(begun.session);
  } catch {
    return { status: 'unreadable' };
  }
}

async function firstToken({ tokens, client }: GallerySession): Promise<SessionState> {
  try {
    await tokens.getToken({ fresh: false });
    return { status: 'signedIn', client };
  } catch (thrown) {
    return { status: 'signInNeeded', problem: toSignInProblem(thrown) };
  }
}
