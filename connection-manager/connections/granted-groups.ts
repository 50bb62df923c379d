import type { Change, Store } from '../store/store';
import { tenantPartition } from './connection-records';

const prefix = 'granted-group:';
const pageSize = 1000;

/**
 * Every directory group that a grant of the tenant names, or once named: whoever lists connections is asked about
 * these. A group that no grant names any more stays here; asking about it finds nothing.
 */
export async function readGrantedGroups(
  store: Pick<Store, 'readRange'>,
  tenantId: string,
): Promise<readonly string[]> {
  const groupIds: string[] = [];
  for (let after: string | undefined; ;) {
    const range = { prefix, limit: pageSize, ...(after !== undefined && { after }) };
    const page = await store.readRange(tenantPartition(tenantId), range);
    groupIds.push(...page.map(({ key }) => key.slice(prefix.length)));
    after = page.at(-1)?.key;
    if (page.length < pageSize) return groupIds;
  }
}

/** Part of a batch that grants something to these groups: notes those that are not noted yet. */
export async function noteGrantedGroups(
  store: Pick<Store, 'read'>,
  tenantId: string,
  groupIds: readonly string[],
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const groupId of new Set(groupIds)) {
    const key = `${prefix}${groupId}`;
    const known = await store.read(tenantPartition(tenantId), key);
    if (known === undefined) changes.push({ kind: 'insert', key, value: { format: 1 } });
  }
  return changes;
}
