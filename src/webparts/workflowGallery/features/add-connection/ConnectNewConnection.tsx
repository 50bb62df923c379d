import * as React from 'react';
import type { ApiClient } from '../../../../client/api-client';
import type { Connection } from '../../../../contract/connection';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { ConnectStep } from '../connect/ConnectStep';
import { useConnectFlow } from '../connect/use-connect-flow';
import { useConnectedAccount } from '../connect/use-connected-account';

/** Ends the connect flow; `false` where the connection had been made before. */
export type EndFlow = () => Promise<boolean>;

interface ConnectNewConnectionProps {
  readonly environment: GalleryEnvironment;
  readonly client: ApiClient;
  readonly connection: Connection;
  /** Filled while the step is shown, so that the panel can end the flow before it deletes the connection. */
  readonly endFlow: React.MutableRefObject<EndFlow | undefined>;
  readonly isStopping: boolean;
  readonly onSucceeded: () => void;
  readonly onBack: () => void;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

/** The third step: the connection exists, and is given its credential. */
export function ConnectNewConnection(props: ConnectNewConnectionProps): React.ReactElement {
  const { environment, client, connection, endFlow, isStopping, onSucceeded, onBack, onCancel, onDone } =
    props;
  const connecting = useConnectFlow({ environment, client, connectionId: connection.id });
  const account = useConnectedAccount({
    client,
    site: environment.site.address,
    connectionId: connection.id,
    state: connecting.state,
    onSucceeded,
  });
  React.useEffect(() => {
    endFlow.current = connecting.cancel;
    return () => {
      endFlow.current = undefined;
    };
  });

  async function goBack(): Promise<void> {
    // The window must not keep a credential for settings that are about to change.
    if (await connecting.cancel()) onBack();
  }

  return (
    <ConnectStep
      client={client}
      connection={connection}
      connecting={connecting}
      account={account}
      isCancelling={isStopping}
      onBack={() => {
        void goBack();
      }}
      onCancel={onCancel}
      onDone={onDone}
    />
  );
}
