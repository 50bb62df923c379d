import { type Change, StoreUnavailable } from './store';
import { storeLimits } from './store-arguments';
import { type OpenStore, outcomeOf, useStore, writeOne } from './store-under-test';

const partition = 'tenant';
const insert = (key: string, value: object = { key }): Change => ({ kind: 'insert', key, value });

/** What one writer can rely on. */
export function describeWrites(open: OpenStore): void {
  describeRecords(open);
  describeConflicts(open);
  describeBatches(open);
  describeRefusedArguments(open);
}

function describeRecords(open: OpenStore): void {
  describe('records', () => {
    const tested = useStore(open);

    it('returns what was written, after reopening too', async () => {
      const value = { text: 'ü\u0000😀', list: [1, null, { deep: true }], number: 1.5e-7, '': 'no name' };
      const indexes = [{ index: 'by name', order: 'x\u0000k' }];
      const etag = await writeOne(tested.store, partition, { kind: 'insert', key: 'k', value, indexes });
      const expected = { key: 'k', value, etag, indexes };
      expect(await tested.store.read(partition, 'k')).toEqual(expected);
      expect(await (await tested.reopen()).read(partition, 'k')).toEqual(expected);
    });

    it('knows nothing of a key that was never written', async () => {
      expect(await tested.store.read(partition, 'k')).toBeUndefined();
      expect(await tested.store.take(partition, 'k')).toBeUndefined();
    });

    it('keeps partitions apart', async () => {
      await tested.store.write('one', [insert('k', { in: 'one' })]);
      await tested.store.write('two', [insert('k', { in: 'two' })]);
      await tested.store.take('one', 'k');
      expect(await tested.store.read('one', 'k')).toBeUndefined();
      expect((await tested.store.read('two', 'k'))?.value).toEqual({ in: 'two' });
      expect(await tested.store.readRange('on', { prefix: '', limit: 10 })).toEqual([]);
    });

    it('gives every version an etag of its own, also after a removal', async () => {
      const first = await writeOne(tested.store, partition, insert('k', {}));
      const second = await writeOne(tested.store, partition, {
        kind: 'replace',
        key: 'k',
        value: {},
        etag: first,
      });
      await tested.store.write(partition, [{ kind: 'remove', key: 'k', etag: second }]);
      const third = await writeOne(tested.store, partition, insert('k', {}));
      expect(new Set([first, second, third]).size).toBe(3);
    });

    it('keeps a member called __proto__ a plain member', async () => {
      const value = JSON.parse('{"__proto__":{"isAdmin":true}}') as object;
      await tested.store.write(partition, [insert('k', value)]);
      const read = await tested.store.read<{ isAdmin?: boolean }>(partition, 'k');
      expect(read?.value.isAdmin).toBeUndefined();
      expect(JSON.stringify(read?.value)).toBe('{"__proto__":{"isAdmin":true}}');
    });

    it('proves that it can be used, and refuses every call once closed', async () => {
      await tested.store.probe();
      const store = await tested.reopen();
      await store.close();
      await store.close();
      await expect(store.probe()).rejects.toThrow(StoreUnavailable);
      await expect(store.read(partition, 'k')).rejects.toThrow(StoreUnavailable);
      await expect(store.write(partition, [insert('k')])).rejects.toThrow(StoreUnavailable);
    });
  });
}

function describeConflicts(open: OpenStore): void {
  describe('conflicts', () => {
    const tested = useStore(open);

    it('refuses to insert what is there', async () => {
      await tested.store.write(partition, [insert('k', { first: true })]);
      expect(await outcomeOf(tested.store.write(partition, [insert('k')]))).toBe('exists k');
      expect((await tested.store.read(partition, 'k'))?.value).toEqual({ first: true });
    });

    it('refuses to replace or remove what has changed, or is not there', async () => {
      const old = await writeOne(tested.store, partition, insert('k'));
      await tested.store.write(partition, [
        { kind: 'replace', key: 'k', value: { second: true }, etag: old },
      ]);
      const attempts: readonly Change[] = [
        { kind: 'replace', key: 'k', value: {}, etag: old },
        { kind: 'remove', key: 'k', etag: old },
        { kind: 'replace', key: 'none', value: {}, etag: old },
        { kind: 'remove', key: 'none', etag: old },
      ];
      const outcomes = await Promise.all(
        attempts.map((each) => outcomeOf(tested.store.write(partition, [each]))),
      );
      expect(outcomes).toEqual(['stale k', 'stale k', 'missing none', 'missing none']);
      expect((await tested.store.read(partition, 'k'))?.value).toEqual({ second: true });
    });

    it('checks without changing anything', async () => {
      const etag = await writeOne(tested.store, partition, insert('k'));
      const attempts: readonly Change[] = [
        { kind: 'check', key: 'k', etag },
        { kind: 'check', key: 'k', etag: 'other' },
        { kind: 'check', key: 'k', etag: 'absent' },
        { kind: 'check', key: 'none', etag: 'absent' },
        { kind: 'check', key: 'none', etag },
      ];
      const outcomes = await Promise.all(
        attempts.map((each) => outcomeOf(tested.store.write(partition, [each]))),
      );
      expect(outcomes).toEqual(['applied', 'stale k', 'exists k', 'applied', 'missing none']);
      expect((await tested.store.read(partition, 'k'))?.etag).toBe(etag);
    });
  });
}

function describeBatches(open: OpenStore): void {
  describe('batches', () => {
    const tested = useStore(open);

    it.each([0, 1, 2, 3, 4])('applies nothing when change %i of five is refused', async (position) => {
      const kept = await writeOne(tested.store, partition, insert('kept', { as: 'before' }));
      const leaves = await writeOne(tested.store, partition, insert('leaves'));
      const batch: Change[] = [
        { kind: 'replace', key: 'kept', value: { as: 'after' }, etag: kept },
        { kind: 'remove', key: 'leaves', etag: leaves },
        { kind: 'insert', key: 'new', value: {}, indexes: [{ index: 'i', order: 'new' }] },
        { kind: 'check', key: 'kept too', etag: 'absent' },
      ];
      batch.splice(position, 0, { kind: 'remove', key: 'none', etag: 'x' });
      expect(await outcomeOf(tested.store.write(partition, batch))).toBe('missing none');
      const store = await tested.reopen();
      const left = await store.readRange(partition, { prefix: '', limit: 10 });
      expect(left.map(({ key, etag }) => [key, etag])).toEqual([
        ['kept', kept],
        ['leaves', leaves],
      ]);
      expect(await store.readIndex(partition, 'i', { limit: 10 })).toEqual([]);
    });

    it('returns one etag for each insert and replace, in their order', async () => {
      const [a, b] = await tested.store.write(partition, [insert('a'), insert('b')]);
      const etags = await tested.store.write(partition, [
        { kind: 'check', key: 'c', etag: 'absent' },
        { kind: 'replace', key: 'b', value: {}, etag: b ?? '' },
        { kind: 'remove', key: 'a', etag: a ?? '' },
        insert('d'),
      ]);
      const read = await Promise.all(['b', 'd'].map((key) => tested.store.read(partition, key)));
      expect(etags).toEqual(read.map((record) => record?.etag));
      expect(etags).toHaveLength(2);
    });

    it('takes 100 rows, index entries counted, and not one more', async () => {
      const keys = Array.from({ length: 100 }, (_, position) => `k${position}`);
      await tested.store.write(
        partition,
        keys.map((key) => insert(key)),
      );
      expect(await tested.store.readRange(partition, { prefix: 'k', limit: 1000 })).toHaveLength(100);
      const more = Array.from({ length: 101 }, (_, position) => insert(`m${position}`));
      await expect(tested.store.write(partition, more)).rejects.toThrow(RangeError);
      const indexes = Array.from({ length: 100 }, (_, position) => ({ index: 'i', order: `o${position}` }));
      const wide: Change = { kind: 'insert', key: 'm', value: {}, indexes };
      await expect(tested.store.write(partition, [wide])).rejects.toThrow(RangeError);
      expect(await tested.store.readRange(partition, { prefix: 'm', limit: 1000 })).toEqual([]);
    });
  });
}

function describeRefusedArguments(open: OpenStore): void {
  describe('arguments', () => {
    const tested = useStore(open);

    it.each([
      ['an empty key', [insert('')]],
      ['half a surrogate pair', [insert('a\ud800')]],
      ['a key that is too long', [insert('ü'.repeat(storeLimits.textBytes / 2 + 1))]],
      ['a value that is a list', [insert('k', [])]],
      ['a value that is written as a text', [insert('k', new Date(0))]],
      ['a value that is written as nothing', [insert('k', () => undefined)]],
      ['a value that is too large', [insert('k', { long: 'x'.repeat(storeLimits.valueBytes) })]],
      ['a key twice', [insert('k'), { kind: 'check', key: 'k', etag: 'absent' } satisfies Change]],
      ['no change', []],
      [
        'an empty order',
        [{ kind: 'insert', key: 'k', value: {}, indexes: [{ index: 'i', order: '' }] } satisfies Change],
      ],
    ])('refuses %s', async (_, changes) => {
      await expect(tested.store.write(partition, changes)).rejects.toThrow(/./);
      expect(await tested.store.readRange(partition, { prefix: '', limit: 10 })).toEqual([]);
    });

    it('takes the longest key, and the largest value', async () => {
      const key = 'ü'.repeat(storeLimits.textBytes / 2);
      const value = { long: 'x'.repeat(storeLimits.valueBytes - '{"long":""}'.length) };
      await tested.store.write(partition, [insert(key, value)]);
      expect((await tested.store.read(partition, key))?.value).toEqual(value);
    });

    it('refuses a batch whose values are too large together', async () => {
      const value = { long: 'x'.repeat(storeLimits.valueBytes - 100) };
      const batch = Array.from({ length: 7 }, (_, position) => insert(`k${position}`, value));
      await expect(tested.store.write(partition, batch)).rejects.toThrow(RangeError);
    });

    it.each([0, -1, 1.5, 1001, Number.NaN])('refuses a page of %d', async (limit) => {
      await expect(tested.store.readRange(partition, { prefix: '', limit })).rejects.toThrow(RangeError);
      await expect(tested.store.readIndex(partition, 'i', { limit })).rejects.toThrow(RangeError);
    });
  });
}
