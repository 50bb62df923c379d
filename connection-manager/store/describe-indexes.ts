import fc from 'fast-check';
import type { IndexEntry, Store } from './store';
import { anyText, expectedPage } from './store-model';
import { type OpenStore, outcomeOf, useStore, writeOne } from './store-under-test';

const partition = 'tenant';

async function ordersOf(store: Store, index: string, range: Partial<Parameters<Store['readIndex']>[2]> = {}) {
  return (await store.readIndex(partition, index, { limit: 1000, ...range })).map(({ order }) => order);
}

function insertAt(key: string, ...indexes: readonly IndexEntry[]) {
  return { kind: 'insert' as const, key, value: { key }, indexes };
}

/** What a reader of named ordered indexes can rely on. */
export function describeIndexes(open: OpenStore): void {
  describe('indexes', () => {
    const tested = useStore(open);

    it('returns the records of one index in its order, with their places', async () => {
      await tested.store.write(partition, [
        insertAt('1', { index: 'name', order: 'ledger\u00001' }, { index: 'word', order: 'ledger\u00001' }),
        insertAt('2', { index: 'name', order: 'box\u00002' }),
        insertAt('3', { index: 'names', order: 'a\u00003' }),
      ]);
      const found = await tested.store.readIndex(partition, 'name', { limit: 10 });
      expect(found.map(({ order }) => order)).toEqual(['box\u00002', 'ledger\u00001']);
      expect(found.map(({ record }) => record)).toEqual([
        await tested.store.read(partition, '2'),
        await tested.store.read(partition, '1'),
      ]);
    });

    it('lets one record stand several times in one index', async () => {
      const words = ['eastern\u00001', 'ledger\u00001'].map((order) => ({ index: 'word', order }));
      await tested.store.write(partition, [insertAt('1', ...words)]);
      expect(await ordersOf(tested.store, 'word')).toEqual(['eastern\u00001', 'ledger\u00001']);
      expect(await ordersOf(tested.store, 'word', { startsWith: 'led' })).toEqual(['ledger\u00001']);
    });

    it('follows a replacement, which names all places anew', async () => {
      const first = await writeOne(tested.store, partition, insertAt('1', { index: 'i', order: 'old' }));
      const moved = [{ index: 'i', order: 'new' }];
      const change = { kind: 'replace' as const, key: '1', value: { v: 2 }, indexes: moved, etag: first };
      const second = await writeOne(tested.store, partition, change);
      const store = await tested.reopen();
      expect(await store.readIndex(partition, 'i', { limit: 10 })).toEqual([
        { order: 'new', record: { key: '1', value: { v: 2 }, etag: second, indexes: moved } },
      ]);
      await store.write(partition, [{ kind: 'replace', key: '1', value: {}, etag: second }]);
      expect(await ordersOf(store, 'i')).toEqual([]);
    });

    it('follows removing and taking', async () => {
      const etag = await writeOne(tested.store, partition, insertAt('1', { index: 'i', order: '1' }));
      await tested.store.write(partition, [insertAt('2', { index: 'i', order: '2' })]);
      await tested.store.write(partition, [{ kind: 'remove', key: '1', etag }]);
      expect(await ordersOf(tested.store, 'i')).toEqual(['2']);
      expect((await tested.store.take(partition, '2'))?.indexes).toEqual([{ index: 'i', order: '2' }]);
      expect(await ordersOf(tested.store, 'i')).toEqual([]);
      await tested.store.write(partition, [insertAt('3', { index: 'i', order: '1' })]);
      expect(await ordersOf(tested.store, 'i')).toEqual(['1']);
    });

    it('gives a place to one record only', async () => {
      await tested.store.write(partition, [insertAt('1', { index: 'i', order: 'same' })]);
      const second = tested.store.write(partition, [insertAt('2', { index: 'i', order: 'same' })]);
      expect(await outcomeOf(second)).toBe('orderTaken 2');
      expect(await tested.store.read(partition, '2')).toBeUndefined();
      await tested.store.write(partition, [insertAt('2', { index: 'other', order: 'same' })]);
      await tested.store.write('other tenant', [insertAt('1', { index: 'i', order: 'same' })]);
    });

    it('lets two records trade places in one batch', async () => {
      const at = (order: string) => [{ index: 'i', order }];
      const [one = '', two = ''] = await tested.store.write(partition, [
        insertAt('1', ...at('first')),
        insertAt('2', ...at('second')),
      ]);
      await tested.store.write(partition, [
        { kind: 'replace', key: '1', value: {}, indexes: at('second'), etag: one },
        { kind: 'replace', key: '2', value: {}, indexes: at('first'), etag: two },
      ]);
      const found = await tested.store.readIndex(partition, 'i', { limit: 10 });
      expect(found.map(({ order, record }) => [order, record.key])).toEqual([
        ['first', '2'],
        ['second', '1'],
      ]);
    });

    it('answers any page as the model does', async () => {
      let index = 0;
      const orders = fc.uniqueArray(anyText, { minLength: 1, maxLength: 20 });
      const limit = fc.integer({ min: 1, max: 8 });
      await fc.assert(
        fc.asyncProperty(orders, anyText, limit, async (stored, startsWith, size) => {
          index += 1;
          const places = stored.map((order) => ({ index: `i${index}`, order }));
          await tested.store.write(partition, [insertAt(`k${index}`, ...places)]);
          expect(await ordersOf(tested.store, `i${index}`, { startsWith })).toEqual(
            expectedPage(stored, { prefix: startsWith, limit: 1000 }),
          );
          const pages: string[] = [];
          for (let page = await ordersOf(tested.store, `i${index}`, { limit: size }); page.length > 0;) {
            pages.push(...page);
            page = await ordersOf(tested.store, `i${index}`, { limit: size, after: page.at(-1) });
          }
          expect(pages).toEqual(expectedPage(stored, { prefix: '', limit: 1000 }));
        }),
        { numRuns: 50 },
      );
    });
  });
}
