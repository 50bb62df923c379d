import * as React from 'react';
import { Panel, PanelType } from '@fluentui/react/lib/Panel';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiClient } from '../../../../client/api-client';
import type { Connection } from '../../../../contract/connection';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { ThemedRegion } from '../../shell/ThemedRegion';
import { format } from '../../texts/format';
import { isConnectedOnce } from '../connections/commands';
import { ConnectStep } from './ConnectStep';
import { useConnectFlow } from './use-connect-flow';
import { useConnectedAccount } from './use-connected-account';

interface ConnectPanelProps {
  readonly environment: GalleryEnvironment;
  readonly client: ApiClient;
  readonly connection: Connection;
  readonly onChanged: () => void;
  readonly onClosed: (told?: string) => void;
}

/** Gives a connection that is there already its credential, or a new one in its place. */
export function ConnectPanel(props: ConnectPanelProps): React.ReactElement {
  const { environment, client, connection, onChanged, onClosed } = props;
  const [isCancelling, setCancelling] = React.useState(false);
  const connecting = useConnectFlow({ environment, client, connectionId: connection.id });
  const { state } = connecting;
  const isAgain = isConnectedOnce(connection);
  const account = useConnectedAccount({
    client,
    site: environment.site.address,
    connectionId: connection.id,
    state,
    onSucceeded: onChanged,
  });

  async function close(): Promise<void> {
    if (state.status === 'over' && state.flow.state === 'succeeded') return done();
    setCancelling(true);
    const isCancelled = await connecting.cancel();
    setCancelling(false);
    if (isCancelled) onClosed();
  }

  function done(): void {
    onClosed(format(strings.add.succeeded, connection.name));
  }

  return (
    <Panel
      isOpen
      type={PanelType.medium}
      headerText={format(isAgain ? strings.connect.titleAgain : strings.connect.title, connection.name)}
      closeButtonAriaLabel={strings.add.close}
      // The page says where the focus goes: Fluent would send it back to a row that may have gone.
      focusTrapZoneProps={{ disableRestoreFocus: true }}
      popupProps={{ shouldRestoreFocus: false }}
      onDismiss={(event) => {
        // The panel would close by itself, whatever becomes of the flow.
        event?.preventDefault();
        void close();
      }}
    >
      <ThemedRegion>
        <ConnectStep
          client={client}
          connection={connection}
          connecting={connecting}
          account={account}
          isCancelling={isCancelling}
          onCancel={() => {
            void close();
          }}
          onDone={done}
        />
      </ThemedRegion>
    </Panel>
  );
}
