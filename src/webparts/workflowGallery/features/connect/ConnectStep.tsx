import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import { Link } from '@fluentui/react/lib/Link';
import { MessageBar, MessageBarType } from '@fluentui/react/lib/MessageBar';
import { Spinner } from '@fluentui/react/lib/Spinner';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiClient } from '../../../../client/api-client';
import type { ConnectFlow } from '../../../../contract/connect-flow';
import type { Connection } from '../../../../contract/connection';
import type { ProblemCode } from '../../../../contract/problem';
import { ProblemBar } from '../../shell/ProblemBar';
import { StepHeading } from '../../shell/StepHeading';
import { format } from '../../texts/format';
import { availabilityText, flowProblemSentence } from '../../texts/sentences';
import styles from './Connect.module.scss';
import type { ConnectState, Connecting } from './use-connect-flow';
import { useAuthMethodKind, useSettingTitle } from './use-connectors';

interface ConnectStepProps {
  readonly client: ApiClient;
  readonly connection: Connection;
  readonly connecting: Connecting;
  /** The account the connection belongs to now, once it is known. */
  readonly account: string | undefined;
  readonly isCancelling: boolean;
  readonly onCancel: () => void;
  readonly onDone: () => void;
  /** Where what was entered can still be corrected. */
  readonly onBack?: (() => void) | undefined;
}

/** Says what will happen, opens the connect window in a click, and tells how it stands until it is over. */
export function ConnectStep(props: ConnectStepProps): React.ReactElement {
  const { client, connection, connecting, account } = props;
  const { state } = connecting;
  const texts = strings.connect;
  const hasSucceeded = state.status === 'over' && state.flow.state === 'succeeded';
  const kind = useAuthMethodKind(client, connection);
  const tellProblem = (code: ProblemCode): string => flowProblemSentence(code, kind);
  return (
    <div className={styles.step}>
      <StepHeading className={styles.heading} step={state.status}>
        {texts.heading}
      </StepHeading>
      <dl className={styles.summary} aria-label={texts.summary}>
        <dt>{texts.name}</dt>
        <dd dir="auto">{connection.name}</dd>
        <dt>{texts.connector}</dt>
        <dd>{connection.connector.title}</dd>
        <SettingsSummary client={client} connection={connection} />
        <dt>{texts.availability}</dt>
        <dd>{availabilityText(connection)}</dd>
        {connection.account !== undefined && (
          <>
            <dt>{texts.account}</dt>
            <dd dir="auto">{connection.account}</dd>
          </>
        )}
      </dl>
      {!hasSucceeded && <p>{format(texts.explained, connection.authMethod.title)}</p>}
      {!hasSucceeded && connection.status.state === 'ready' && <p>{texts.explainedAgain}</p>}
      <Standing state={state} connecting={connecting} tellProblem={tellProblem} />
      {hasSucceeded && (
        <MessageBar messageBarType={MessageBarType.success} isMultiline>
          {successSentence(connection, account)}
        </MessageBar>
      )}
      <StepButtons {...props} />
    </div>
  );
}

type SettingsSummaryProps = Pick<ConnectStepProps, 'client' | 'connection'>;

function SettingsSummary({ client, connection }: SettingsSummaryProps): React.ReactElement {
  const titleOf = useSettingTitle(client, connection.connector.id);
  return (
    <>
      {Object.entries(connection.settings).map(([key, value]) => (
        <React.Fragment key={key}>
          <dt>{titleOf(key)}</dt>
          <dd dir="auto">{value}</dd>
        </React.Fragment>
      ))}
    </>
  );
}

function successSentence({ name, account: before }: Connection, account: string | undefined): string {
  const texts = strings.connect;
  if (account === undefined) return format(texts.succeeded, name);
  return before === undefined || before === account
    ? format(texts.succeededAs, name, account)
    : format(texts.succeededOther, name, account, before);
}

interface StandingProps<State = ConnectState> {
  readonly state: State;
  readonly tellProblem: (code: ProblemCode) => string;
}

function Standing(props: StandingProps & { readonly connecting: Connecting }): React.ReactElement | null {
  const { state, connecting, tellProblem } = props;
  const texts = strings.connect;
  switch (state.status) {
    case 'preparing':
      return <Spinner label={texts.preparing} labelPosition="right" className={styles.standing} />;
    case 'notPrepared':
      return (
        <ProblemBar
          what={strings.messages.notPrepared}
          problem={state.problem}
          onRetry={connecting.tryAgain}
        />
      );
    case 'prepared':
      return null;
    case 'going':
      return <GoingOn state={state} tellProblem={tellProblem} />;
    case 'over':
      return state.flow.state === 'succeeded' ? null : (
        <MessageBar messageBarType={MessageBarType.error} isMultiline>
          {endSentence(state.flow)}
        </MessageBar>
      );
  }
}

type Going = Extract<ConnectState, { status: 'going' }>;

function GoingOn({ state, tellProblem }: StandingProps<Going>): React.ReactElement {
  const { flow, isBlocked, isAnswered } = state;
  const { windowRefusal } = flow;
  const texts = strings.connect;
  // Whom the window turned away says more than that nobody is in it.
  const isRefusalAll = windowRefusal !== undefined && flow.state !== 'open';
  return (
    <>
      <div role="status" aria-live="polite" className={styles.standing}>
        {isBlocked && <p>{texts.blocked}</p>}
        {!isBlocked && !isRefusalAll && <p>{texts[goingKey(flow)]}</p>}
        {!isAnswered && <p>{texts.pollFailing}</p>}
        {flow.lastProblem !== undefined && <p>{format(texts.lastProblem, tellProblem(flow.lastProblem))}</p>}
        {windowRefusal !== undefined && <p>{texts.windowRefusals[windowRefusal]}</p>}
      </div>
      {isBlocked && (
        <p>
          <Link href={flow.address} target="_blank" rel="noopener noreferrer">
            {texts.openLink}
          </Link>
        </p>
      )}
    </>
  );
}

function goingKey({ state }: ConnectFlow): 'waiting' | 'open' | 'left' {
  return state === 'open' || state === 'left' ? state : 'waiting';
}

function endSentence({ state, failure }: ConnectFlow): string {
  const texts = strings.connect;
  if (state === 'cancelled') return texts.cancelled;
  if (state === 'expired') return texts.expired;
  return texts.failures[failure ?? 'other'];
}

function StepButtons(props: ConnectStepProps): React.ReactElement {
  const { connecting, isCancelling, onCancel, onDone, onBack } = props;
  const { state, open, tryAgain } = connecting;
  const texts = strings.connect;
  if (state.status === 'over' && state.flow.state === 'succeeded') {
    return (
      <div className={styles.buttons}>
        <PrimaryButton text={strings.add.done} onClick={onDone} />
      </div>
    );
  }
  return (
    <div className={styles.buttons}>
      {state.status === 'over' && (
        <PrimaryButton text={texts.tryAgain} disabled={isCancelling} onClick={tryAgain} />
      )}
      {state.status === 'going' && (
        <PrimaryButton text={texts.openAgain} disabled={isCancelling} onClick={open} />
      )}
      {state.status !== 'over' && state.status !== 'going' && (
        <PrimaryButton
          text={texts.connect}
          disabled={state.status !== 'prepared' || isCancelling}
          allowDisabledFocus
          onClick={open}
        />
      )}
      {onBack !== undefined && (
        <DefaultButton text={strings.add.back} disabled={isCancelling} onClick={onBack} />
      )}
      <DefaultButton
        text={isCancelling ? texts.cancelling : texts.cancel}
        disabled={isCancelling}
        allowDisabledFocus
        onClick={onCancel}
      />
    </div>
  );
}
