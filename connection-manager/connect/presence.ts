import { tenantPartition } from '../connections/connection-records';
import { StoreConflict } from '../store/store';
import type { Store } from '../store/store';
import type { TargetAddress } from './connect-target';
import { isRunning, readFlow, replaceFlow } from './flow-record';

export type ReportedPresence = 'open' | 'away' | 'left';

/**
 * Notes that the window is open, is away at the directory's pages, or has gone. A report that meets
 * another change of the flow is dropped: the next one follows within seconds.
 */
export async function reportPresence(
  deps: { readonly store: Store; readonly now: () => Date },
  address: TargetAddress,
  presence: ReportedPresence,
): Promise<void> {
  const now = deps.now();
  const flow = await readFlow(deps.store, address.tenantId, address.flowId);
  if (flow === undefined || !isRunning(flow.value, now)) return;
  try {
    const change = replaceFlow(flow, { presence: { kind: presence, at: now.toISOString() } });
    await deps.store.write(tenantPartition(address.tenantId), [change]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
  }
}
