import { createGraph, graphAddress } from './graph';
import type { Directory } from '../directory/directory';
import { issueScriptToken } from '../guide/script-tokens';
import { anyText, type DirectoryVisitor, personOf, TestDirectory } from '../testing/test-directory';
import type { Answer } from '../testing/visitor';
import { setAccountState } from '../world/changes';
import { contoso } from '../world/world';

let opened: Directory;
let directory: TestDirectory;
let visitor: DirectoryVisitor;

beforeAll(async () => {
  directory = await TestDirectory.open((inner) => {
    opened = inner;
    const answerGraph = createGraph({ directories: inner.tenants, now: () => new Date() });
    return (request, response) => void answerGraph(request, response);
  });
  visitor = directory.visitor();
});
afterAll(() => directory.close());

async function tokenFor(wish: Record<string, unknown>): Promise<string> {
  const { body } = await issueScriptToken(opened.tenants, { tenant: 'contoso', audience: 'graph', ...wish });
  if (!('access_token' in body)) throw new Error(body.error_description);
  return body.access_token;
}

const asOlivia = { person: 'olivia', client: 'connectionManager' };
const asManager = { application: 'connectionManager' };

async function ask(
  path: string,
  wish: Record<string, unknown>,
  json?: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const headers = { ...more, authorization: `Bearer ${await tokenFor(wish)}` };
  return visitor.visit(`${graphAddress}${path}`, { headers, json });
}

const gus = personOf('gus').objectId;
const sami = personOf('sami').objectId;
const groups = (count: number): unknown => ({
  groupIds: Array.from({ length: count }, (_, index) => `group ${index}`),
});
const groupId = (name: string): string =>
  contoso.groups.find(({ displayName }) => displayName === name)?.objectId ?? '';
const state = '$select=accountEnabled,userType,displayName';
const eventual = { consistencylevel: 'eventual' };
const asGuest = { person: 'gus', client: 'connectionManager' };

describe(createGraph.name, () => {
  it('describes the person who asks', async () => {
    expect((await ask(`/me?${state}`, asOlivia)).json()).toEqual({
      '@odata.context': `${graphAddress}/$metadata#users/$entity`,
      id: personOf('olivia').objectId,
      displayName: 'Olivia Owens',
      accountEnabled: true,
      userType: 'Member',
    });
  });

  it('gives the account’s state only where it is asked for', async () => {
    expect((await ask('/me', asOlivia)).json()).not.toHaveProperty('accountEnabled');
  });

  it('describes anybody to an application', async () => {
    expect((await ask(`/users/${gus}?${state}`, asManager)).json()).toMatchObject({
      id: gus,
      displayName: 'Gus Guest',
      accountEnabled: true,
      userType: 'Guest',
    });
  });

  it('shows a person only the name of another', async () => {
    expect((await ask(`/users/${gus}?${state}`, asOlivia)).json()).toMatchObject({
      displayName: 'Gus Guest',
      accountEnabled: null,
      userType: null,
    });
  });

  it.each([
    ['/me/checkMemberGroups', { person: 'sami', client: 'connectionManager' }],
    [`/users/${sami}/checkMemberGroups`, asOlivia],
    [`/users/${sami}/checkMemberGroups`, asManager],
  ])('finds somebody in groups, also through another group, at %s', async (path, wish) => {
    const groupIds = ['Field engineers', 'Maintenance crew', 'Finance readers'].map(groupId);
    const answer = await ask(path, wish, { groupIds });
    expect(answer.status).toBe(200);
    expect(answer.json().value).toEqual([groupId('Field engineers'), groupId('Maintenance crew')]);
  });

  it('answers about no group that it was not asked about', async () => {
    const groupIds = [groupId('Field engineers')];
    expect((await ask(`/users/${sami}/checkMemberGroups`, asManager, { groupIds })).json().value).toEqual(
      groupIds,
    );
  });

  it('does not take a group’s owners for its members', async () => {
    const groupIds = [groupId('Sales')];
    const { objectId } = personOf('suki');
    const answer = await ask(`/users/${objectId}/checkMemberGroups`, asManager, { groupIds });
    expect(answer.json().value).toEqual([]);
  });

  it.each([
    ['more than 20 groups', groups(21)],
    ['no groups', {}],
    ['something else', { groupIds: 'all' }],
  ])('refuses to check %s', async (_what, body) => {
    expect((await ask('/me/checkMemberGroups', asOlivia, body)).status).toBe(400);
  });

  it('refuses what the token does not allow', async () => {
    const narrow = { ...asOlivia, scopes: ['User.Read'] };
    expect((await ask('/me', narrow)).status).toBe(200);
    expect((await ask(`/users/${gus}`, narrow)).status).toBe(403);
    expect((await ask('/me/checkMemberGroups', narrow, groups(1))).status).toBe(403);
    expect((await ask('/me', asManager)).status).toBe(403);
    expect((await ask('/me', { application: 'engine' })).status).toBe(403);
  });

  it.each<[string, readonly string[]]>([
    ['o', ['Olivia Owens']],
    ['OLIVIA ow', ['Olivia Owens']],
    ['ow ol', ['Olivia Owens']],
    ['livia', []],
    ['guest', ['Gus Guest']],
    ['s s', ['Sami Sato', 'Suki Sommer']],
    ['no-such', []],
  ])('finds people by the beginnings of their words: %s', async (text, names) => {
    const search = encodeURIComponent(`"displayName:${text}"`);
    const answer = await ask(
      `/users?$search=${search}&$select=displayName&$top=20`,
      asOlivia,
      undefined,
      eventual,
    );
    expect(answer.json().value).toEqual(names.map((displayName) => ({ id: anyText, displayName })));
  });

  it('finds groups', async () => {
    const search = encodeURIComponent('"displayName:field"');
    const path = `/groups?$search=${search}&$select=id,displayName`;
    expect((await ask(path, asOlivia, undefined, eventual)).json().value).toEqual([
      { id: groupId('Field engineers'), displayName: 'Field engineers' },
    ]);
  });

  it('lists whom a filter names', async () => {
    const filter = encodeURIComponent(`id in ('${gus}','${sami}','0a000000-0000-4000-8000-0000000000ff')`);
    const path = `/users?$filter=${filter}&$select=id,userType`;
    expect((await ask(path, asManager)).json().value).toEqual([
      { id: sami, userType: 'Member' },
      { id: gus, userType: 'Guest' },
    ]);
  });

  it('gives no more than were asked for', async () => {
    const { value } = (await ask('/users?$top=3', asManager)).json();
    expect(value).toHaveLength(3);
  });

  const found = '$search="displayName:o"';
  const sixteen = Array.from({ length: 16 }, () => `'${gus}'`).join(',');

  it.each([
    ['a search without its header', `/users?${found}`, {}],
    ['a search in another field', '/users?$search="mail:o"', eventual],
    ['a search that leaves its quotation marks', '/users?$search="displayName:o" OR "mail:o"', eventual],
    ['sixteen ids', `/users?$filter=id in (${sixteen})`, {}],
    ['another filter', "/users?$filter=startswith(displayName,'o')", {}],
    ['a page of a thousand', '/users?$top=1000', {}],
    ['a field that does not exist', '/users?$select=password', {}],
    ['another option', '/users?$expand=manager', {}],
    ['an option with one person', '/me?$top=1', {}],
  ])('refuses %s', async (_what, path, headers) => {
    const answer = await ask(encodeURI(path), asOlivia, undefined, headers);
    expect(answer.status).toBe(400);
  });

  it.each([
    ['people to an application without permission', '/users', { application: 'engine' }],
    ['people to a person whose token is narrow', '/users', { ...asOlivia, scopes: ['User.Read'] }],
    ['groups to a person whose token is narrow', '/groups', { ...asOlivia, scopes: ['User.ReadBasic.All'] }],
    ['people to a guest', '/users', asGuest],
    ['groups to a guest', '/groups', asGuest],
  ])('does not list %s', async (_what, path, wish) => {
    expect((await ask(path, wish)).status).toBe(403);
  });

  it('does not know getByIds, which needs a permission that nobody has', async () => {
    expect((await ask('/directoryObjects/getByIds', asManager, { ids: [gus] })).status).toBe(404);
  });

  it('shows that an account was disabled, and forgets one that was deleted', async () => {
    const dana = personOf('dana');
    try {
      setAccountState(dana, 'disabled');
      const path = `/users/${dana.objectId}?$select=accountEnabled`;
      expect((await ask(path, asManager)).json()).toMatchObject({ accountEnabled: false });
      setAccountState(dana, 'deleted');
      expect((await ask(path, asManager)).status).toBe(404);
      const filter = encodeURIComponent(`id in ('${dana.objectId}')`);
      expect((await ask(`/users?$filter=${filter}`, asManager)).json().value).toEqual([]);
    } finally {
      setAccountState(dana, 'enabled');
    }
  });

  it('says not found of somebody unknown', async () => {
    const answer = await ask('/users/0a000000-0000-4000-8000-0000000000ff', asManager);
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ error: { code: 'Request_ResourceNotFound' } });
  });

  it('does not know another tenant from a token of this one', async () => {
    expect((await ask('/users/0f000000-0000-4000-8000-000000000001', asManager)).status).toBe(404);
  });

  it.each([
    ['no token', async () => ({})],
    [
      'a forged token',
      async () => ({ authorization: `Bearer ${(await tokenFor(asOlivia)).slice(0, -8)}AAAAAAAA` }),
    ],
    [
      'a token for another audience',
      async () => {
        const wish = { person: 'olivia', audience: 'connectionManager' };
        return { authorization: `Bearer ${await tokenFor(wish)}` };
      },
    ],
  ])('answers 401 to %s', async (_what, headers) => {
    const answer = await visitor.visit(`${graphAddress}/me`, { headers: await headers() });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('refuses an expired token', async () => {
    const answerLater = createGraph({
      directories: opened.tenants,
      now: () => new Date(Date.now() + 66 * 60 * 1000),
    });
    const authorization = `Bearer ${await tokenFor(asOlivia)}`;
    const written: number[] = [];
    const response = {
      setHeader: () => undefined,
      end: () => undefined,
      writeHead: (status: number) => written.push(status),
    };
    await answerLater(
      { url: '/graph/v1.0/me', method: 'GET', headers: { authorization } } as never,
      response as never,
    );
    expect(written).toEqual([401]);
  });
});
