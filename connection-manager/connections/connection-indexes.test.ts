import * as fc from 'fast-check';
import { mostOwners } from '../../src/contract/permissions';
import { storeLimits } from '../store/store-arguments';
import { indexesOf } from './connection-indexes';
import { compareOrders, connectionOrder, descendingOrder } from './connection-order';
import { connectionValue, useConnections } from './connections-under-test';
import { idOf, insertAll, listAll, listing, person } from './list-under-test';

const world = useConnections();
const anyName = fc.string({ unit: 'binary', minLength: 1, maxLength: 100 });

describe(connectionOrder.name, () => {
  it('fits the store for every name, and tells every two connections apart', async () => {
    fc.assert(
      fc.property(anyName, (name) => {
        for (const { index, order } of indexesOf(connectionValue({ name }))) {
          expect(Buffer.byteLength(order)).toBeLessThanOrEqual(storeLimits.textBytes);
          expect(Buffer.byteLength(index)).toBeLessThanOrEqual(storeLimits.textBytes);
        }
        expect(connectionOrder({ name, id: idOf(1) })).not.toBe(connectionOrder({ name, id: idOf(2) }));
      }),
    );
    const longest = connectionValue({ name: '\u{1f600}'.repeat(100) });
    await insertAll(world.store, [longest]);
    expect((await listAll(world.store, listing())).ids).toEqual([longest.id]);
    expect((await listAll(world.store, listing({ question: { search: '😀😀' } }))).ids).toEqual([longest.id]);
  });
});

describe(descendingOrder.name, () => {
  it('is the order by name from the end, and that of ids where names are equal', () => {
    const connection = fc.record({ name: anyName, id: fc.constantFrom(idOf(1), idOf(2)) });
    fc.assert(
      fc.property(connection, connection, (left, right) => {
        const [one, other] = [connectionOrder(left), connectionOrder(right)];
        const isSameName = one.slice(0, -30) === other.slice(0, -30);
        const ascending = compareOrders(one, other);
        const expected = isSameName ? ascending : -ascending;
        expect(Math.sign(compareOrders(descendingOrder(left), descendingOrder(right)))).toBe(
          Math.sign(expected) + 0,
        );
      }),
    );
  });
});

describe(indexesOf.name, () => {
  it('leaves a batch room for what is changed beside the connection, however many words and owners it has', () => {
    const words = (length: number) =>
      Array.from({ length }, (_, index) => String.fromCodePoint(0x4e00 + index)).join(' ');
    const owners = Array.from({ length: mostOwners }, (_, index) => ({
      ...person(index),
      name: words(40),
    }));
    const most = connectionValue({ name: words(50), account: words(200), owners });
    expect(indexesOf(most).length + 1).toBeLessThanOrEqual(80);
    expect(indexesOf({ ...most, deletedAt: '2026-01-01T08:00:00.000Z' }).length).toBeLessThanOrEqual(22);
  });
});
