import type { Change, Store } from '../store/store';
import { indexesOf } from './connection-indexes';
import type { ConnectionValue, StoredConnection } from './connection-record';

/** Where everything of a tenant that changes together is kept; the audit trail has partitions of its own. */
export function tenantPartition(tenantId: string): string {
  return `tenant:${tenantId}`;
}

export function connectionKey(connectionId: string): string {
  return `connection:${connectionId}`;
}

/** The connection as stored, or `undefined` where there is none of this id in this tenant or it was deleted. */
export async function findConnection(
  store: Pick<Store, 'read'>,
  tenantId: string,
  connectionId: string,
): Promise<StoredConnection | undefined> {
  const stored = await readStoredConnection(store, tenantId, connectionId);
  return stored === undefined || stored.value.deletedAt !== undefined ? undefined : stored;
}

/** As `findConnection`, but finds deleted ones too. */
export async function readStoredConnection(
  store: Pick<Store, 'read'>,
  tenantId: string,
  connectionId: string,
): Promise<StoredConnection | undefined> {
  const record = await store.read<ConnectionValue>(tenantPartition(tenantId), connectionKey(connectionId));
  return record === undefined ? undefined : { value: record.value, etag: record.etag };
}

/** Part of a batch: makes the connection, or fails the batch where its id exists. */
export function insertConnection(value: ConnectionValue): Change {
  return { kind: 'insert', key: connectionKey(value.id), value, indexes: indexesOf(value) };
}

/** Part of a batch: changes the connection only if it is still as it was read, and moves it in its indexes. */
export function replaceConnection(etag: string, value: ConnectionValue): Change {
  return { kind: 'replace', key: connectionKey(value.id), value, etag, indexes: indexesOf(value) };
}
