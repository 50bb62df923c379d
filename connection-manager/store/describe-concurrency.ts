import { type OpenStore, outcomeOf, useStore, writeOne } from './store-under-test';

/** What writers that know nothing of each other can rely on. */
export function describeConcurrency(open: OpenStore): void {
  describe('concurrency', () => {
    const tested = useStore(open);

    it('shows at once to another instance what was written', async () => {
      const other = await tested.openAnother();
      expect(await other.read('p', 'k')).toBeUndefined();
      const etag = await writeOne(tested.store, 'p', { kind: 'insert', key: 'k', value: { n: 1 } });
      expect((await other.read('p', 'k'))?.etag).toBe(etag);
      await other.write('p', [{ kind: 'replace', key: 'k', value: { n: 2 }, etag }]);
      expect((await tested.store.read('p', 'k'))?.value).toEqual({ n: 2 });
      await other.close();
    });

    it('gives a record to exactly one of 50 takers over five instances', async () => {
      const others = await Promise.all([1, 2, 3, 4].map(() => tested.openAnother()));
      const stores = [tested.store, ...others];
      for (let round = 0; round < 10; round += 1) {
        await tested.store.write('p', [{ kind: 'insert', key: 'state', value: { round } }]);
        const takers = Array.from({ length: 10 }, () => stores.map((store) => store.take('p', 'state')));
        const taken = (await Promise.all(takers.flat())).filter((record) => record !== undefined);
        expect(taken.map(({ value }) => value)).toEqual([{ round }]);
      }
      await Promise.all(others.map((each) => each.close()));
    });

    it('lets exactly one of the writers that hold the same etag succeed', async () => {
      const other = await tested.openAnother();
      let etag = await writeOne(tested.store, 'p', { kind: 'insert', key: 'k', value: { writer: -1 } });
      for (let round = 0; round < 10; round += 1) {
        const race = Array.from({ length: 20 }, (_, writer) => {
          const store = writer % 2 === 0 ? tested.store : other;
          return outcomeOf(store.write('p', [{ kind: 'replace', key: 'k', value: { writer }, etag }]));
        });
        const outcomes = await Promise.all(race);
        expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome === 'stale k')).toHaveLength(19);
        const record = await other.read<{ writer: number }>('p', 'k');
        expect(outcomes[record?.value.writer ?? -1]).toBe('applied');
        etag = record?.etag ?? '';
      }
      await other.close();
    });

    it('loses no increment of a counter that many raise by compare-and-swap', async () => {
      const other = await tested.openAnother();
      await tested.store.write('p', [{ kind: 'insert', key: 'counter', value: { count: 0 } }]);
      async function raise(writer: number): Promise<void> {
        const store = writer % 2 === 0 ? tested.store : other;
        for (;;) {
          const record = await store.read<{ count: number }>('p', 'counter');
          if (record === undefined) throw new Error('The counter is gone.');
          const value = { count: record.value.count + 1 };
          const change = { kind: 'replace' as const, key: 'counter', value, etag: record.etag };
          if ((await outcomeOf(store.write('p', [change]))) === 'applied') return;
        }
      }
      await Promise.all(Array.from({ length: 30 }, (_, writer) => raise(writer)));
      expect((await other.read('p', 'counter'))?.value).toEqual({ count: 30 });
      await other.close();
    });
  });
}
