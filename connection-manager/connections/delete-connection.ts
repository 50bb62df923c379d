import type { PersonReference } from '../../src/contract/principal';
import type { Store } from '../store/store';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { replaceConnection, tenantPartition } from './connection-records';
import { removeCredential, withoutCredential } from './credential-record';
import { writeUnlessChanged } from './write-unless-changed';

export interface Deletion {
  readonly tenantId: string;
  readonly connection: StoredConnection;
  readonly by: PersonReference;
  /** Whether its credential is removed at once. */
  readonly revokes?: boolean;
}

/**
 * Marks the connection as deleted: from then on every list, every step and every change refuses it. Its
 * credential stays sealed beside it until it is purged, unless the deletion revokes it. None of the credentials there are
 * was issued to the connection manager by a provider, so there is no provider to tell: passwords and API keys are
 * made, and ended, by people at the system itself.
 */
export async function deleteConnection(
  deps: { readonly store: Store; readonly now: () => Date },
  { tenantId, connection, by, revokes = false }: Deletion,
): Promise<void> {
  const at = deps.now().toISOString();
  const kept = revokes ? withoutCredential(connection.value, at) : connection.value;
  const deleted: ConnectionValue = { ...kept, deletedAt: at, changedBy: by, changedAt: at };
  const removal = revokes ? await removeCredential(deps.store, tenantId, connection.value) : [];
  await writeUnlessChanged(deps.store, tenantPartition(tenantId), [
    replaceConnection(connection.etag, deleted),
    ...removal,
  ]);
}
