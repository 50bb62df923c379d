import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import { Spinner } from '@fluentui/react/lib/Spinner';
import * as strings from 'WorkflowGalleryStrings';
import type { FirstRunNeed } from '../features/first-run/guides';
import type { SignInProblem } from '../sign-in/sign-in-problem';
import { format } from '../texts/format';
import { signInSentence } from '../texts/sentences';
import { FirstRun } from './FirstRun';
import type { GalleryEnvironment } from './gallery-environment';
import { Screen } from './Screen';
import type { Session, SessionState } from './use-session';

type Hindered = Exclude<SessionState, { readonly status: 'starting' | 'signedIn' }>;

interface SessionScreenProps {
  readonly environment: GalleryEnvironment;
  readonly state: Hindered;
  readonly session: Session;
}

/** Says what stands between the person and the connections, and who can remove it. */
export function SessionScreen({ environment, state, session }: SessionScreenProps): React.ReactElement {
  const { setup } = strings;
  const signIn = React.useCallback(() => {
    void session.signIn();
  }, [session]);
  const tryAgain = <DefaultButton text={setup.tryAgain} onClick={session.startAgain} />;
  const need = needOf(state, session);
  if (need !== undefined) {
    // Nobody can sign in before an administrator has approved the access.
    const check = { text: strings.signIn.checkAgain, onClick: signIn };
    return (
      <FirstRun
        environment={environment}
        need={need}
        onTryAgain={session.startAgain}
        primary={need.kind === 'notApproved' ? check : undefined}
      />
    );
  }
  switch (state.status) {
    case 'signInNeeded':
      return <SignInScreen problem={state.problem} onSignIn={signIn} />;
    case 'signingIn':
      return (
        <Screen title={strings.signIn.title} text={strings.signIn.underWay}>
          <Spinner />
          <DefaultButton text={strings.signIn.openAgain} onClick={signIn} />
        </Screen>
      );
    case 'noDirectory':
      return (
        <Screen title={setup.noDirectoryTitle} text={setup.noDirectory}>
          {tryAgain}
        </Screen>
      );
    default:
      return (
        <Screen title={setup.unreadableTitle} text={setup.unreadable}>
          {tryAgain}
        </Screen>
      );
  }
}

/** What only an administrator can do, where that is what is missing. */
function needOf(state: Hindered, { configuration }: Session): FirstRunNeed | undefined {
  if (state.status === 'missing') return { kind: 'missing', properties: state.properties };
  if (state.status === 'refused') return { kind: 'refused', property: state.property };
  if (state.status !== 'signInNeeded' || state.problem.code !== 'consentMissing') return undefined;
  const { directoryCode } = state.problem;
  return { kind: 'notApproved', clientId: configuration?.clientId, directoryCode };
}

interface SignInScreenProps {
  readonly problem: SignInProblem;
  readonly onSignIn: () => void;
}

function SignInScreen({ problem, onSignIn }: SignInScreenProps): React.ReactElement {
  return (
    <Screen title={strings.signIn.title} text={signInSentence(problem)}>
      {problem.directoryCode !== undefined && (
        <p>{format(strings.signIn.directoryCode, problem.directoryCode)}</p>
      )}
      <PrimaryButton text={strings.signIn.button} onClick={onSignIn} />
    </Screen>
  );
}
