import { toApiProblem } from '../../../../client/api-problem';
import type { ConnectFlow, FlowState } from '../../../../contract/connect-flow';

const pollEvery = 1500;
const longestPause = 12_000;

const overStates: ReadonlySet<FlowState> = new Set(['succeeded', 'failed', 'cancelled', 'expired']);

/** Whether nothing follows any more. */
export function isOver({ state }: Pick<ConnectFlow, 'state'>): boolean {
  return overStates.has(state);
}

export type Sighting =
  | { readonly seen: 'flow'; readonly flow: ConnectFlow }
  /** The connection manager does not answer; the watch goes on, less often. */
  | { readonly seen: 'nothing' }
  /** It has forgotten the flow. */
  | { readonly seen: 'gone' };

export interface WatchOptions {
  readonly read: (signal: AbortSignal) => Promise<ConnectFlow>;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly tell: (sighting: Sighting) => void;
  readonly signal: AbortSignal;
}

/** Asks how a connect flow stands until it is over, or until the signal is aborted. Never rejects. */
export async function watchConnectFlow({ read, wait, tell, signal }: WatchOptions): Promise<void> {
  let pause = pollEvery;
  while (!signal.aborted) {
    try {
      await wait(pause, signal);
      const flow = await read(signal);
      if (signal.aborted) return;
      tell({ seen: 'flow', flow });
      if (isOver(flow)) return;
      pause = pollEvery;
    } catch (thrown) {
      if (signal.aborted) return;
      const isGone = toApiProblem(thrown).code === 'flow_not_found';
      tell({ seen: isGone ? 'gone' : 'nothing' });
      if (isGone) return;
      pause = Math.min(pause * 2, longestPause);
    }
  }
}
