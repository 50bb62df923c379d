import type { PersonReference } from '../../src/contract/principal';
import type { Store } from '../store/store';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { replaceConnection, tenantPartition } from './connection-records';
import { writeUnlessChanged } from './write-unless-changed';

export interface Deletion {
  readonly tenantId: string;
  readonly connection: StoredConnection;
  readonly by: PersonReference;
}

/**
 * Marks the connection as deleted: from then on every list, every step and every change refuses it. Its
 * credential stays sealed beside it until it is purged.
 */
export async function deleteConnection(
  deps: { readonly store: Store; readonly now: () => Date },
  { tenantId, connection, by }: Deletion,
): Promise<void> {
  const at = deps.now().toISOString();
  const deleted: ConnectionValue = { ...connection.value, deletedAt: at, changedBy: by, changedAt: at };
  await writeUnlessChanged(deps.store, tenantPartition(tenantId), [
    replaceConnection(connection.etag, deleted),
  ]);
}
