import { tenantPartition } from '../connections/connection-records';
import { StoreConflict } from '../store/store';
import type { Store } from '../store/store';
import type { TargetAddress } from './connect-target';
import { isRunning, readFlow, replaceFlow } from './flow-record';
import type { FlowValue, StoredFlow } from './flow-record';

/** Changes the running flow, looking again whenever somebody else changed it; `undefined` when it is over. */
export async function changeFlow(
  deps: { readonly store: Store; readonly now: () => Date },
  { tenantId, flowId }: TargetAddress,
  change: (flow: FlowValue) => Partial<FlowValue> | undefined,
): Promise<StoredFlow | undefined> {
  for (;;) {
    const flow = await readFlow(deps.store, tenantId, flowId);
    if (flow === undefined || !isRunning(flow.value, deps.now())) return undefined;
    const changes = change(flow.value);
    if (changes === undefined) return undefined;
    try {
      const [etag] = await deps.store.write(tenantPartition(tenantId), [replaceFlow(flow, changes)]);
      return { value: { ...flow.value, ...changes }, etag: etag ?? flow.etag };
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
    }
  }
}
