import * as React from 'react';
import type { ApiClient } from '../../../../client/api-client';
import { toApiProblem } from '../../../../client/api-problem';
import type { ApiProblem } from '../../../../client/api-problem';
import type { ConnectFlow } from '../../../../contract/connect-flow';
import type { Connection } from '../../../../contract/connection';
import { cancelConnectFlow, readConnectFlow, startConnectFlow } from '../../../../contract/routes';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { isOver, watchConnectFlow } from './watch-connect-flow';

/** How connecting stands, as far as this page knows. */
export type ConnectState =
  | { readonly status: 'preparing' }
  | { readonly status: 'notPrepared'; readonly problem: ApiProblem }
  /** The window can be opened in a click. */
  | { readonly status: 'prepared'; readonly flow: ConnectFlow }
  | {
      readonly status: 'going';
      readonly flow: ConnectFlow;
      readonly isBlocked: boolean;
      readonly isAnswered: boolean;
    }
  | { readonly status: 'over'; readonly flow: ConnectFlow };

export interface Connecting {
  readonly state: ConnectState;
  /** Opens the connect window. To be called in a click. */
  readonly open: () => void;
  readonly tryAgain: () => void;
  /** Ends the flow. Resolves to `false` where the connection had been made before. */
  readonly cancel: () => Promise<boolean>;
}

export interface ConnectFlowOptions {
  readonly environment: Pick<GalleryEnvironment, 'site' | 'openWindow' | 'wait' | 'now' | 'newId'>;
  readonly client: ApiClient;
  readonly connectionId: Connection['id'];
}

// A window that is opened later than this before the flow's end would end while somebody types.
const freshness = 5 * 60_000;

/** Prepares the connect window of a connection, and follows what becomes of it. */
export function useConnectFlow({ environment, client, connectionId }: ConnectFlowOptions): Connecting {
  const [state, setState] = React.useState<ConnectState>({ status: 'preparing' });
  const [attempt, setAttempt] = React.useState(0);
  const watch = React.useRef<AbortController>();

  React.useEffect(() => {
    const left = new AbortController();
    setState({ status: 'preparing' });
    void prepare({ environment, client, connectionId }, left.signal).then((next) => {
      if (!left.signal.aborted) setState(next);
    });
    return () => left.abort();
  }, [environment, client, connectionId, attempt]);

  React.useEffect(() => () => watch.current?.abort(), []);

  const tryAgain = React.useCallback(() => {
    watch.current?.abort();
    setAttempt((count) => count + 1);
  }, []);
  usePreparedAnew(state, environment, tryAgain);

  function follow(flow: ConnectFlow): void {
    watch.current?.abort();
    const watching = (watch.current = new AbortController());
    void watchConnectFlow({
      read: (signal) => client.call(readConnectFlow, { params: { flowId: flow.id }, signal }),
      wait: environment.wait,
      signal: watching.signal,
      tell: (sighting) => setState((before) => afterSighting(before, flow, sighting)),
    });
  }

  function open(): void {
    if (state.status !== 'prepared' && state.status !== 'going') return;
    const isOpened = environment.openWindow(state.flow.address);
    setState({ status: 'going', flow: state.flow, isBlocked: !isOpened, isAnswered: true });
    // A blocked window may still be opened by its link.
    follow(state.flow);
  }

  async function cancel(): Promise<boolean> {
    watch.current?.abort();
    if (state.status !== 'prepared' && state.status !== 'going') return true;
    const flow = await endFlow(client, state.flow);
    if (flow.state !== 'succeeded') return true;
    setState({ status: 'over', flow });
    return false;
  }

  return { state, open, tryAgain, cancel };
}

async function prepare(options: ConnectFlowOptions, signal: AbortSignal): Promise<ConnectState> {
  const { environment, client, connectionId } = options;
  try {
    const flow = await client.call(startConnectFlow, {
      params: { connectionId },
      query: { site: environment.site.address },
      idempotencyKey: environment.newId(),
      signal,
    });
    return { status: 'prepared', flow };
  } catch (thrown) {
    return { status: 'notPrepared', problem: toApiProblem(thrown) };
  }
}

/** Takes a new flow before the one at hand has too little time left, while nobody has opened it. */
function usePreparedAnew(
  state: ConnectState,
  { wait, now }: Pick<GalleryEnvironment, 'wait' | 'now'>,
  prepareAgain: () => void,
): void {
  const expiresAt = state.status === 'prepared' ? state.flow.expiresAt : undefined;
  React.useEffect(() => {
    if (expiresAt === undefined) return undefined;
    const over = new AbortController();
    const left = new Date(expiresAt).getTime() - now().getTime();
    wait(Math.max(left - freshness, 10_000), over.signal).then(prepareAgain, () => undefined);
    return () => over.abort();
  }, [expiresAt, wait, now, prepareAgain]);
}

type Sighted = Parameters<Parameters<typeof watchConnectFlow>[0]['tell']>[0];

function afterSighting(before: ConnectState, flow: ConnectFlow, sighting: Sighted): ConnectState {
  if (before.status !== 'going' || before.flow.id !== flow.id) return before;
  switch (sighting.seen) {
    case 'nothing':
      return { ...before, isAnswered: false };
    case 'gone':
      return { status: 'over', flow: { ...before.flow, state: 'expired' } };
    case 'flow':
      if (isOver(sighting.flow)) return { status: 'over', flow: sighting.flow };
      return {
        ...before,
        flow: sighting.flow,
        isAnswered: true,
        isBlocked: before.isBlocked && isUnopened(sighting.flow),
      };
  }
}

function isUnopened({ state }: ConnectFlow): boolean {
  return state === 'waiting';
}

/** Ends a flow, or finds out how it ended by itself. A flow that cannot be asked about counts as cancelled. */
async function endFlow(client: ApiClient, flow: ConnectFlow): Promise<ConnectFlow> {
  const params = { flowId: flow.id };
  try {
    return await client.call(cancelConnectFlow, { params });
  } catch (thrown) {
    if (toApiProblem(thrown).code !== 'flow_ended') return { ...flow, state: 'cancelled' };
  }
  return client.call(readConnectFlow, { params }).catch(() => flow);
}
