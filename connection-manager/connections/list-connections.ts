import { decide, type Caller } from '../../src/rules/access';
import type { SiteStanding } from '../../src/rules/site-standing';
import type { Store } from '../store/store';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { connectionIndex, tenantPartition } from './connection-records';
import { decodeCursor, encodeCursor } from './list-cursor';
import { mergeIndexes } from './ordered-merge';

export interface Listing {
  readonly tenantId: string;
  readonly caller: Caller;
  readonly site: SiteStanding;
  readonly after: string | undefined;
  readonly limit: number;
}

export interface ConnectionPage {
  readonly items: readonly StoredConnection[];
  /** Absent on the last page. */
  readonly next?: string;
}

/**
 * The connections the caller may see at the site, by name. A page is shorter than `limit` only where nothing
 * follows it, and never empty where something does. The indexes narrow the search; what is shown is decided
 * by the rules alone, connection by connection.
 */
export async function listConnections(
  store: Pick<Store, 'readIndex'>,
  listing: Listing,
): Promise<ConnectionPage> {
  const { tenantId, caller, site, limit } = listing;
  const candidates = mergeIndexes<ConnectionValue>({
    store,
    partition: tenantPartition(tenantId),
    indexes: indexesFor(caller, site),
    after: listing.after === undefined ? undefined : decodeCursor(listing.after),
    pageSize: limit + 1,
  });
  const items: StoredConnection[] = [];
  let last = '';
  for await (const { order, record } of candidates) {
    if (!decide('see', { caller, connection: record.value, site }).allowed) continue;
    if (items.length === limit) return { items, next: encodeCursor(last) };
    items.push({ value: record.value, etag: record.etag });
    last = order;
  }
  return { items };
}

/** Every connection that the rules could let the caller see at the site stands in one of these. */
function indexesFor(caller: Caller, site: SiteStanding): readonly string[] {
  if (caller.isWorkflowAdministrator || site.role === 'siteCollectionAdministrator')
    return [connectionIndex.all];
  return [
    connectionIndex.reachSite(site.webId),
    connectionIndex.reachSiteCollection(site.siteId),
    connectionIndex.reachTenant,
    ...[caller.objectId, ...caller.groupIds].map(connectionIndex.owner),
  ];
}
