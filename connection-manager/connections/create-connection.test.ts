import * as fc from 'fast-check';
import { siteRoles } from '../../src/contract/site';
import { StoreUnavailable, type Store } from '../store/store';
import { tenantPartition, findConnection } from './connection-records';
import type { ConnectionValue } from './connection-record';
import {
  contosoId,
  fabrikamId,
  newConnectionAt,
  personOf,
  siteOf,
  tenantOf,
  useConnections,
} from './connections-under-test';
import { createConnection, type Creation } from './create-connection';
import { deleteConnection } from './delete-connection';
import { updateConnection } from './update-connection';

const world = useConnections();

function creationWith(changes: Partial<Creation> = {}): Creation {
  return {
    caller: personOf(1),
    site: siteOf('operations', 'siteOwner'),
    body: newConnectionAt('operations'),
    idempotency: { key: 'key-1', requestDigest: 'digest-1' },
    ...changes,
  };
}

function allConnections() {
  return world.store.readIndex<ConnectionValue>(tenantPartition(contosoId), 'all', { limit: 1000 });
}

describe(createConnection.name, () => {
  it('makes a connection without a credential that its creator owns and everyone may use', async () => {
    const body = newConnectionAt('operations', {
      name: '  Ledger  ',
      settings: { baseUrl: 'https://Ledger.example.com/api/' },
    });
    const { value, etag } = await createConnection(world, creationWith({ body }));
    const creator = { kind: 'person', objectId: personOf(1).objectId, name: 'Person 1' };
    expect(value).toEqual({
      format: 1,
      id: expect.stringMatching(/^con_[0-9a-hjkmnp-tv-z]{26}$/),
      name: 'Ledger',
      connectorId: 'http-username-password',
      authMethodId: 'username-password',
      kind: 'shared',
      availability: 'site',
      homeSite: siteOf('operations', 'reader').reference,
      settings: { baseUrl: 'https://ledger.example.com/api', testPath: '/' },
      allowedHosts: [],
      status: { state: 'notConnected', since: '2026-01-01T08:00:00.000Z' },
      secretVersion: 0,
      owners: [creator],
      users: [{ kind: 'everyone' }],
      createdBy: creator,
      createdAt: '2026-01-01T08:00:00.000Z',
      changedBy: creator,
      changedAt: '2026-01-01T08:00:00.000Z',
      requestDigest: 'digest-1',
    });
    expect(await findConnection(world.store, contosoId, value.id)).toEqual({ value, etag });
  });

  it('reaches at birth as far as the role of its creator, and is refused to everybody else', async () => {
    const asked = siteRoles.flatMap((role) =>
      [false, true].map((isWorkflowAdministrator) => ({ role, isWorkflowAdministrator })),
    );
    const outcomes = await Promise.all(
      asked.map(async ({ role, isWorkflowAdministrator }, index) => {
        const creation = creationWith({
          caller: personOf(1, { isWorkflowAdministrator }),
          site: siteOf('operations', role),
          idempotency: { key: `key-${index}`, requestDigest: 'digest' },
        });
        return createConnection(world, creation).then(
          ({ value }) => value.availability,
          (error: { code: string; because: string }) => `${error.code} ${error.because}`,
        );
      }),
    );
    expect(outcomes).toEqual([
      'not_allowed roleTooWeak',
      'tenant', // reader
      'not_allowed roleTooWeak',
      'tenant', // designer
      'site',
      'tenant', // siteOwner
      'siteCollection',
      'tenant', // siteCollectionAdministrator
    ]);
  });

  it('tells everything that is wrong with the fields at once', async () => {
    const body = newConnectionAt('operations', {
      name: 'Led<ger',
      authMethodId: 'api-key',
      settings: { baseUrl: 'http://a.example', more: 'x' },
    });
    await expect(createConnection(world, creationWith({ body }))).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [
        { field: 'name', code: 'character_refused', refused: '<' },
        { field: 'authMethodId', code: 'not_one_of' },
        { field: 'settings.more', code: 'unknown_field' },
        { field: 'settings.baseUrl', code: 'https_required' },
      ],
    });
    expect(await allConnections()).toEqual([]);
  });

  it('knows only its own connectors', async () => {
    const body = newConnectionAt('operations', { connectorId: 'constructor' });
    await expect(createConnection(world, creationWith({ body }))).rejects.toMatchObject({
      code: 'connector_not_found',
    });
  });
});

describe('a repeated create (S43)', () => {
  it('makes one connection of twenty requests at once', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => createConnection(world, creationWith())));
    expect(new Set(made.map(({ value, etag }) => `${value.id} ${etag}`)).size).toBe(1);
    expect(await allConnections()).toHaveLength(1);
  });

  it('is answered with the connection as it is now', async () => {
    const first = await createConnection(world, creationWith());
    const update = {
      tenantId: contosoId,
      connection: first,
      changes: { name: 'Renamed' },
      by: first.value.createdBy,
    };
    const renamed = await updateConnection(world, update);
    world.advance(60_000);
    expect(await createConnection(world, creationWith())).toEqual(renamed);
  });

  it('is refused where the same key comes with another request', async () => {
    await createConnection(world, creationWith());
    const other = creationWith({ idempotency: { key: 'key-1', requestDigest: 'digest-2' } });
    await expect(createConnection(world, other)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('does not bring a deleted connection back', async () => {
    const connection = await createConnection(world, creationWith());
    await deleteConnection(world, { tenantId: contosoId, connection, by: connection.value.createdBy });
    await expect(createConnection(world, creationWith())).rejects.toMatchObject({
      code: 'connection_not_found',
    });
    expect(await allConnections()).toEqual([]);
  });

  it('finds what was written before the answer was lost', async () => {
    const store: Store = world.store;
    const losing = {
      ...world,
      store: {
        read: store.read.bind(store),
        async write(...batch: Parameters<Store['write']>) {
          await store.write(...batch);
          throw new StoreUnavailable('The answer was lost.');
        },
      } as unknown as Store,
    };
    await expect(createConnection(losing, creationWith())).rejects.toBeInstanceOf(StoreUnavailable);
    const again = await createConnection(world, creationWith());
    expect((await allConnections()).map(({ record }) => record.value.id)).toEqual([again.value.id]);
  });

  it('belongs to one person of one tenant: the same key of another makes another connection', async () => {
    const tenant = tenantOf(fabrikamId);
    const callers = [personOf(1), personOf(2), personOf(1, { tenant }), personOf(2, { tenant })];
    const made = await Promise.all(
      callers.map((caller) => createConnection(world, creationWith({ caller }))),
    );
    expect(new Set(made.map(({ value }) => value.id)).size).toBe(4);
  });

  it('makes as many connections as there are different keys, in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[a-c]{1,3}$/), { minLength: 1, maxLength: 12 }),
        fc.uuid(),
        async (keys, run) => {
          const made = await Promise.all(
            keys.map((key) =>
              createConnection(
                world,
                creationWith({ idempotency: { key: `${run} ${key}`, requestDigest: key } }),
              ),
            ),
          );
          expect(new Set(made.map(({ value }) => value.id)).size).toBe(new Set(keys).size);
        },
      ),
      { numRuns: 25 },
    );
  });
});
