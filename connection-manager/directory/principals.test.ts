import type { NamedUser } from '../../src/contract/permissions';
import { personOf } from '../connections/connections-under-test';
import { graphPerson, TestGraph } from '../testing/test-graph';
import { Secret } from '../vault/secret';
import { createReadAccounts, createReadGroups, type GraphAsApplication } from './accounts';
import { createDescribePrincipals } from './principals';

const person = (number: number) => `0a000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const group = '0c000000-0000-4000-8000-000000000001';

describe(createDescribePrincipals.name, () => {
  let graph: TestGraph;

  beforeEach(() => {
    graph = new TestGraph();
    graph.people.set(person(1), graphPerson('Olivia Owens'));
    graph.people.set(person(2), graphPerson('Gus Guest', { userType: 'Guest' }));
    graph.people.set(person(3), graphPerson('Dora Disabled', { accountEnabled: false }));
    graph.groups.set(group, 'Field engineers');
  });

  async function describeAll(principals: readonly NamedUser[]) {
    const asApplication: GraphAsApplication = async (tenant) => ({
      graph: tenant.graph,
      token: Secret.of('application-token'),
      fetch: graph.fetch,
    });
    const describePrincipals = createDescribePrincipals({
      readAccounts: createReadAccounts(asApplication),
      readGroups: createReadGroups(asApplication),
    });
    return [...(await describePrincipals(personOf(1), principals)).values()];
  }

  it('tells names, guests and disabled accounts of people, and names of groups', async () => {
    const found = await describeAll([
      ...[1, 2, 3].map((number) => ({ kind: 'person', objectId: person(number) }) as const),
      { kind: 'group', objectId: group },
      { kind: 'everyone' },
    ]);
    expect(found).toEqual([
      { kind: 'person', objectId: person(1), name: 'Olivia Owens', isGuest: false, isEnabled: true },
      { kind: 'person', objectId: person(2), name: 'Gus Guest', isGuest: true, isEnabled: true },
      { kind: 'person', objectId: person(3), name: 'Dora Disabled', isGuest: false, isEnabled: false },
      { kind: 'group', objectId: group, name: 'Field engineers' },
    ]);
  });

  it.each([
    ['nobody', { kind: 'person', objectId: person(9) }],
    ['a group as a person', { kind: 'person', objectId: group }],
    ['a person as a group', { kind: 'group', objectId: person(1) }],
    ['what is no id', { kind: 'person', objectId: "x') or true or id in ('" }],
  ] as const)('does not find %s', async (_what, principal) => {
    await expect(describeAll([principal])).resolves.toEqual([]);
    expect(graph.requests.map(({ path }) => path).join(' ')).not.toContain('true');
  });

  it('asks for fifteen at a time, and asks nothing about nobody', async () => {
    await describeAll(Array.from({ length: 31 }, (_, at) => ({ kind: 'person', objectId: person(at + 1) })));
    const asked = graph.requests.map(({ path }) => path.match(/'[0-9a-f-]{36}'/g)?.length);
    expect(asked).toEqual([15, 15, 1]);
    graph.requests.length = 0;
    await describeAll([{ kind: 'everyone' }]);
    expect(graph.requests).toEqual([]);
  });

  it.each([403, 404, 429, 500])('never takes an answer of %d for somebody’s absence', async (status) => {
    graph.status = status;
    await expect(describeAll([{ kind: 'person', objectId: person(1) }])).rejects.toMatchObject({
      code: 'directory_unavailable',
    });
  });
});
