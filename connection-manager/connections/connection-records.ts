import type { Change, IndexEntry, Store } from '../store/store';
import type { ConnectionValue, StoredConnection } from './connection-record';

/** Where everything of a tenant that changes together is kept; the audit trail has partitions of its own. */
export function tenantPartition(tenantId: string): string {
  return `tenant:${tenantId}`;
}

export function connectionKey(connectionId: string): string {
  return `connection:${connectionId}`;
}

/** The names of the ordered indexes a connection stands in. */
export const connectionIndex = {
  all: 'all',
  reachTenant: 'reach:tenant',
  reachSiteCollection: (siteId: string) => `reach:siteCollection:${siteId.toLowerCase()}`,
  reachSite: (webId: string) => `reach:site:${webId.toLowerCase()}`,
  /** Of a person or a group. */
  owner: (objectId: string) => `owner:${objectId.toLowerCase()}`,
} as const;

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

/**
 * Where a connection stands in each of its indexes: by name as people look for it (without regard to case
 * and Latin accents), then by id. It is the same in every index, so that indexes can be merged, and one place
 * in the order says where to go on in all of them.
 */
export function connectionOrder(connection: Pick<ConnectionValue, 'id' | 'name'>): string {
  const folded = connection.name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .normalize('NFC');
  return `${truncateUtf8(folded, longestFoldedName)}\u0000${connection.id}`;
}

// An order has at most 512 bytes in the store, and the id needs its part.
const longestFoldedName = 440;

function truncateUtf8(text: string, bytes: number): string {
  let length = 0;
  let kept = '';
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) return kept;
    kept += character;
  }
  return kept;
}

function indexesOf(value: ConnectionValue): IndexEntry[] {
  if (value.deletedAt !== undefined) return [];
  const owners = value.owners.map(({ objectId }) => connectionIndex.owner(objectId));
  const reach = value.kind === 'shared' ? [reachIndex(value)] : [];
  const order = connectionOrder(value);
  return [connectionIndex.all, ...reach, ...new Set(owners)].map((index) => ({ index, order }));
}

function reachIndex({ availability, homeSite }: ConnectionValue): string {
  switch (availability) {
    case 'tenant':
      return connectionIndex.reachTenant;
    case 'siteCollection':
      return connectionIndex.reachSiteCollection(homeSite.siteId);
    case 'site':
      return connectionIndex.reachSite(homeSite.webId);
  }
}
