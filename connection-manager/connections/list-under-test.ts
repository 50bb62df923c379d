import type { Store, StoredRecord } from '../store/store';
import { storeLimits } from '../store/store-arguments';
import { usualTenantPolicy } from '../../src/rules/tenant-policy';
import { rulesCaller } from '../identity/rules-caller';
import { indexesOf } from './connection-indexes';
import { compareOrders } from './connection-order';
import type { ConnectionValue } from './connection-record';
import { connectionKey, insertConnection, tenantPartition } from './connection-records';
import { contosoId, personOf, siteOf } from './connections-under-test';
import { listConnections, type Listing } from './list-connections';

/** The id of one of many connections; ids are in the order of their numbers. */
export function idOf(number: number): string {
  return `con_${String(number).padStart(26, '0')}`;
}

/** A person as an owner or a user. */
export function person(number: number) {
  return { kind: 'person', objectId: personOf(number).objectId, name: `Person ${number}` } as const;
}

/** A group as an owner or a user. */
export function group(number: number) {
  const objectId = `99999999-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { kind: 'group', objectId, name: `Group ${number}` } as const;
}

/** Writes the connections, as many in a batch as it takes. */
export async function insertAll(
  store: Pick<Store, 'write'>,
  values: readonly ConnectionValue[],
  tenantId = contosoId,
): Promise<void> {
  let batch: ConnectionValue[] = [];
  let rows = 0;
  const write = () => store.write(tenantPartition(tenantId), batch.map(insertConnection));
  for (const value of values) {
    const more = 1 + indexesOf(value).length;
    if (rows + more > storeLimits.batchRows) {
      await write();
      [batch, rows] = [[], 0];
    }
    batch.push(value);
    rows += more;
  }
  if (batch.length > 0) await write();
}

/** The indexes of connections in memory, for more of them than a test could write; counts what is read. */
export function indexesInMemory(values: readonly ConnectionValue[]) {
  const indexes = new Map<
    string,
    { readonly order: string; readonly record: StoredRecord<ConnectionValue> }[]
  >();
  for (const value of values) {
    const places = indexesOf(value);
    const record = { key: connectionKey(value.id), value, etag: 'etag', indexes: places };
    for (const { index, order } of places) {
      const entries = indexes.get(index) ?? [];
      entries.push({ order, record });
      indexes.set(index, entries);
    }
  }
  for (const entries of indexes.values())
    entries.sort((left, right) => compareOrders(left.order, right.order));
  const counted = { records: 0 };
  const readIndex = (async (_partition, index, { startsWith = '', after, limit }) => {
    const entries = (indexes.get(index) ?? []).filter(({ order }) => order.startsWith(startsWith));
    const first = after === undefined ? 0 : 1 + entries.findIndex(({ order }) => order === after);
    const page = entries.slice(first, first + limit);
    counted.records += page.length;
    return page;
  }) as Store['readIndex'];
  return { readIndex, counted };
}

/** What the first person asks as a designer of Operations. */
export function listing(changes: Partial<Listing> = {}): Listing {
  return {
    tenantId: contosoId,
    caller: rulesCaller(personOf(1), []),
    site: siteOf('operations', 'designer').standing,
    policy: usualTenantPolicy,
    question: {},
    after: undefined,
    limit: 50,
    ...changes,
  };
}

/** Follows every page to the end. */
export async function listAll(
  store: Pick<Store, 'readIndex'>,
  start: Listing,
): Promise<{ ids: string[]; pages: number[] }> {
  const ids: string[] = [];
  const pages: number[] = [];
  let { after } = start;
  for (;;) {
    const page = await listConnections(store, { ...start, after });
    ids.push(...page.items.map(({ value }) => value.id));
    pages.push(page.items.length);
    if (page.next === undefined) return { ids, pages };
    after = page.next;
  }
}
