import type { PersonReference } from '../../src/contract/principal';
import type { Store } from '../store/store';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { replaceConnection, tenantPartition } from './connection-records';
import { writeUnlessChanged } from './write-unless-changed';

export interface Restoration {
  readonly tenantId: string;
  readonly connection: StoredConnection;
  readonly by: PersonReference;
}

/**
 * Takes a connection out of the bin with everything it had: its bindings find it again. Where its credential was
 * revoked it has been *not connected* since.
 */
export async function restoreConnection(
  deps: { readonly store: Store; readonly now: () => Date },
  { tenantId, connection, by }: Restoration,
): Promise<StoredConnection> {
  const { deletedAt: _, ...kept } = connection.value;
  const value: ConnectionValue = { ...kept, changedBy: by, changedAt: deps.now().toISOString() };
  const batch = [replaceConnection(connection.etag, value)];
  const [etag = ''] = await writeUnlessChanged(deps.store, tenantPartition(tenantId), batch);
  return { value, etag };
}
