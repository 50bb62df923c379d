import { noteGrantedGroups } from '../connections/granted-groups';
import { tenantPartition } from '../connections/connection-records';
import { StoreConflict, type Store } from '../store/store';

const mostAtOnce = 90;

/**
 * Notes groups before they are granted something. Not in the batch of the grant, which has no room for two hundred:
 * a group that is noted and was granted nothing does no harm.
 */
export async function keepGrantedGroups(
  store: Pick<Store, 'read' | 'write'>,
  tenantId: string,
  groupIds: readonly string[],
): Promise<void> {
  for (let at = 0; at < groupIds.length; at += mostAtOnce)
    await keep(store, tenantId, groupIds.slice(at, at + mostAtOnce));
}

async function keep(
  store: Pick<Store, 'read' | 'write'>,
  tenantId: string,
  groupIds: readonly string[],
): Promise<void> {
  for (;;) {
    const changes = await noteGrantedGroups(store, tenantId, groupIds);
    if (changes.length === 0) return;
    try {
      await store.write(tenantPartition(tenantId), changes);
      return;
    } catch (error) {
      // Somebody else noted one of them at the same moment.
      if (!(error instanceof StoreConflict)) throw error;
    }
  }
}
