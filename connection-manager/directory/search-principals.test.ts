import { personOf } from '../connections/connections-under-test';
import { graphPerson, TestGraph } from '../testing/test-graph';
import { Secret } from '../vault/secret';
import { createSearchPrincipals, mostFound } from './search-principals';

const person = (number: number) => `0a000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const group = '0c000000-0000-4000-8000-000000000001';

describe(createSearchPrincipals.name, () => {
  let graph: TestGraph;
  let scopes: string[];

  beforeEach(() => {
    graph = new TestGraph();
    scopes = [];
    graph.people.set(person(1), graphPerson('Olivia Owens'));
    graph.groups.set(group, 'Field engineers');
  });

  const search = (text: string, kind: 'person' | 'group' = 'person', caller = personOf(1)) =>
    createSearchPrincipals({
      fetch: () => graph.fetch,
      getTokenOnBehalfOf: async (_caller, scope) => {
        scopes.push(scope);
        return Secret.of('on-behalf-of-token');
      },
    })(caller, { kind, text });

  it('asks for people as Microsoft documents it, on behalf of the person', async () => {
    await expect(search('oliv')).resolves.toEqual([
      { objectId: person(1), name: 'Olivia Owens', signInName: 'olivia.owens@contoso.example' },
    ]);
    expect(scopes).toEqual(['https://graph.microsoft.com/User.ReadBasic.All']);
    expect(graph.requests[0]?.path).toBe(
      'users?$search="displayName:oliv"&$select=id,displayName,userPrincipalName&$top=20',
    );
    expect(graph.requests[0]?.headers.get('consistencylevel')).toBe('eventual');
  });

  it('asks for groups with the permission for groups', async () => {
    await expect(search('field', 'group')).resolves.toEqual([{ objectId: group, name: 'Field engineers' }]);
    expect(scopes).toEqual(['https://graph.microsoft.com/GroupMember.Read.All']);
    expect(graph.requests[0]?.path).toBe('groups?$search="displayName:field"&$select=id,displayName&$top=20');
  });

  it.each([
    ['O"Neil', '"displayName:O\\"Neil"'],
    ['a" OR "mail:b', '"displayName:a\\" OR \\"mail:b"'],
    ['back\\slash', '"displayName:back\\\\slash"'],
    ['R&D #1', '"displayName:R&D #1"'],
  ])('keeps %s within the search', async (text, clause) => {
    await search(text, 'group');
    expect(graph.requests[0]?.query.get('$search')).toBe(clause);
  });

  it('finds no more than twenty, whatever Graph answers', async () => {
    for (let number = 1; number <= 30; number++)
      graph.people.set(person(number), graphPerson(`Pat ${number}`));
    await expect(search('pat')).resolves.toHaveLength(mostFound);
  });

  it('finds nobody for a guest whom the directory does not let look', async () => {
    graph.status = 403;
    await expect(search('oliv', 'person', personOf(2, { isGuest: true }))).resolves.toEqual([]);
    await expect(search('oliv')).rejects.toMatchObject({ code: 'directory_unavailable' });
  });

  it.each([
    ['is down', () => (graph.isDown = true)],
    ['answers 429', () => (graph.status = 429)],
  ])('does not say what was looked for where Graph %s', async (_what, fail) => {
    fail();
    const error: unknown = await search('Zebulon').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'directory_unavailable' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('Zebulon');
  });
});
