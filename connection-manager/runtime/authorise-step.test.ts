import type { ConnectionState } from '../../src/contract/connection';
import { bindStep } from '../bindings/bind-step';
import type { ConnectionValue, StoredConnection } from '../connections/connection-record';
import { connectionKey, replaceConnection, tenantPartition } from '../connections/connection-records';
import {
  contosoId,
  fabrikamId,
  makeReady,
  personOf,
  siteOf,
  storeConnection,
  tenantOf,
  useConnections,
} from '../connections/connections-under-test';
import { deleteConnection } from '../connections/delete-connection';
import { ConnectionError } from '../problems/connection-error';
import { authoriseStep, type StepAtRunTime } from './authorise-step';

const world = useConnections();

const step: StepAtRunTime = {
  site: 'https://contoso.sharepoint.com/sites/operations',
  workflowId: 'approve-invoice',
  stepId: 'step-1',
  instanceId: 'instance-1',
  stepHash: 'a'.repeat(43),
};

/** A ready connection of person 1 for everyone at Operations, which person 2 bound to the step. */
async function boundStep(): Promise<StoredConnection> {
  const connection = await makeReady(world, await storeConnection(world));
  const body = { ...step, connectionId: connection.value.id, operation: 'invoke' };
  await bindStep(world, {
    caller: personOf(2),
    site: siteOf('operations', 'designer'),
    body,
    expected: 'new',
  });
  return connection;
}

async function change(connection: StoredConnection, changes: Partial<ConnectionValue>): Promise<void> {
  await world.store.write(tenantPartition(contosoId), [
    replaceConnection(connection.etag, { ...connection.value, ...changes }),
  ]);
}

function inState(state: ConnectionState): Partial<ConnectionValue> {
  return { status: { state, since: '2026-01-01T09:00:00.000Z' } };
}

const somebodyElse = { kind: 'person', objectId: personOf(9).objectId, name: 'Person 9' } as const;

const author = personOf(2).objectId;
const groupId = '99999999-0000-4000-8000-000000000001';

/** The connection given to a group alone, of which the author is a member or not. */
async function shareWithGroup(connection: StoredConnection, memberOf: readonly string[]): Promise<void> {
  world.memberships.set(author, memberOf);
  await change(connection, { users: [{ kind: 'group', objectId: groupId, name: 'A group' }] });
}

interface Case {
  readonly tenantId?: string;
  readonly asked?: Partial<StepAtRunTime>;
  /** What has happened since the step was bound. */
  readonly since?: (connection: StoredConnection) => Promise<unknown>;
}

const served = 'served';

/** What an engine is answered, in the order in which it is asked. */
const table: readonly (readonly [string, Case, string])[] = [
  ['a step as it was bound', {}, served],
  [
    'the same site in another spelling',
    { asked: { site: 'https://CONTOSO.sharepoint.com/Sites/Operations/' } },
    served,
  ],
  ['a step that nobody bound', { asked: { stepId: 'step-2' } }, 'binding_not_found'],
  ['the step of another workflow', { asked: { workflowId: 'another' } }, 'binding_not_found'],
  [
    'the step on another site',
    { asked: { site: 'https://contoso.sharepoint.com/sites/projects' } },
    'binding_not_found',
  ],
  ['another tenant’s step', { tenantId: fabrikamId }, 'binding_not_found'],
  ['a step that was saved again', { asked: { stepHash: 'b'.repeat(43) } }, 'binding_stale'],
  [
    'a connection that was deleted',
    { since: (connection) => deleteConnection(world, { tenantId: contosoId, connection, by: somebodyElse }) },
    'connection_not_ready deleted',
  ],
  [
    'a connection that is no longer there at all',
    {
      since: ({ value, etag }) =>
        world.store.write(tenantPartition(contosoId), [
          { kind: 'remove', key: connectionKey(value.id), etag },
        ]),
    },
    'connection_not_ready deleted',
  ],
  [
    'an author whose account was disabled',
    { since: async () => world.accountsApart.set(author, { isEnabled: false }) },
    'not_allowed authorDisabled',
  ],
  [
    'an author whose account was deleted',
    { since: async () => world.accountsApart.set(author, 'gone') },
    'not_allowed authorDisabled',
  ],
  [
    'an author who has become a guest',
    { since: async () => world.accountsApart.set(author, { isGuest: true }) },
    'not_allowed guest',
  ],
  [
    'an author who may use it through a group',
    { since: (connection) => shareWithGroup(connection, [groupId]) },
    served,
  ],
  [
    'an author who is in no group it was given to',
    { since: (connection) => shareWithGroup(connection, []) },
    'not_allowed notGranted',
  ],
  [
    'a disabled author in a group it was given to',
    {
      since: async (connection) => {
        await shareWithGroup(connection, [groupId]);
        world.accountsApart.set(author, { isEnabled: false });
      },
    },
    'not_allowed authorDisabled',
  ],
  [
    'an author who was taken off the users',
    { since: (connection) => change(connection, { users: [somebodyElse] }) },
    'not_allowed notGranted',
  ],
  [
    'a connection that no longer reaches the site',
    { since: (connection) => change(connection, { homeSite: siteOf('projects', 'reader').reference }) },
    'not_allowed otherSite',
  ],
  [
    'a connection that became somebody’s own',
    { since: (connection) => change(connection, { kind: 'personal' }) },
    'not_allowed personalOfSomebodyElse',
  ],
  [
    'a connection that was cleared',
    { since: (connection) => change(connection, inState('notConnected')) },
    'connection_not_ready notConnected',
  ],
  [
    'a connection that is invalid',
    { since: (connection) => change(connection, inState('invalid')) },
    'connection_not_ready invalid',
  ],
  [
    'a connection that is disabled',
    { since: (connection) => change(connection, inState('disabled')) },
    'connection_not_ready disabled',
  ],
  [
    'a disabled connection the author may not use',
    { since: (connection) => change(connection, { ...inState('disabled'), users: [] }) },
    'not_allowed notGranted',
  ],
  [
    'a step that was saved again, of a deleted connection',
    {
      asked: { stepHash: 'b'.repeat(43) },
      since: (connection) => deleteConnection(world, { tenantId: contosoId, connection, by: somebodyElse }),
    },
    'binding_stale',
  ],
];

describe(authoriseStep.name, () => {
  it.each(table)('answers for %s', async (_, { tenantId = contosoId, asked = {}, since }, expected) => {
    const connection = await boundStep();
    await since?.(connection);
    const outcome = await authoriseStep(world, tenantOf(tenantId), { ...step, ...asked }).then(
      () => served,
      (error: { code: string; because?: string }) =>
        [error.code, error.because].filter((part) => part !== undefined).join(' '),
    );
    expect(outcome).toBe(expected);
  });

  it('asks for the author, and not for whoever else may use the connection', async () => {
    const connection = await boundStep();
    await change(connection, {
      owners: [somebodyElse],
      users: [{ kind: 'person', objectId: personOf(1).objectId, name: 'Person 1' }],
    });
    await expect(authoriseStep(world, tenantOf(), step)).rejects.toMatchObject({
      because: 'notGranted',
    });
  });

  it('serves nobody while the directory cannot be asked', async () => {
    await boundStep();
    const unanswered = async () => Promise.reject(new ConnectionError('directory_unavailable'));
    const accounts = { account: unanswered, memberGroups: unanswered };
    await expect(authoriseStep({ ...world, accounts }, tenantOf(), step)).rejects.toMatchObject({
      code: 'directory_unavailable',
    });
  });

  it('does not need the groups of an author who is named', async () => {
    const connection = await boundStep();
    const group = { kind: 'group', objectId: groupId, name: 'A group' } as const;
    await change(connection, { users: [{ kind: 'person', objectId: author, name: 'Author' }, group] });
    const memberGroups = async () => Promise.reject(new ConnectionError('directory_unavailable'));
    const accounts = { ...world.accounts, memberGroups };
    await expect(authoriseStep({ store: world.store, accounts }, tenantOf(), step)).resolves.toBeDefined();
  });

  it('serves a step that a guest bound only while the guest is named', async () => {
    const guest = personOf(7, { isGuest: true });
    world.accountsApart.set(guest.objectId, { isGuest: true });
    const named = { kind: 'person', objectId: guest.objectId, name: guest.name } as const;
    const connection = await makeReady(world, await storeConnection(world, { users: [named] }));
    const body = { ...step, connectionId: connection.value.id, operation: 'invoke' };
    await bindStep(world, { caller: guest, site: siteOf('operations', 'designer'), body, expected: 'new' });
    await expect(authoriseStep(world, tenantOf(), step)).resolves.toMatchObject({
      connection: { id: connection.value.id },
    });
    await change(connection, { users: [{ kind: 'everyone' }] });
    await expect(authoriseStep(world, tenantOf(), step)).rejects.toMatchObject({ because: 'guest' });
  });
});
