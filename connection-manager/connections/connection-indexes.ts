import type { IndexEntry } from '../store/store';
import { connectionOrder, descendingOrder } from './connection-order';
import type { ConnectionValue } from './connection-record';
import { wordOrders } from './connection-words';

/** The names of the ordered indexes a connection stands in. */
export const connectionIndex = {
  all: 'all',
  /** By name from the end, for those who see everything: the others' lists are short enough to be sorted. */
  allDescending: 'all:descending',
  reachTenant: 'reach:tenant',
  reachSiteCollection: (siteId: string) => `reach:siteCollection:${siteId.toLowerCase()}`,
  reachSite: (webId: string) => `reach:site:${webId.toLowerCase()}`,
  /** Of a person or a group. */
  owner: (objectId: string) => `owner:${objectId.toLowerCase()}`,
  /** By word and then by name. What reaches a site only is few enough to be looked through. */
  words: 'words',
  wordsOfTenant: 'words:reach:tenant',
  status: (state: string) => `status:${state}`,
  connector: (connectorId: string) => `connector:${connectorId}`,
  availability: (availability: string) => `availability:${availability}`,
  homeSite: (webId: string) => `homeSite:${webId.toLowerCase()}`,
  attention: 'attention',
  /** Deleted ones stand in these three only: by time of deletion, and those of the bin newest first. */
  deleted: 'deleted',
  bin: 'bin',
  binOfOwner: (objectId: string) => `bin:owner:${objectId.toLowerCase()}`,
} as const;

/**
 * Every place of a connection in an index. Together with the record there are at most 80 of them, so that a batch,
 * which takes 100 rows, has room for what is changed beside it.
 */
export function indexesOf(value: ConnectionValue): IndexEntry[] {
  const owners = [...new Set(value.owners.map(({ objectId }) => objectId.toLowerCase()))];
  if (value.deletedAt !== undefined) return indexesInBin(value, value.deletedAt, owners);
  const order = connectionOrder(value);
  const scopes = [connectionIndex.all, ...(value.kind === 'shared' ? [reachIndex(value)] : [])];
  const byName = [...scopes, ...owners.map(connectionIndex.owner), ...narrowingIndexes(value)];
  const words = wordOrders(value);
  const wordIndexes = [
    connectionIndex.words,
    ...(isTenantWide(value) ? [connectionIndex.wordsOfTenant] : []),
  ];
  return [
    ...byName.map((index) => ({ index, order })),
    { index: connectionIndex.allDescending, order: descendingOrder(value) },
    ...wordIndexes.flatMap((index) => words.map((word) => ({ index, order: word }))),
  ];
}

/** What a list is filtered by most often: whoever sees everything then reads only what the filter leaves. */
function narrowingIndexes(value: ConnectionValue): string[] {
  return [
    connectionIndex.status(value.status.state),
    connectionIndex.connector(value.connectorId),
    connectionIndex.availability(availabilityOf(value)),
    connectionIndex.homeSite(value.homeSite.webId),
    ...(needsAttention(value) ? [connectionIndex.attention] : []),
  ];
}

/** How far a connection reaches, as people see it: a personal one has no reach. */
export function availabilityOf({ kind, availability }: Pick<ConnectionValue, 'kind' | 'availability'>) {
  return kind === 'personal' ? kind : availability;
}

/** Whether it reaches every site of the tenant. */
export function isTenantWide(value: Pick<ConnectionValue, 'kind' | 'availability'>): boolean {
  return availabilityOf(value) === 'tenant';
}

/** Whether somebody has to do something about it. */
export function needsAttention({ status, orphanedSince }: ConnectionValue): boolean {
  return status.state !== 'ready' || orphanedSince !== undefined;
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

function indexesInBin({ id }: ConnectionValue, deletedAt: string, owners: readonly string[]): IndexEntry[] {
  const newestFirst = `${String(latestTime - Date.parse(deletedAt)).padStart(16, '0')}\u0000${id}`;
  const bins = [connectionIndex.bin, ...owners.map(connectionIndex.binOfOwner)];
  return [
    { index: connectionIndex.deleted, order: `${deletedAt}\u0000${id}` },
    ...bins.map((index) => ({ index, order: newestFirst })),
  ];
}

// The last moment a Date can be.
const latestTime = 8_640_000_000_000_000;
