import * as React from 'react';
import { Panel, PanelType } from '@fluentui/react/lib/Panel';
import { Spinner } from '@fluentui/react/lib/Spinner';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiClient } from '../../../../client/api-client';
import { toApiProblem } from '../../../../client/api-problem';
import type { Connection } from '../../../../contract/connection';
import type { Connector } from '../../../../contract/connector';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { ProblemBar } from '../../shell/ProblemBar';
import { ThemedRegion } from '../../shell/ThemedRegion';
import { format } from '../../texts/format';
import { useConnectors } from '../connect/use-connectors';
import { LeaveDialog } from '../settings/LeaveDialog';
import { EditForm } from './EditForm';

interface EditConnectionPanelProps {
  readonly environment: GalleryEnvironment;
  readonly client: ApiClient;
  readonly connection: Connection;
  readonly existing: readonly Connection[];
  readonly onSaved: (saved: Connection, told: string) => void;
  readonly onClosed: () => void;
}

/** Changes name and settings of a connection. Its id, its credential and what uses it stay, where that is safe. */
export function EditConnectionPanel(props: EditConnectionPanelProps): React.ReactElement {
  const { environment, client, existing, onSaved, onClosed } = props;
  // The list may be read again meanwhile; what is edited is what was seen.
  const [connection] = React.useState(props.connection);
  const [isChanged, setChanged] = React.useState(false);
  const [isAsking, setAsking] = React.useState(false);
  const connectors = useConnectors(client);
  const { leave } = strings;

  function close(): void {
    if (isChanged) setAsking(true);
    else onClosed();
  }

  return (
    <Panel
      isOpen
      type={PanelType.medium}
      headerText={format(strings.edit.title, connection.name)}
      closeButtonAriaLabel={strings.add.close}
      // The page says where the focus goes: Fluent would send it back to a row that may have gone.
      focusTrapZoneProps={{ disableRestoreFocus: true }}
      popupProps={{ shouldRestoreFocus: false }}
      onDismiss={(event) => {
        // The panel would close by itself, whatever was typed.
        event?.preventDefault();
        close();
      }}
    >
      <ThemedRegion>
        {connectors.isLoading && <Spinner label={strings.add.loadingConnectors} labelPosition="right" />}
        {connectors.isError && (
          <ProblemBar
            what={strings.messages.notConnectors}
            problem={toApiProblem(connectors.error)}
            onRetry={() => {
              void connectors.refetch();
            }}
          />
        )}
        {connectors.data !== undefined && (
          <EditForm
            client={client}
            site={environment.site.address}
            locale={environment.locale}
            connector={connectorOf(connection, connectors.data)}
            connection={connection}
            existing={existing}
            onChanged={setChanged}
            onSaved={(saved, before) => onSaved(saved, toldOf(saved, before))}
            onCancel={close}
          />
        )}
      </ThemedRegion>
      {isAsking && (
        <LeaveDialog
          title={leave.title}
          text={leave.editText}
          leave={leave.discard}
          onLeave={onClosed}
          onStay={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}

function toldOf(saved: Connection, before: Connection): string {
  const isCleared = before.status.state !== 'notConnected' && saved.status.state === 'notConnected';
  return format(isCleared ? strings.edit.savedCleared : strings.edit.saved, saved.name);
}

/** Of a connector that is gone, only the name of its connections can be changed. */
function connectorOf({ connector, settings }: Connection, known: readonly Connector[]): Connector {
  const found = known.find(({ id }) => id === connector.id);
  if (found !== undefined) return found;
  const none: Connector['settings'] = {
    type: 'object',
    properties: {},
    required: [],
    additionalProperties: false,
  };
  const description = Object.values(settings).join(', ');
  return { ...connector, description, authMethods: [], settings: none, credentialSettings: [] };
}
