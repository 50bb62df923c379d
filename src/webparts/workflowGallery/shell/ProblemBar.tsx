import * as React from 'react';
import { MessageBarButton } from '@fluentui/react/lib/Button';
import { MessageBar, MessageBarType } from '@fluentui/react/lib/MessageBar';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiProblem } from '../../../client/api-problem';
import { format } from '../texts/format';
import { problemSentence, signInSentence } from '../texts/sentences';
import type { SignInProblem } from '../sign-in/sign-in-problem';
import { SignInContext } from './sign-in-context';

interface ProblemBarProps {
  /** What did not happen. */
  readonly what: string;
  readonly problem: ApiProblem;
  readonly onRetry?: (() => void) | undefined;
  readonly onDismiss?: (() => void) | undefined;
}

const signInCodes: ReadonlySet<string> = new Set(['sign_in_required', 'unauthenticated', 'claims_required']);

/** An error: what did not happen, why, what to do, and the request's id for whoever looks it up. Said at once. */
export function ProblemBar({ what, problem, onRetry, onDismiss }: ProblemBarProps): React.ReactElement {
  const signIn = React.useContext(SignInContext);
  const needsSignIn = signInCodes.has(problem.code);
  const [signInProblem, setSignInProblem] = React.useState<SignInProblem>();
  async function signInAndRetry(): Promise<void> {
    const hindrance = await signIn();
    setSignInProblem(hindrance);
    if (hindrance === undefined) onRetry?.();
  }
  return (
    <MessageBar
      messageBarType={MessageBarType.error}
      isMultiline
      onDismiss={onDismiss}
      dismissButtonAriaLabel={strings.messages.dismiss}
      actions={
        <div>
          {needsSignIn && (
            <MessageBarButton
              text={strings.messages.signIn}
              onClick={() => {
                void signInAndRetry();
              }}
            />
          )}
          {!needsSignIn && onRetry !== undefined && (
            <MessageBarButton text={strings.messages.retry} onClick={onRetry} />
          )}
        </div>
      }
    >
      {what} {signInProblem === undefined ? problemSentence(problem) : signInSentence(signInProblem)}
      {problem.requestId !== undefined && <> {format(strings.messages.request, problem.requestId)}</>}
    </MessageBar>
  );
}
