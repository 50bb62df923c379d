import { createGraph, graphAddress } from './graph';
import type { Directory } from '../directory/directory';
import { issueScriptToken } from '../guide/script-tokens';
import { type DirectoryVisitor, personOf, TestDirectory } from '../testing/test-directory';
import type { Answer } from '../testing/visitor';

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

async function ask(path: string, wish: Record<string, unknown>, json?: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${await tokenFor(wish)}` };
  return visitor.visit(`${graphAddress}${path}`, { headers, json });
}

const gus = personOf('gus').objectId;
const groups = (count: number): unknown => ({
  groupIds: Array.from({ length: count }, (_, index) => `group ${index}`),
});

describe(createGraph.name, () => {
  it('describes the person who asks', async () => {
    expect((await ask('/me', asOlivia)).json()).toMatchObject({
      id: personOf('olivia').objectId,
      displayName: 'Olivia Owens',
      accountEnabled: true,
      userType: 'Member',
    });
  });

  it('describes anybody to an application', async () => {
    expect((await ask(`/users/${gus}`, asManager)).json()).toMatchObject({
      id: gus,
      displayName: 'Gus Guest',
      accountEnabled: true,
      userType: 'Guest',
    });
  });

  it('shows a person only the name of another', async () => {
    expect((await ask(`/users/${gus}`, asOlivia)).json()).toMatchObject({
      displayName: 'Gus Guest',
      accountEnabled: null,
      userType: null,
    });
  });

  it.each([
    ['/me/checkMemberGroups', asOlivia],
    [`/users/${gus}/checkMemberGroups`, asOlivia],
    [`/users/${gus}/checkMemberGroups`, asManager],
  ])('finds nobody in a group at %s', async (path, wish) => {
    const answer = await ask(path, wish, groups(20));
    expect(answer.status).toBe(200);
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
