import * as React from 'react';
import { FocusZone, FocusZoneDirection } from '@fluentui/react/lib/FocusZone';
import { Icon } from '@fluentui/react/lib/Icon';
import { Spinner } from '@fluentui/react/lib/Spinner';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiClient } from '../../../../client/api-client';
import { toApiProblem } from '../../../../client/api-problem';
import type { Connector } from '../../../../contract/connector';
import { ProblemBar } from '../../shell/ProblemBar';
import { StepHeading } from '../../shell/StepHeading';
import { useConnectors } from '../connect/use-connectors';
import styles from './AddConnection.module.scss';

interface ChooseConnectorProps {
  readonly client: ApiClient;
  readonly onChosen: (connector: Connector) => void;
}

/** The first step: which system. Arrow keys go through the list, Enter chooses. */
export function ChooseConnector({ client, onChosen }: ChooseConnectorProps): React.ReactElement {
  const query = useConnectors(client);
  return (
    <div className={styles.step}>
      <StepHeading className={styles.heading}>{strings.add.chooseHeading}</StepHeading>
      {query.isLoading && <Spinner label={strings.add.loadingConnectors} labelPosition="right" />}
      {query.isError && (
        <ProblemBar
          what={strings.messages.notConnectors}
          problem={toApiProblem(query.error)}
          onRetry={() => {
            void query.refetch();
          }}
        />
      )}
      {query.data?.length === 0 && <p>{strings.add.noConnectors}</p>}
      {query.data !== undefined && query.data.length > 0 && (
        <FocusZone direction={FocusZoneDirection.vertical}>
          <ul className={styles.connectors} aria-label={strings.add.connectors}>
            {query.data.map((connector) => (
              <li key={connector.id}>
                <ConnectorButton connector={connector} onChosen={onChosen} />
              </li>
            ))}
          </ul>
        </FocusZone>
      )}
    </div>
  );
}

interface ConnectorButtonProps {
  readonly connector: Connector;
  readonly onChosen: (connector: Connector) => void;
}

function ConnectorButton({ connector, onChosen }: ConnectorButtonProps): React.ReactElement {
  return (
    <button type="button" className={styles.connector} onClick={() => onChosen(connector)}>
      <Icon iconName={connector.icon} className={styles.connectorIcon} aria-hidden />
      <span className={styles.connectorTexts}>
        <span className={styles.connectorTitle}>{connector.title}</span>
        <span className={styles.connectorDescription}>{connector.description}</span>
      </span>
    </button>
  );
}
