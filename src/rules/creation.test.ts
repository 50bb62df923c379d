import * as fc from 'fast-check';
import { siteRoles, type SiteRole } from '../contract/site';
import { creatorRoles } from '../contract/tenant-settings';
import { decideCreation, decidePersonalCreation } from './creation';
import { usualTenantPolicy } from './tenant-policy';

const place = { webId: 'web', siteId: 'collection' };

function ask(
  role: SiteRole | undefined,
  changes: { isWorkflowAdministrator?: boolean; isGuest?: boolean } = {},
) {
  const caller = { objectId: 'me', isGuest: false, isWorkflowAdministrator: false, groupIds: [], ...changes };
  return decideCreation(caller, role === undefined ? undefined : { ...place, role }, usualTenantPolicy);
}

describe(decideCreation.name, () => {
  it.each([
    ['reader', { allowed: false, because: 'roleTooWeak' }],
    ['designer', { allowed: false, because: 'roleTooWeak' }],
    ['siteOwner', { allowed: true, availability: 'site' }],
    ['siteCollectionAdministrator', { allowed: true, availability: 'siteCollection' }],
  ] as const)('answers a %s', (role, expected) => {
    expect(ask(role)).toEqual(expected);
  });

  it('lets a workflow administrator create for the tenant, with any access to the site', () => {
    for (const role of siteRoles) {
      expect(ask(role, { isWorkflowAdministrator: true })).toEqual({ allowed: true, availability: 'tenant' });
    }
  });

  it('refuses whoever has no access to the site, a workflow administrator too', () => {
    expect(ask(undefined)).toEqual({ allowed: false, because: 'noAccessToSite' });
    expect(ask(undefined, { isWorkflowAdministrator: true })).toEqual({
      allowed: false,
      because: 'noAccessToSite',
    });
  });

  it('tells a guest who may not create that guests may not', () => {
    expect(ask('designer', { isGuest: true })).toEqual({ allowed: false, because: 'guest' });
  });

  it('never reaches further at birth than the role of the creator', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(undefined, ...siteRoles),
        fc.boolean(),
        fc.boolean(),
        (role, isWorkflowAdministrator, isGuest) => {
          const decision = ask(role, { isWorkflowAdministrator, isGuest });
          if (!decision.allowed) return;
          if (decision.availability === 'tenant') expect(isWorkflowAdministrator).toBe(true);
          if (decision.availability === 'siteCollection') expect(role).toBe('siteCollectionAdministrator');
          if (decision.availability === 'site') expect(role).toBe('siteOwner');
        },
      ),
    );
  });
});

describe('the least role that may create', () => {
  const roles = ['designer', ...creatorRoles] as const;

  it.each(creatorRoles.flatMap((least) => roles.map((role) => [least, role] as const)))(
    'where it is %s, answers a %s',
    (minimumRoleToCreate, role) => {
      const isWorkflowAdministrator = role === 'workflowAdministrator';
      const caller = { objectId: 'me', isGuest: false, isWorkflowAdministrator, groupIds: [] };
      const site = { ...place, role: isWorkflowAdministrator ? 'reader' : role } as const;
      const isEnough = roles.indexOf(role) >= roles.indexOf(minimumRoleToCreate);
      expect(decideCreation(caller, site, { minimumRoleToCreate }).allowed).toBe(isEnough);
    },
  );
});

describe(decidePersonalCreation.name, () => {
  it.each<readonly [SiteRole | undefined, boolean, string | undefined]>([
    [undefined, true, 'noAccessToSite'],
    ['reader', true, 'mayNotEditSite'],
    ['designer', true, undefined],
    ['siteOwner', true, undefined],
    ['siteCollectionAdministrator', true, undefined],
    ['designer', false, 'personalConnectionsOff'],
    ['siteCollectionAdministrator', false, 'personalConnectionsOff'],
    ['reader', false, 'mayNotEditSite'],
  ])('answers a %s where the switch is %s', (role, personalConnections, because) => {
    const site = role === undefined ? undefined : { ...place, role };
    const expected = because === undefined ? { allowed: true } : { allowed: false, because };
    expect(decidePersonalCreation(site, { personalConnections })).toEqual(expected);
  });
});
