import * as fc from 'fast-check';
import { connectionStates } from '../../src/contract/connection';
import { availabilityFilters, connectionSorts, sortDirections } from '../../src/contract/connection-list';
import { availabilities, siteRoles } from '../../src/contract/site';
import { administratorReaches } from '../../src/contract/tenant-settings';
import { decide } from '../../src/rules/access';
import { isAdministrator } from '../../src/rules/management';
import { usualTenantPolicy } from '../../src/rules/tenant-policy';
import { rulesCaller } from '../identity/rules-caller';
import { connectionOrder, compareOrders } from './connection-order';
import type { ConnectionValue } from './connection-record';
import { connectionValue, fabrikamId, personOf, siteOf, useConnections } from './connections-under-test';
import { splitWords, wordsOf } from './connection-words';
import { listConnections, type Listing } from './list-connections';
import type { ListQuestion } from './list-question';
import { sortKey } from './list-sorted';
import { group, idOf, insertAll, listAll, listing, person } from './list-under-test';

const world = useConnections();

const webs = fc.constantFrom('operations' as const, 'maintenance' as const, 'projects' as const);

const names = fc.oneof(
  fc.constantFrom('Ledger', 'ledger', 'Lédger', 'ÄÖÜ', 'z', '😀', '\uffff', 'Ledger 2', 'İstanbul'),
  fc.constantFrom('Ledger of the ledgers', 'East ledger (old)', 'east-west', 'Le le Le', '経理 システム'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
);

const principals = [person(1), person(2), person(3), group(1), group(2)];

const connections: fc.Arbitrary<Partial<ConnectionValue>> = fc.record(
  {
    name: names,
    kind: fc.constantFrom('shared', 'shared', 'shared', 'personal'),
    availability: fc.constantFrom(...availabilities),
    homeSite: webs.map((web) => siteOf(web, 'reader').reference),
    connectorId: fc.constantFrom('http-api-key', 'http-username-password', 'sendgrid', 'of-another-version'),
    status: fc
      .constantFrom(...connectionStates)
      .map((state) => ({ state, since: '2026-01-01T08:00:00.000Z' })),
    account: fc.constantFrom('workflow', 'East@example.com'),
    owners: fc.subarray(principals, { minLength: 1 }),
    users: fc.constantFrom<ConnectionValue['users']>(
      [{ kind: 'everyone' }],
      [],
      [person(1)],
      [person(2)],
      [group(1)],
    ),
    changedAt: fc.constantFrom('2026-01-01T08:00:00.000Z', '2026-01-02T08:00:00.000Z'),
  },
  { requiredKeys: ['name', 'kind', 'availability', 'homeSite', 'owners', 'users'] },
);

const orphaned = fc.constantFrom({}, {}, { orphanedSince: '2026-01-01T08:00:00.000Z' });

const questions: fc.Arbitrary<ListQuestion> = fc.record(
  {
    search: fc.constantFrom(
      'le',
      'LÉDGER',
      'east led',
      'e',
      'z',
      '経',
      'workflow',
      'person 1',
      '-',
      '😀',
      'l l',
    ),
    sort: fc.constantFrom(...connectionSorts),
    direction: fc.constantFrom(...sortDirections),
    status: fc.subarray([...connectionStates], { minLength: 1 }),
    connector: fc.constantFrom('http-api-key', 'of-another-version'),
    availability: fc.constantFrom(...availabilityFilters),
    owner: fc.constantFrom('me', person(2).objectId, group(1).objectId.toUpperCase()),
    homeSite: webs.map((web) => siteOf(web, 'reader').reference.webId),
    attention: fc.constant(true),
  },
  { requiredKeys: [] },
);

const listings: fc.Arbitrary<Partial<Listing>> = fc
  .record({
    number: fc.constantFrom(1, 2, 99),
    groups: fc.subarray([group(1).objectId, group(2).objectId]),
    isGuest: fc.boolean(),
    isWorkflowAdministrator: fc.constantFrom(false, false, true),
    administratorReach: fc.constantFrom(...administratorReaches),
    web: webs,
    role: fc.constantFrom(...siteRoles),
    limit: fc.integer({ min: 1, max: 40 }),
    question: fc.oneof(fc.constant({}), questions),
  })
  .map(
    ({
      number,
      groups,
      isGuest,
      isWorkflowAdministrator,
      administratorReach,
      web,
      role,
      limit,
      question,
    }) => ({
      caller: rulesCaller(personOf(number, { isGuest, isWorkflowAdministrator }), groups),
      site: siteOf(web, role).standing,
      policy: { ...usualTenantPolicy, administratorReach },
      limit,
      question,
    }),
  );

/** What a list is, written down without indexes. */
function expectedIds(values: readonly ConnectionValue[], start: Listing): string[] {
  const { caller, site, policy } = start;
  return values
    .filter((connection) => decide('see', { caller, connection, site, policy }).allowed)
    .filter((connection) => isMeant(connection, start))
    .sort(orderOf(start))
    .map(({ id }) => id);
}

function isMeant(value: ConnectionValue, start: Listing): boolean {
  const { status, connector, availability, homeSite } = start.question;
  const words = wordsOf(value);
  return [
    splitWords(start.question.search ?? '').every((one) => words.some((word) => word.startsWith(one))),
    status === undefined || status.includes(value.status.state),
    connector === undefined || value.connectorId === connector,
    availability === undefined ||
      availability === (value.kind === 'personal' ? 'personal' : value.availability),
    homeSite === undefined || value.homeSite.webId === homeSite,
    isOwnedAsAsked(value, start),
    isOneToAttendTo(value, start),
  ].every(Boolean);
}

function isOwnedAsAsked({ owners }: ConnectionValue, { question: { owner }, caller }: Listing): boolean {
  const asked = owner === 'me' ? [caller.objectId, ...caller.groupIds] : [owner?.toLowerCase()];
  return owner === undefined || owners.some(({ objectId }) => asked.includes(objectId));
}

function isOneToAttendTo({ status, orphanedSince }: ConnectionValue, start: Listing): boolean {
  const isOrphan = isAdministrator(start) && orphanedSince !== undefined;
  return start.question.attention !== true || status.state !== 'ready' || isOrphan;
}

type Comparison = (left: ConnectionValue, right: ConnectionValue) => number;

function orderOf({ question, caller, site }: Listing): Comparison {
  const { sort, direction = 'ascending', search = '' } = question;
  const words = splitWords(search).sort((left, right) => right.length - left.length);
  const [longest] = words;
  const byName: Comparison = (left, right) => compareOrders(connectionOrder(left), connectionOrder(right));
  if (sort !== undefined || direction === 'descending' || longest === undefined) {
    const towards = direction === 'descending' ? -1 : 1;
    const key = (value: ConnectionValue) => sortKey(sort ?? 'name', value);
    return (left, right) => towards * compareOrders(key(left), key(right)) || byName(left, right);
  }
  const isByWord = ({ kind, availability }: ConnectionValue) =>
    isAdministrator({ caller, site }) || (kind === 'shared' && availability === 'tenant');
  const place = (value: ConnectionValue) => {
    const found = wordsOf(value)
      .filter((word) => word.startsWith(longest))
      .sort(compareOrders);
    return isByWord(value) ? `1 ${found[0]}` : '0';
  };
  return (left, right) => compareOrders(place(left), place(right)) || byName(left, right);
}

describe(listConnections.name, () => {
  it('equals sorting in memory what the rules let the caller see, over hundreds of connections and all pages', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(connections, orphaned), { minLength: 0, maxLength: 150, size: 'max' }),
        fc.array(listings, { minLength: 40, maxLength: 40 }),
        async (made, asked) => {
          // A tenant of its own for each run: what an earlier one left is not there.
          round += 1;
          const tenantId = `tenant-${round}`;
          const values = made.map(([changes, orphan], index) =>
            connectionValue({ ...changes, ...orphan, id: idOf(index) }),
          );
          await insertAll(world.store, values, tenantId);
          for (const changes of asked) {
            const start = listing({ ...changes, tenantId });
            const expected = expectedIds(values, start);
            const { ids, pages } = await listAll(world.store, start);
            expect(ids).toEqual(expected);
            expect(pages.slice(0, -1).every((length) => length === start.limit)).toBe(true);
            if (expected.length > 0) expect(pages.at(-1)).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  }, 120_000);

  it('gives no empty page while more follow, where many may not be seen', async () => {
    const hidden = Array.from({ length: 150 }, (_, index) =>
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
    await insertAll(world.store, [...hidden, ...seen]);
    const { ids, pages } = await listAll(world.store, listing({ limit: 2 }));
    expect({ ids, pages }).toEqual({ ids: seen.map(({ id }) => id), pages: [2, 1] });
  });

  it('shows a connection that stands in several indexes once', async () => {
    await insertAll(world.store, [
      connectionValue({ availability: 'tenant', owners: [person(1), group(1)] }),
    ]);
    const caller = rulesCaller(personOf(1), [group(1).objectId]);
    for (const question of [{}, { owner: 'me' }, { search: 'l' }, { search: 'p' }])
      expect((await listAll(world.store, listing({ caller, question }))).ids).toHaveLength(1);
  });

  it('orders by name as people look for it, without regard to case and accents, both ways', async () => {
    const given = ['Zebra', 'ärger', 'Ledger', 'abacus', 'LEDGER 2', 'Über', '経理', '😀'];
    await insertAll(
      world.store,
      given.map((name, index) => connectionValue({ id: idOf(index), name })),
    );
    const expected = ['abacus', 'ärger', 'Ledger', 'LEDGER 2', 'Über', 'Zebra', '経理', '😀'];
    const namesFor = async (changes: Partial<Listing>) =>
      (await listConnections(world.store, listing(changes))).items.map(({ value }) => value.name);
    expect(await namesFor({})).toEqual(expected);
    const question = { direction: 'descending' } as const;
    expect(await namesFor({ question })).toEqual(expected.toReversed());
    const caller = rulesCaller(personOf(2, { isWorkflowAdministrator: true }), []);
    expect(await namesFor({ question, caller })).toEqual(expected.toReversed());
  });

  it('tells by the attention filter only administrators that its owners have left', async () => {
    const status = { state: 'ready', since: '2026-01-01T08:00:00.000Z' } as const;
    await insertAll(world.store, [connectionValue({ status, orphanedSince: status.since })]);
    const question = { attention: true };
    expect((await listAll(world.store, listing({ question }))).ids).toEqual([]);
    const caller = rulesCaller(personOf(9, { isWorkflowAdministrator: true }), []);
    expect((await listAll(world.store, listing({ question, caller }))).ids).toHaveLength(1);
  });

  it('does not cross tenants', async () => {
    await insertAll(world.store, [connectionValue({ availability: 'tenant' })], fabrikamId);
    const caller = rulesCaller(personOf(1, { isWorkflowAdministrator: true }), []);
    for (const question of [{}, { search: 'ledger' }, { sort: 'changed' as const }])
      expect((await listAll(world.store, listing({ caller, question }))).ids).toEqual([]);
  });
});
