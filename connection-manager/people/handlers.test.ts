import { operations } from '../testing/test-sharepoint';
import { startApp, type AppUnderTest } from '../testing/app-under-test';
import { oliviaId, waltId } from '../testing/test-directory';
import { graphPerson } from '../testing/test-graph';
import { peopleHandlers } from './handlers';

const paulId = '0a000000-0000-4000-8000-000000000001';
let app: AppUnderTest;

beforeEach(async () => {
  app = await startApp();
  app.graph.people.set(oliviaId, graphPerson('Olivia Owens'));
  app.graph.people.set(paulId, graphPerson('Paul Partner', { userType: 'Guest' }));
});
afterEach(() => app.close());

async function ask(path: string, query: Readonly<Record<string, string>>) {
  const parameters = new URLSearchParams({ site: operations, ...query });
  const url = `/api/v1${path}?${parameters}`;
  const answer = await app.app.server.inject({ method: 'GET', url, headers: await app.person() });
  return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
}

async function createConnection(): Promise<string> {
  const answer = await app.app.server.inject({
    method: 'POST',
    url: '/api/v1/connections',
    headers: { ...(await app.person()), 'idempotency-key': 'a-key' },
    payload: {
      site: operations,
      connectorId: 'http-username-password',
      authMethodId: 'username-password',
      name: 'Ledger',
      settings: { baseUrl: 'https://ledger.example.com' },
    },
  });
  return answer.json<{ id: string }>().id;
}

describe(peopleHandlers.name, () => {
  it('finds people for whoever has access to the site, and writes what was looked for into no log', async () => {
    await expect(ask('/principals', { kind: 'person', search: ' Partner ' })).resolves.toEqual({
      status: 200,
      body: {
        items: [
          {
            kind: 'person',
            objectId: paulId,
            name: 'Paul Partner',
            signInName: 'paul.partner@contoso.example',
            isGuest: true,
          },
        ],
      },
    });
    app.graph.isDown = true;
    await expect(ask('/principals', { kind: 'person', search: 'Zebulon' })).resolves.toMatchObject({
      status: 503,
      body: { code: 'directory_unavailable' },
    });
    expect(app.logLines.join('\n')).not.toMatch(/Partner|Zebulon/i);
  });

  it('finds nobody for somebody without access to the site', async () => {
    app.sharePoint.status = 403;
    await expect(ask('/principals', { kind: 'person', search: 'Partner' })).resolves.toMatchObject({
      status: 404,
      body: { code: 'site_not_found' },
    });
    expect(app.graph.requests).toEqual([]);
  });

  it.each([
    { kind: 'person', search: ' ' },
    { kind: 'person', search: 'x'.repeat(101) },
    { kind: 'person', search: 'a\u0000b' },
    { kind: 'everyone', search: 'a' },
    { search: 'a' },
    { kind: 'person' },
  ])('refuses %j', async (query) => {
    await expect(ask('/principals', query)).resolves.toMatchObject({ body: { code: 'invalid_request' } });
  });

  it('explains somebody’s access to whoever may change it', async () => {
    const path = `/connections/${await createConnection()}/access`;
    await expect(ask(path, { person: paulId.toUpperCase() })).resolves.toMatchObject({
      status: 200,
      body: { person: { name: 'Paul Partner' }, isGuest: true, reasons: [] },
    });
    await expect(ask(path, { person: oliviaId })).resolves.toMatchObject({
      body: { reasons: [{ by: 'person', as: 'owner' }, { by: 'everyone' }], isWorkflowAdministrator: false },
    });
    await expect(ask(path, { person: waltId })).resolves.toMatchObject({
      body: { person: { name: waltId }, reasons: [], hindrance: 'unknown', isWorkflowAdministrator: true },
    });
  });
});
