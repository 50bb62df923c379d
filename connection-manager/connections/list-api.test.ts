import { checkConnectionName, trimConnectionName } from '../../src/rules/connection-name';
import { useSystem } from '../connectors/system-under-test';
import { creationOf, siteQuery, useApi, type Answered, type Asked } from '../runtime/api-under-test';
import { splitWords } from './connection-words';
import { connectionValue, makeReady, storeConnection, useConnections } from './connections-under-test';
import { idOf, insertAll, person } from './list-under-test';
import { naughtyStrings } from './naughty-strings';

const world = useConnections();
const system = useSystem();
const api = useApi(world, system);

function list(query: Readonly<Record<string, string>> = {}, as: Asked['as'] = 'olivia'): Promise<Answered> {
  const more = new URLSearchParams(query).toString();
  return api.ask({ as, method: 'GET', path: `/connections${siteQuery}&${more}` });
}

function namesOf({ body }: Answered): unknown[] {
  return Array.isArray(body['items']) ? body['items'].map(({ name }: { name: unknown }) => name) : [];
}

function bin(as: Asked['as'] = 'olivia'): Promise<Answered> {
  return api.ask({ as, method: 'GET', path: `/deleted-connections${siteQuery}` });
}

function change(
  asked: Pick<Asked, 'as' | 'method' | 'path'> & { readonly etag: string; readonly query?: string },
): Promise<Answered> {
  const { etag, query = '', path, ...rest } = asked;
  return api.ask({ ...rest, path: `${path}${siteQuery}${query}`, headers: { 'if-match': etag } });
}

describe('GET /connections', () => {
  it('searches, filters and sorts, page by page', async () => {
    const ready = { status: { state: 'ready', since: '2026-01-01T08:00:00.000Z' } } as const;
    await insertAll(world.store, [
      connectionValue({ id: idOf(1), name: 'Ledger East', ...ready }),
      connectionValue({ id: idOf(2), name: 'Ledger West', owners: [person(2)] }),
      connectionValue({ id: idOf(3), name: 'Archive', connectorId: 'sendgrid', ...ready }),
    ]);
    expect(namesOf(await list({ search: 'LÉD' }))).toEqual(['Ledger East', 'Ledger West']);
    expect(namesOf(await list({ search: 'led person-2' }))).toEqual(['Ledger West']);
    expect(namesOf(await list({ status: 'ready,invalid' }))).toEqual(['Archive', 'Ledger East']);
    expect(namesOf(await list({ attention: 'true' }))).toEqual(['Ledger West']);
    expect(namesOf(await list({ owner: 'me', direction: 'descending' }))).toEqual(['Ledger East', 'Archive']);
    expect(namesOf(await list({ connector: 'sendgrid', sort: 'changed' }))).toEqual(['Archive']);
    const query = { sort: 'status', limit: '2' };
    const first = await list(query);
    expect(namesOf(first)).toEqual(['Ledger West', 'Archive']);
    const second = await list({ ...query, after: String(first.body['next']) });
    expect(namesOf(second)).toEqual(['Ledger East']);
    expect(second.body['next']).toBeUndefined();
    const other = await list({ limit: '2', after: String(first.body['next']) });
    expect(other).toMatchObject({ status: 422, body: { errors: [{ field: 'after' }] } });
  });

  it.each([
    ['search', 'x'.repeat(101), 'too_long'],
    ['sort', 'age', 'not_one_of'],
    ['direction', 'down', 'not_one_of'],
    ['status', 'ready,', 'pattern'],
    ['status', 'gone', 'pattern'],
    ['connector', 'Send Grid', 'pattern'],
    ['availability', 'web', 'not_one_of'],
    ['owner', 'somebody', 'pattern'],
    ['homeSite', 'operations', 'pattern'],
    ['attention', 'false', 'not_one_of'],
    ['filter', 'x', 'unknown_field'],
  ])('refuses %s=%s as a mistake in that field', async (field, value, code) => {
    expect(await list({ [field]: value })).toMatchObject({
      status: 422,
      body: { code: 'invalid_request', errors: [{ field, code }] },
    });
  });

  it('answers every naughty string, in a name and in a search, and finds what it took', async () => {
    for (const [index, text] of naughtyStrings.entries()) {
      const creation = creationOf(system, `key-${index}`);
      const { status, body } = await api.ask({ ...creation, body: { ...creation.body, name: text } });
      const isGood = checkConnectionName(text) === undefined;
      expect([text, status]).toEqual([text, isGood ? 201 : 422]);
      if (!isGood) expect(body).toMatchObject({ errors: [{ field: 'name' }] });
      const found = await list({ search: Array.from(text).slice(0, 50).join(''), limit: '100' });
      expect([text, found.status]).toEqual([text, 200]);
      if (isGood && splitWords(text).length > 0) expect(namesOf(found)).toContain(trimConnectionName(text));
    }
  }, 60_000);
});

describe('the bin over HTTP', () => {
  async function deleted(query = '') {
    const { value, etag } = await makeReady(world, await storeConnection(world, { id: idOf(1) }));
    const path = `/connections/${value.id}`;
    const answer = await change({ as: 'olivia', method: 'DELETE', path, etag, query });
    expect(answer.status).toBe(204);
    return path.replace('/connections', '/deleted-connections');
  }

  async function etagIn(answer: Promise<Answered>): Promise<string> {
    const { body } = await answer;
    const [first] = Array.isArray(body['items']) ? body['items'] : [];
    return String((first as { etag?: unknown } | undefined)?.etag);
  }

  it('shows what was deleted to who may restore it, with when it will be purged, and gives it back', async () => {
    const path = await deleted();
    const own = await bin();
    expect(own.body).toEqual({
      items: [
        expect.objectContaining({
          id: idOf(1),
          name: 'Ledger',
          may: ['restore'],
          deletedAt: '2026-01-01T08:00:00.000Z',
          purgedAt: '2026-01-31T08:00:00.000Z',
        }),
      ],
    });
    expect((await bin('dana')).body).toEqual({ items: [] });
    expect(namesOf(await bin('walt'))).toEqual(['Ledger']);

    const etag = await etagIn(bin());
    const missing = await change({
      as: 'dana',
      method: 'POST',
      path: `/deleted-connections/${idOf(9)}/restore`,
      etag,
    });
    const others = await change({ as: 'dana', method: 'POST', path: `${path}/restore`, etag });
    expect(others.status).toBe(404);
    expect({ ...others.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });

    const stale = await change({ as: 'olivia', method: 'POST', path: `${path}/restore`, etag: 'stale' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'changed_meanwhile' } });
    const restored = await change({ as: 'olivia', method: 'POST', path: `${path}/restore`, etag });
    expect(restored).toMatchObject({ status: 200, body: { name: 'Ledger', status: { state: 'ready' } } });
    expect(restored.etag).toBe(`"${String(restored.body['etag'])}"`);
    expect(namesOf(await list())).toEqual(['Ledger']);
    expect(await bin()).toMatchObject({ body: { items: [] } });
  });

  it('gives back not connected what was deleted and revoked', async () => {
    const path = await deleted('&revoke=true');
    const etag = await etagIn(bin());
    const restored = await change({ as: 'walt', method: 'POST', path: `${path}/restore`, etag });
    expect(restored.body).toMatchObject({ status: { state: 'notConnected' } });
    expect(restored.body['account']).toBeUndefined();
  });

  it('finds nothing to restore where nothing was deleted, or its time is over', async () => {
    const { value, etag } = await storeConnection(world, { id: idOf(2) });
    const post = { as: 'olivia', method: 'POST' } as const;
    const path = `/deleted-connections/${value.id}/restore`;
    expect(await change({ ...post, path, etag })).toMatchObject({ status: 404 });
    const gone = await deleted();
    const old = await etagIn(bin());
    world.advance(30 * 24 * 3600 * 1000);
    expect(await change({ ...post, path: `${gone}/restore`, etag: old })).toMatchObject({
      status: 404,
      body: { code: 'connection_not_found' },
    });
  });

  it('takes revoke=true and no other word', async () => {
    const { value, etag } = await storeConnection(world, { id: idOf(2) });
    const path = `/connections/${value.id}`;
    const answer = await change({ as: 'olivia', method: 'DELETE', path, etag, query: '&revoke=yes' });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'revoke' }] } });
  });
});
