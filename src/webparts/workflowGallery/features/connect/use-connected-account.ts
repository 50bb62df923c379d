import * as React from 'react';
import type { ApiClient } from '../../../../client/api-client';
import type { Connection } from '../../../../contract/connection';
import { readConnection } from '../../../../contract/routes';
import type { ConnectState } from './use-connect-flow';

interface AccountQuestion {
  readonly client: ApiClient;
  readonly site: string;
  readonly connectionId: Connection['id'];
  readonly state: ConnectState;
  /** Called once when the connection has been made. */
  readonly onSucceeded: () => void;
}

/** The account of the connection once it is connected. Without an answer the screen does without. */
export function useConnectedAccount(question: AccountQuestion): string | undefined {
  const { client, site, connectionId, state, onSucceeded } = question;
  const [account, setAccount] = React.useState<string>();
  const hasSucceeded = state.status === 'over' && state.flow.state === 'succeeded';
  const tell = React.useRef(onSucceeded);
  tell.current = onSucceeded;
  React.useEffect(() => {
    if (!hasSucceeded) return undefined;
    const left = new AbortController();
    tell.current();
    client
      .call(readConnection, { params: { connectionId }, query: { site }, signal: left.signal })
      .then((connection) => setAccount(connection.account))
      .catch(() => undefined);
    return () => left.abort();
  }, [client, site, connectionId, hasSucceeded]);
  return account;
}
