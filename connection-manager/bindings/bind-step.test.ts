import type { NewBinding } from '../../src/contract/binding';
import type { SiteRole } from '../../src/contract/site';
import type { ConnectionValue } from '../connections/connection-record';
import { tenantPartition } from '../connections/connection-records';
import {
  contosoId,
  fabrikamId,
  personOf,
  siteOf,
  storeConnection,
  tenantOf,
  useConnections,
} from '../connections/connections-under-test';
import { deleteConnection } from '../connections/delete-connection';
import { bindStep, type StepToBind } from './bind-step';
import { bindingKey, findBinding, normaliseSiteAddress } from './binding-record';

const world = useConnections();
const connectionId = 'con_00000000000000000000000000';

function bodyWith(changes: Partial<NewBinding> = {}): NewBinding {
  return {
    site: siteOf('operations', 'reader').reference.url,
    workflowId: 'approve-invoice',
    stepId: 'step-1',
    connectionId,
    operation: 'invoke',
    stepHash: 'a'.repeat(43),
    ...changes,
  };
}

function stepWith(changes: Partial<StepToBind> = {}): StepToBind {
  return {
    caller: personOf(2),
    site: siteOf('operations', 'designer'),
    body: bodyWith(),
    expected: 'new',
    ...changes,
  };
}

const step = {
  site: 'https://contoso.sharepoint.com/sites/operations',
  workflowId: 'approve-invoice',
  stepId: 'step-1',
};

describe(bindStep.name, () => {
  it('writes who bound what, so that an engine finds it by the address of the site', async () => {
    await storeConnection(world);
    const bound = await bindStep(world, stepWith());
    expect(bound.value).toEqual({
      format: 1,
      site: siteOf('operations', 'reader').reference,
      workflowId: 'approve-invoice',
      stepId: 'step-1',
      connectionId,
      operation: 'invoke',
      stepHash: 'a'.repeat(43),
      author: { kind: 'person', objectId: personOf(2).objectId, name: 'Person 2' },
      authorIsGuest: false,
      boundAt: '2026-01-01T08:00:00.000Z',
    });
    expect(
      await findBinding(world.store, contosoId, {
        ...step,
        site: 'https://CONTOSO.sharepoint.com:443/Sites/Operations/',
      }),
    ).toEqual(bound);
    expect(await findBinding(world.store, fabrikamId, step)).toBeUndefined();
  });

  const somebodyElse = { kind: 'person', objectId: personOf(9).objectId, name: 'Person 9' } as const;
  const refusals: readonly (readonly [
    string,
    SiteRole,
    Partial<ConnectionValue>,
    Partial<StepToBind>,
    object,
  ])[] = [
    ['a reader', 'reader', {}, {}, { code: 'not_allowed', because: 'mayNotEditSite' }],
    [
      'a connection of another site',
      'designer',
      { homeSite: siteOf('projects', 'reader').reference },
      {},
      { code: 'connection_not_found' },
    ],
    ['a connection that nobody granted', 'designer', { users: [] }, {}, { code: 'connection_not_found' }],
    [
      'a guest, where everyone is granted',
      'designer',
      {},
      { caller: personOf(2, { isGuest: true }) },
      { code: 'connection_not_found' },
    ],
    [
      'somebody else’s personal connection',
      'designer',
      { kind: 'personal', owners: [somebodyElse] },
      {},
      { code: 'connection_not_found' },
    ],
    [
      'an administrator without a grant',
      'siteCollectionAdministrator',
      { users: [] },
      {},
      { code: 'not_allowed', because: 'notGranted' },
    ],
    [
      'an owner, where it does not reach',
      'designer',
      { homeSite: siteOf('projects', 'reader').reference },
      { caller: personOf(1) },
      { code: 'not_allowed', because: 'otherSite' },
    ],
    [
      'a person of another tenant',
      'designer',
      {},
      { caller: personOf(2, { tenant: tenantOf(fabrikamId) }) },
      { code: 'connection_not_found' },
    ],
  ];

  it.each(refusals)('refuses %s', async (_, role, connection, changes, problem) => {
    await storeConnection(world, connection);
    const bound = bindStep(world, stepWith({ site: siteOf('operations', role), ...changes }));
    await expect(bound).rejects.toMatchObject(problem);
    expect(
      await world.store.readRange(tenantPartition(contosoId), { prefix: 'binding:', limit: 10 }),
    ).toEqual([]);
  });

  it('does not tell a missing connection from a deleted one', async () => {
    const connection = await storeConnection(world);
    await deleteConnection(world, { tenantId: contosoId, connection, by: connection.value.createdBy });
    const missing = bodyWith({ connectionId: 'con_11111111111111111111111111' });
    await expect(bindStep(world, stepWith())).rejects.toMatchObject({ code: 'connection_not_found' });
    await expect(bindStep(world, stepWith({ body: missing }))).rejects.toMatchObject({
      code: 'connection_not_found',
    });
  });

  it('overwrites only what its caller has seen', async () => {
    await storeConnection(world);
    const first = await bindStep(world, stepWith());
    await expect(bindStep(world, stepWith())).rejects.toMatchObject({ code: 'changed_meanwhile' });
    const again = stepWith({ caller: personOf(3), expected: first.etag });
    const second = await bindStep(world, again);
    expect(second.value.author.objectId).toBe(personOf(3).objectId);
    await expect(bindStep(world, again)).rejects.toMatchObject({ code: 'changed_meanwhile' });
  });

  it('keeps the bindings of a connection together', async () => {
    await storeConnection(world);
    await bindStep(world, stepWith());
    await bindStep(world, stepWith({ body: bodyWith({ stepId: 'step-2' }) }));
    const bound = await world.store.readIndex(tenantPartition(contosoId), `connection:${connectionId}`, {
      limit: 10,
    });
    expect(bound).toHaveLength(2);
  });
});

describe(normaliseSiteAddress.name, () => {
  it.each([
    ['https://contoso.sharepoint.com/sites/a b'],
    ['https://contoso.sharepoint.com/sites/A%20B'],
    ['https://Contoso.SharePoint.com:443/SITES/a%20b//'],
  ])('gives %s the one spelling', (address) => {
    expect(normaliseSiteAddress(address)).toBe('https://contoso.sharepoint.com/sites/a b');
  });

  it('tells ports, and the root from other webs, apart', () => {
    expect(normaliseSiteAddress('https://contoso.sharepoint.localhost:8443/')).toBe(
      'https://contoso.sharepoint.localhost:8443',
    );
    expect(normaliseSiteAddress('https://contoso.sharepoint.localhost:8443/sites/x')).toBe(
      'https://contoso.sharepoint.localhost:8443/sites/x',
    );
  });
});

describe(bindingKey.name, () => {
  it('does not confuse steps whose parts run together', () => {
    const keys = [
      { ...step, workflowId: 'a', stepId: 'bc' },
      { ...step, workflowId: 'ab', stepId: 'c' },
      { ...step, site: `${step.site}/a`, workflowId: 'b', stepId: 'c' },
    ].map(bindingKey);
    expect(new Set(keys).size).toBe(3);
  });
});
