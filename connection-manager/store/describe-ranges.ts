import fc from 'fast-check';
import type { Change, Store } from './store';
import { anyText, expectedPage, oddTexts } from './store-model';
import { type OpenStore, useStore } from './store-under-test';

const insert = (key: string): Change => ({ kind: 'insert', key, value: { key } });

async function keysOf(store: Store, partition: string, range: Parameters<Store['readRange']>[1]) {
  return (await store.readRange(partition, range)).map(({ key }) => key);
}

/** What a reader of key ranges can rely on. */
export function describeRanges(open: OpenStore): void {
  describe('ranges', () => {
    const tested = useStore(open);

    it('orders keys by their UTF-8 bytes, not by UTF-16 units, and without regard to language', async () => {
      await tested.store.write('p', ['\u{10000}', '\uffff', 'ä', 'z', 'B', 'a', '10', '9'].map(insert));
      const keys = await keysOf(tested.store, 'p', { prefix: '', limit: 10 });
      expect(keys).toEqual(['10', '9', 'B', 'a', 'z', 'ä', '\uffff', '\u{10000}']);
    });

    it.each(oddTexts)('finds exactly what begins with %j', async (prefix) => {
      await tested.store.write('p', oddTexts.map(insert));
      const keys = await keysOf(tested.store, 'p', { prefix, limit: 1000 });
      expect(keys).toEqual(expectedPage(oddTexts, { prefix, limit: 1000 }));
    });

    it('answers any range as the model does', async () => {
      let partition = 0;
      const range = fc.record(
        {
          prefix: fc.oneof(fc.constant(''), anyText),
          after: anyText,
          limit: fc.integer({ min: 1, max: 12 }),
        },
        { requiredKeys: ['prefix', 'limit'] },
      );
      const keys = fc.uniqueArray(anyText, { minLength: 1, maxLength: 25 });
      await fc.assert(
        fc.asyncProperty(keys, fc.array(range, { minLength: 1, maxLength: 8 }), async (stored, ranges) => {
          partition += 1;
          await tested.store.write(`p${partition}`, stored.map(insert));
          for (const each of ranges) {
            expect(await keysOf(tested.store, `p${partition}`, each)).toEqual(expectedPage(stored, each));
          }
        }),
        { numRuns: 60 },
      );
    });

    it('shows each record that stays once, page by page, while others come and go', async () => {
      const stay = Array.from({ length: 50 }, (_, position) => `k${String(position).padStart(3, '0')}`);
      await tested.store.write('p', stay.map(insert));
      const seen: string[] = [];
      for (let page = 0, after: string | undefined; page < 30; page += 1) {
        const keys = await keysOf(tested.store, 'p', { prefix: 'k', after, limit: 7 });
        seen.push(...keys.filter((key) => stay.includes(key)));
        after = keys.at(-1) ?? after;
        await tested.store.write('p', [insert(`k${String(page * 2).padStart(3, '0')}.new`)]);
        await tested.store.take('p', `k${String(page * 2 - 2).padStart(3, '0')}.new`);
      }
      expect(seen).toEqual(stay);
    });

    it('goes on after a key that has been removed', async () => {
      await tested.store.write('p', ['a', 'b', 'c'].map(insert));
      await tested.store.take('p', 'b');
      expect(await keysOf(tested.store, 'p', { prefix: '', after: 'b', limit: 5 })).toEqual(['c']);
    });
  });
}
