import * as fc from 'fast-check';
import { decide, type Caller } from '../../src/rules/access';
import { availabilities, siteRoles } from '../../src/contract/site';
import { rulesCaller } from '../identity/rules-caller';
import type { ConnectionValue } from './connection-record';
import { connectionOrder, insertConnection, tenantPartition } from './connection-records';
import {
  connectionValue,
  contosoId,
  fabrikamId,
  personOf,
  siteOf,
  useConnections,
} from './connections-under-test';
import { listConnections, type Listing } from './list-connections';
import { compareOrders } from './ordered-merge';

const world = useConnections();

function idOf(number: number): string {
  return `con_${String(number).padStart(26, '0')}`;
}

async function insert(values: readonly ConnectionValue[], tenantId = contosoId): Promise<void> {
  for (let at = 0; at < values.length; at += 15) {
    await world.store.write(tenantPartition(tenantId), values.slice(at, at + 15).map(insertConnection));
  }
}

const me = rulesCaller(personOf(1));
const stranger = rulesCaller(personOf(99));

function listing(changes: Partial<Listing> = {}): Listing {
  const { standing } = siteOf('operations', 'designer');
  return { tenantId: contosoId, caller: me, site: standing, after: undefined, limit: 50, ...changes };
}

/** Follows every page to the end. */
async function listAll(start: Listing): Promise<{ ids: string[]; pages: number[] }> {
  const ids: string[] = [];
  const pages: number[] = [];
  let { after } = start;
  for (;;) {
    const page = await listConnections(world.store, { ...start, after });
    ids.push(...page.items.map(({ value }) => value.id));
    pages.push(page.items.length);
    if (page.next === undefined) return { ids, pages };
    after = page.next;
  }
}

const person = (number: number) =>
  ({ kind: 'person', objectId: personOf(number).objectId, name: `Person ${number}` }) as const;

const names = fc.oneof(
  fc.constantFrom('Ledger', 'ledger', 'Lédger', 'ÄÖÜ', 'z', '😀', '\uffff', 'Ledger 2', 'İstanbul'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
);

const connections: fc.Arbitrary<Partial<ConnectionValue>> = fc.record({
  name: names,
  kind: fc.constantFrom('shared', 'shared', 'shared', 'personal'),
  availability: fc.constantFrom(...availabilities),
  homeSite: fc
    .constantFrom('operations' as const, 'maintenance' as const, 'projects' as const)
    .map((web) => siteOf(web, 'reader').reference),
  owners: fc.subarray([person(1), person(2), person(3)], { minLength: 1 }),
  users: fc.constantFrom<ConnectionValue['users']>([{ kind: 'everyone' }], [], [person(1)], [person(2)]),
});

const listers: fc.Arbitrary<{ caller: Caller; listing: Partial<Listing> }> = fc
  .record({
    number: fc.constantFrom(1, 2, 99),
    isGuest: fc.boolean(),
    isWorkflowAdministrator: fc.constantFrom(false, false, true),
    web: fc.constantFrom('operations' as const, 'maintenance' as const, 'projects' as const),
    role: fc.constantFrom(...siteRoles),
    limit: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ number, isGuest, isWorkflowAdministrator, web, role, limit }) => {
    const caller = rulesCaller(personOf(number, { isGuest, isWorkflowAdministrator }));
    return { caller, listing: { caller, site: siteOf(web, role).standing, limit } };
  });

describe(listConnections.name, () => {
  it('equals sorting in memory what the rules let the caller see, over hundreds of connections and all pages', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(connections, { minLength: 0, maxLength: 250, size: 'max' }),
        fc.array(listers, { minLength: 5, maxLength: 5 }),
        async (made, asked) => {
          // A tenant of its own for each run: what an earlier one left is not there.
          round += 1;
          const tenantId = `tenant-${round}`;
          const values = made.map((changes, index) => connectionValue({ ...changes, id: idOf(index) }));
          await insert(values, tenantId);
          for (const { caller, listing: changes } of asked) {
            const start = listing({ ...changes, tenantId });
            const expected = values
              .filter((connection) => decide('see', { caller, connection, site: start.site }).allowed)
              .sort((left, right) => compareOrders(connectionOrder(left), connectionOrder(right)))
              .map(({ id }) => id);
            const { ids, pages } = await listAll(start);
            expect(ids).toEqual(expected);
            expect(pages.slice(0, -1).every((length) => length === start.limit)).toBe(true);
            if (expected.length > 0) expect(pages.at(-1)).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  }, 60_000);

  it('gives no empty page while more follow, however many the caller may not see', async () => {
    const hidden = Array.from({ length: 250 }, (_, index) =>
      connectionValue({
        id: idOf(index),
        name: `a ${index}`,
        availability: 'tenant',
        owners: [person(2)],
        users: [person(3)],
      }),
    );
    const seen = [251, 252, 253].map((number) =>
      connectionValue({ id: idOf(number), name: `b ${number}`, availability: 'tenant', owners: [person(2)] }),
    );
    await insert([...hidden, ...seen]);
    const { ids, pages } = await listAll(listing({ limit: 2 }));
    expect({ ids, pages }).toEqual({ ids: seen.map(({ id }) => id), pages: [2, 1] });
  });

  it('shows a connection that stands in several indexes once', async () => {
    await insert([connectionValue({ availability: 'tenant', owners: [person(1)] })]);
    expect((await listAll(listing())).ids).toHaveLength(1);
  });

  it('orders by name as people look for it, without regard to case and accents', async () => {
    const given = ['Zebra', 'ärger', 'Ledger', 'abacus', 'LEDGER 2', 'Über', '経理', '😀'];
    await insert(given.map((name, index) => connectionValue({ id: idOf(index), name })));
    const page = await listConnections(world.store, listing());
    expect(page.items.map(({ value }) => value.name)).toEqual([
      'abacus',
      'ärger',
      'Ledger',
      'LEDGER 2',
      'Über',
      'Zebra',
      '経理',
      '😀',
    ]);
  });

  it('does not cross tenants', async () => {
    await insert([connectionValue({ availability: 'tenant' })], fabrikamId);
    expect((await listAll(listing({ caller: { ...me, isWorkflowAdministrator: true } }))).ids).toEqual([]);
  });

  it('reads no more than it shows and one from each index, where everything may be seen', async () => {
    await insert(
      Array.from({ length: 60 }, (_, index) => connectionValue({ id: idOf(index), name: `n ${index}` })),
    );
    const reads: number[] = [];
    const store = {
      readIndex: ((...request: Parameters<typeof world.store.readIndex>) => {
        reads.push(request[2].limit);
        return world.store.readIndex(...request);
      }) as typeof world.store.readIndex,
    };
    await listConnections(store, listing({ caller: stranger, limit: 10 }));
    // Site, site collection, tenant, own.
    expect(reads).toEqual([11, 11, 11, 11]);
  });

  it.each([
    ['not base64url', 'a b'],
    ['padded', 'YQ=='],
    ['no place in the order', Buffer.from('ledger').toString('base64url')],
    ['another id', Buffer.from('ledger\0flow_00000000000000000000000000').toString('base64url')],
    ['not UTF-8', Buffer.from([0xff, 0xfe]).toString('base64url')],
    ['too long', Buffer.from(`${'a'.repeat(600)}\0${idOf(1)}`).toString('base64url')],
    ['empty', ''],
  ])('refuses a cursor that is %s', async (_, after) => {
    await expect(listConnections(world.store, listing({ after }))).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ field: 'after' }],
    });
  });

  it('shows by a forged cursor nothing that it would not show anyway', async () => {
    await insert([
      connectionValue({
        id: idOf(1),
        name: 'hidden',
        availability: 'tenant',
        owners: [person(2)],
        users: [],
      }),
    ]);
    const after = Buffer.from(`a\0${idOf(0)}`).toString('base64url');
    expect(await listConnections(world.store, listing({ after }))).toEqual({ items: [] });
  });
});

describe(connectionOrder.name, () => {
  it('fits the store for every name, and tells every two connections apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }), async (name) => {
        expect(Buffer.byteLength(connectionOrder({ name, id: idOf(1) }))).toBeLessThanOrEqual(512);
        expect(connectionOrder({ name, id: idOf(1) })).not.toBe(connectionOrder({ name, id: idOf(2) }));
      }),
    );
    const longest = connectionValue({ name: '\u{1f600}'.repeat(100) });
    await insert([longest]);
    expect((await listAll(listing())).ids).toEqual([longest.id]);
  });
});
