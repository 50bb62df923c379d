import { registration } from '../testing/test-directory';
import { graphPerson, TestGraph } from '../testing/test-graph';
import { Secret } from '../vault/secret';
import { createAccountsAtRunTime, type AccountsAtRunTime } from './accounts-at-run-time';

const author = '0a000000-0000-4000-8000-000000000001';
const group = (number: number) => `0c000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const minuteMs = 60_000;

describe(createAccountsAtRunTime.name, () => {
  const tenant = registration();
  let clock: number;
  let graph: TestGraph;
  let accounts: AccountsAtRunTime;

  beforeEach(() => {
    clock = Date.parse('2026-05-01T10:00:00Z');
    graph = new TestGraph();
    graph.people.set(author, graphPerson('Dana Desai', { memberOf: [group(1), group(30)] }));
    accounts = createAccountsAtRunTime({
      now: () => new Date(clock),
      graph: async ({ graph: address }) => ({
        graph: address,
        token: Secret.of('application-token'),
        fetch: graph.fetch,
      }),
    });
  });

  const account = () => accounts.account(tenant, author);
  const memberGroups = (count = 1) =>
    accounts.memberGroups(
      tenant,
      author,
      Array.from({ length: count }, (_, at) => group(at + 1)),
    );
  const become = (changes: Parameters<typeof graphPerson>[1]) =>
    graph.people.set(author, graphPerson('Dana Desai', changes));

  it('asks for the account as Microsoft documents it', async () => {
    await expect(account()).resolves.toEqual({ name: 'Dana Desai', isGuest: false, isEnabled: true });
    expect(graph.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET users/${author}?$select=id,displayName,accountEnabled,userType`,
    ]);
    expect(graph.requests[0]?.headers.get('authorization')).toBe('Bearer application-token');
  });

  it.each([
    ['was disabled', () => become({ accountEnabled: false }), { isEnabled: false }],
    ['became a guest', () => become({ userType: 'Guest' }), { isGuest: true }],
    ['is of no known type', () => become({ userType: null }), { isGuest: true }],
  ])('sees within 60 s that an account %s', async (_what, happen, expected) => {
    await account();
    happen();
    clock += minuteMs - 1;
    await expect(account()).resolves.toMatchObject({ isGuest: false, isEnabled: true });
    clock += 1;
    await expect(account()).resolves.toMatchObject(expected);
  });

  it('sees within 60 s that an account was deleted', async () => {
    await account();
    graph.people.delete(author);
    clock += minuteMs;
    await expect(account()).resolves.toBeUndefined();
    await expect(memberGroups()).resolves.toEqual([]);
  });

  it('sees within 60 s that a membership has ended', async () => {
    await expect(memberGroups()).resolves.toEqual([group(1)]);
    become({ memberOf: [] });
    clock += minuteMs - 1;
    await expect(memberGroups()).resolves.toEqual([group(1)]);
    clock += 1;
    await expect(memberGroups()).resolves.toEqual([]);
  });

  it('asks about twenty groups at a time', async () => {
    await expect(memberGroups(45)).resolves.toEqual([group(1), group(30)]);
    const asked = graph.requests.map(({ body }) => body.match(/[0-9a-f-]{36}/g)?.length);
    expect(asked).toEqual([20, 20, 5]);
  });

  it.each([
    ['does not answer', () => (graph.isDown = true)],
    ['answers 429', () => (graph.status = 429)],
    ['answers 503', () => (graph.status = 503)],
    ['refuses', () => (graph.status = 403)],
  ])('holds the last answer 15 minutes where Graph %s, and then has none', async (_what, fail) => {
    const before = [await account(), await memberGroups()];
    fail();
    clock += 15 * minuteMs - 1;
    await expect(Promise.all([account(), memberGroups()])).resolves.toEqual(before);
    clock += 1;
    await expect(account()).rejects.toMatchObject({ code: 'directory_unavailable' });
    await expect(memberGroups()).rejects.toMatchObject({ code: 'directory_unavailable' });
  });

  it('keeps to a refusal while Graph does not answer', async () => {
    become({ accountEnabled: false });
    await account();
    become({ accountEnabled: true });
    graph.isDown = true;
    clock += 5 * minuteMs;
    await expect(account()).resolves.toMatchObject({ isEnabled: false });
  });

  it('takes an account whose state it may not see for no answer', async () => {
    become({ accountEnabled: null });
    await expect(account()).rejects.toMatchObject({ code: 'directory_unavailable' });
  });

  it('keeps tenants apart', async () => {
    await account();
    await accounts.account(registration({ tenantId: group(9) }), author);
    expect(graph.requests).toHaveLength(2);
  });
});
