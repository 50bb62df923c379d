import { writeBinding, type BindingValue } from '../bindings/binding-record';
import { personReference } from '../connections/connection-access';
import type { StoredConnection } from '../connections/connection-record';
import { findConnection, tenantPartition } from '../connections/connection-records';
import { contosoId, siteOf, storeConnection, useConnections } from '../connections/connections-under-test';
import { tellConsequences } from './consequences';
import { adam, mallory, olivia, useManager, type Answered } from './manager-under-test';

const world = useConnections();
const manager = useManager(world);
const groupId = '99999999-0000-4000-8000-000000000001';
const named = ({ objectId }: { readonly objectId: string }) => ({ kind: 'person', objectId }) as const;

let connection: StoredConnection;
const id = (): string => connection.value.id;

describe(tellConsequences.name, () => {
  const at = '2026-01-01T08:00:00.000Z';

  async function bind(number: number, changes: Partial<BindingValue> = {}): Promise<void> {
    const value: BindingValue = {
      format: 1,
      site: siteOf('operations', 'reader').reference,
      workflowId: 'approve',
      stepId: `step-${number}`,
      connectionId: id(),
      operation: 'invoke',
      stepHash: 'a'.repeat(43),
      author: personReference(mallory),
      authorIsGuest: false,
      boundAt: at,
      ...changes,
    };
    await world.store.write(tenantPartition(contosoId), [writeBinding(value, 'new')]);
  }

  const tell = (body: object): Promise<Answered> =>
    manager.ask(`POST /connections/${id()}/consequences`, { as: 'olivia', body });

  it('of narrowing are the steps elsewhere, named where the caller has access and counted where not', async () => {
    connection = await storeConnection(world, { availability: 'tenant' });
    await bind(1);
    await bind(2, { site: siteOf('maintenance', 'reader').reference });
    await bind(3, { site: siteOf('projects', 'reader').reference });
    manager.roles.set('olivia maintenance', 'reader');
    expect((await tell({ availability: 'site' })).body).toMatchObject({
      gain: [],
      reach: { before: 'tenant', after: 'site' },
      stops: [{ workflowId: 'approve', stepId: 'step-2', author: personReference(mallory) }],
      furtherStops: 1,
      isMore: false,
      mustBeConfirmed: false,
    });
  });

  it('of permissions are who gains and loses, and the steps of authors that no other grant serves', async () => {
    connection = await storeConnection(world, {
      users: [{ kind: 'group', objectId: groupId, name: 'Finance' }, personReference(adam)],
    });
    world.memberships.set(mallory.objectId, [groupId]);
    world.memberships.set(adam.objectId, [groupId]);
    await bind(1);
    await bind(2, { author: personReference(adam) });
    const permissions = { owners: [named(olivia), named(adam)], users: [] };
    const { body } = await tell({ permissions });
    expect(body).toMatchObject({
      gain: [],
      lose: [{ kind: 'group', objectId: groupId, name: 'Finance' }],
      stops: [{ stepId: 'step-1' }],
      furtherStops: 0,
      mustBeConfirmed: true,
    });
    expect(body).not.toHaveProperty('reach');
    const after = await findConnection(world.store, contosoId, id());
    expect(after?.etag).toBe(connection.etag);
  });

  it('name a hundred steps and count the rest', async () => {
    connection = await storeConnection(world);
    for (let number = 0; number < 103; number += 1) await bind(number);
    const { body } = await tell({ permissions: { owners: [named(olivia)], users: [] } });
    expect(body['stops']).toHaveLength(100);
    expect(body['furtherStops']).toBe(3);
  });
});
