import { rulesCaller } from '../identity/rules-caller';
import type { ConnectionValue } from './connection-record';
import { connectionValue, personOf, useConnections } from './connections-under-test';
import { listConnections, readingBudget } from './list-connections';
import { mostToSort } from './list-sorted';
import { idOf, indexesInMemory, insertAll, listAll, listing, person } from './list-under-test';

const world = useConnections();
const administrator = rulesCaller(personOf(1, { isWorkflowAdministrator: true }), []);

function many(length: number, changes: (number: number) => Partial<ConnectionValue> = () => ({})) {
  return Array.from({ length }, (_, number) =>
    connectionValue({
      id: idOf(number),
      name: `n ${String(number).padStart(5, '0')}`,
      owners: [person(2)],
      ...changes(number),
    }),
  );
}

describe(listConnections.name, () => {
  it('reads no more than it shows and one from each index, where everything may be seen', async () => {
    await insertAll(world.store, many(60));
    const reads: number[] = [];
    const store = {
      readIndex: ((...request: Parameters<typeof world.store.readIndex>) => {
        reads.push(request[2].limit);
        return world.store.readIndex(...request);
      }) as typeof world.store.readIndex,
    };
    await listConnections(store, listing({ caller: rulesCaller(personOf(99), []), limit: 10 }));
    // Site, site collection, tenant, own.
    expect(reads).toEqual([11, 11, 11, 11]);
  });

  it.each([{}, { direction: 'descending' as const }, { search: 'n' }, { search: 'person' }])(
    'reads a page for an administrator at %j, not the tenant',
    async (question) => {
      const { readIndex, counted } = indexesInMemory(many(3000));
      await listConnections({ readIndex }, listing({ caller: administrator, question, limit: 50 }));
      expect(counted.records).toBeLessThanOrEqual(51);
    },
  );

  it('reads only what a filter leaves, for an administrator', async () => {
    const invalid = { status: { state: 'invalid', since: '2026-01-01T08:00:00.000Z' } } as const;
    const ready = { status: { state: 'ready', since: '2026-01-01T08:00:00.000Z' } } as const;
    const values = many(6000, (number) => (number % 1000 === 0 ? invalid : ready));
    const { readIndex, counted } = indexesInMemory(values);
    for (const question of [
      { attention: true },
      { status: ['invalid' as const], sort: 'changed' as const },
    ]) {
      const page = await listConnections({ readIndex }, listing({ caller: administrator, question }));
      expect(page.items).toHaveLength(6);
    }
    expect(counted.records).toBe(12);
  });

  it('looks at so many at most, gives a page that is not full, and goes on from there', async () => {
    const values = many(2 * readingBudget + 10, (number) => ({
      availability: 'tenant',
      users: number < readingBudget + 5 ? [] : [{ kind: 'everyone' }],
    }));
    const { readIndex, counted } = indexesInMemory(values);
    const first = await listConnections({ readIndex }, listing());
    expect(first).toEqual({ items: [], next: expect.any(String) });
    expect(counted.records).toBeLessThan(readingBudget + 600);
    const { ids, pages } = await listAll({ readIndex }, listing({ limit: 100 }));
    expect(pages[0]).toBe(0);
    expect(ids).toEqual(values.slice(readingBudget + 5).map(({ id }) => id));
  });

  it('sorts up to its bound, and asks to narrow what is more', async () => {
    const caller = administrator;
    const question = { sort: 'changed', direction: 'descending' } as const;
    const values = many(mostToSort + 1, (number) => ({
      changedAt: new Date(Date.UTC(2026, 0, 1) + ((number * 7919) % mostToSort) * 1000).toISOString(),
    }));
    const atBound = indexesInMemory(values.slice(1));
    const page = await listConnections(atBound, listing({ caller, question, limit: 3 }));
    const newest = values
      .slice(1)
      .map(({ changedAt }) => changedAt)
      .sort()
      .reverse();
    expect(page.items.map(({ value }) => value.changedAt)).toEqual(newest.slice(0, 3));
    const beyond = listConnections(indexesInMemory(values), listing({ caller, question }));
    await expect(beyond).rejects.toMatchObject({ code: 'too_many_to_sort' });
    const narrowed = { ...question, search: 'n 00001' };
    const found = await listConnections(indexesInMemory(values), listing({ caller, question: narrowed }));
    expect(found.items.map(({ value }) => value.name)).toEqual(['n 00001']);
  });
});
