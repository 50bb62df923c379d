import { connectionValue, personOf, tenantOf, useConnections } from '../connections/connections-under-test';
import type { ConnectionValue } from '../connections/connection-record';
import { explainAccess } from './explain-access';

const world = useConnections();
const { objectId } = personOf(2);
const named = { kind: 'person', objectId, name: 'Person 2' } as const;
const group = { kind: 'group', objectId: '99999999-0000-4000-8000-000000000001', name: 'Engineers' } as const;

function explain(changes: Partial<ConnectionValue>, workflowAdministrators: readonly string[] = []) {
  const connection = connectionValue({ users: [], ...changes });
  return explainAccess(world.accounts, { tenant: tenantOf(), connection, objectId, workflowAdministrators });
}

describe(explainAccess.name, () => {
  it('names every grant through which a person has the connection', async () => {
    world.memberships.set(objectId, [group.objectId]);
    await expect(
      explain({ owners: [named, group], users: [named, group, { kind: 'everyone' }] }),
    ).resolves.toEqual({
      person: { kind: 'person', objectId, name: 'A person' },
      isGuest: false,
      reasons: [
        { by: 'person', as: 'owner' },
        { by: 'group', as: 'owner', group: 'Engineers' },
        { by: 'person', as: 'user' },
        { by: 'group', as: 'user', group: 'Engineers' },
        { by: 'everyone', as: 'user' },
      ],
      isWorkflowAdministrator: false,
    });
  });

  it('gives no reason to somebody without a grant', async () => {
    await expect(explain({ users: [group] })).resolves.toMatchObject({ reasons: [] });
  });

  it('does not count a guest among everyone', async () => {
    world.accountsApart.set(objectId, { isGuest: true });
    await expect(explain({ users: [{ kind: 'everyone' }] })).resolves.toMatchObject({
      isGuest: true,
      reasons: [],
    });
  });

  it('says that a disabled account stands in the way of its grants', async () => {
    world.accountsApart.set(objectId, { isEnabled: false });
    await expect(explain({ users: [named] })).resolves.toMatchObject({
      reasons: [{ by: 'person', as: 'user' }],
      hindrance: 'disabled',
    });
  });

  it('calls somebody who has left what the grants call them', async () => {
    world.accountsApart.set(objectId, 'gone');
    world.memberships.set(objectId, [group.objectId]);
    await expect(explain({ users: [named, group, { kind: 'everyone' }] })).resolves.toMatchObject({
      person: { name: 'Person 2' },
      reasons: [{ by: 'person', as: 'user' }],
      hindrance: 'unknown',
    });
  });

  it('says who is a workflow administrator', async () => {
    await expect(explain({}, [objectId])).resolves.toMatchObject({ isWorkflowAdministrator: true });
  });
});
