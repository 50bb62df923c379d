import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import { Spinner } from '@fluentui/react/lib/Spinner';
import * as strings from 'WorkflowGalleryStrings';
import { tenantPropertyNames } from '../configuration/tenant-configuration';
import type { SignInProblem } from '../sign-in/sign-in-problem';
import { format } from '../texts/format';
import { signInSentence } from '../texts/sentences';
import { Screen } from './Screen';
import type { Session, SessionState } from './use-session';

type Hindered = Exclude<SessionState, { readonly status: 'starting' | 'signedIn' }>;

interface SessionScreenProps {
  readonly state: Hindered;
  readonly session: Pick<Session, 'startAgain' | 'signIn'>;
}

/** Says what stands between the person and the connections, and who can remove it. */
export function SessionScreen({ state, session }: SessionScreenProps): React.ReactElement {
  const signIn = React.useCallback(() => {
    void session.signIn();
  }, [session]);
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
    case 'missing':
    case 'refused':
    case 'noClientId':
    case 'noDirectory':
    case 'unreadable': {
      const { title, text } = setupTexts(state);
      return (
        <Screen title={title} text={text}>
          <DefaultButton text={strings.setup.tryAgain} onClick={session.startAgain} />
        </Screen>
      );
    }
  }
}

function setupTexts(state: Exclude<Hindered, { readonly status: 'signInNeeded' | 'signingIn' }>): {
  readonly title: string;
  readonly text: string;
} {
  const { setup } = strings;
  switch (state.status) {
    case 'missing':
      return { title: setup.missingTitle, text: format(setup.missing, state.properties.join(', ')) };
    case 'refused':
      return { title: setup.refusedTitle, text: format(setup.refused, state.property) };
    case 'noClientId':
      return { title: setup.noClientTitle, text: format(setup.noClient, tenantPropertyNames.clientId) };
    case 'noDirectory':
      return { title: setup.noDirectoryTitle, text: setup.noDirectory };
    case 'unreadable':
      return { title: setup.unreadableTitle, text: setup.unreadable };
  }
}

function SignInScreen({
  problem,
  onSignIn,
}: {
  problem: SignInProblem;
  onSignIn: () => void;
}): React.ReactElement {
  return (
    <Screen title={strings.signIn.title} text={signInSentence(problem)}>
      {problem.directoryCode !== undefined && (
        <p>{format(strings.signIn.directoryCode, problem.directoryCode)}</p>
      )}
      <PrimaryButton text={strings.signIn.button} onClick={onSignIn} />
    </Screen>
  );
}
