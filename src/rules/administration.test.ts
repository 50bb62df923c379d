import { siteRoles } from '../contract/site';
import {
  decideFirstAdministrator,
  decideSiteCollectionAdministration,
  decideTenantAdministration,
  rolesThatRegister,
} from './administration';

const place = { webId: 'web', siteId: 'collection' };

describe(decideTenantAdministration.name, () => {
  it('is for workflow administrators', () => {
    expect(decideTenantAdministration({ isWorkflowAdministrator: true })).toEqual({ allowed: true });
    expect(decideTenantAdministration({ isWorkflowAdministrator: false })).toEqual({
      allowed: false,
      because: 'notWorkflowAdministrator',
    });
  });
});

describe(decideSiteCollectionAdministration.name, () => {
  it.each(siteRoles)('answers a %s, and a workflow administrator with the same role', (role) => {
    const isHere = role === 'siteCollectionAdministrator';
    const site = { ...place, role };
    expect(decideSiteCollectionAdministration({ isWorkflowAdministrator: false }, site)).toEqual(
      isHere ? { allowed: true } : { allowed: false, because: 'notSiteCollectionAdministrator' },
    );
    expect(decideSiteCollectionAdministration({ isWorkflowAdministrator: true }, site).allowed).toBe(true);
  });

  it('refuses whoever has no access to the site', () => {
    expect(decideSiteCollectionAdministration({ isWorkflowAdministrator: true }, undefined)).toEqual({
      allowed: false,
      because: 'noAccessToSite',
    });
  });
});

describe(decideFirstAdministrator.name, () => {
  const [globalAdministrator = ''] = rolesThatRegister;
  const another = '29232cdf-9323-42fd-ade2-1d097af3e4de';

  it.each(rolesThatRegister)('lets the directory role %s register where there is nobody', (role) => {
    const directoryRoles = [another, role];
    expect(decideFirstAdministrator({ directoryRoles }, { workflowAdministrators: [] }).allowed).toBe(true);
  });

  it.each([
    ['another role', [another], [], 'roleTooWeak'],
    ['no role', [], [], 'roleTooWeak'],
    ['a Global Administrator, once there is one', [globalAdministrator], ['x'], 'notWorkflowAdministrator'],
  ])('refuses %s', (_, directoryRoles, workflowAdministrators, because) => {
    expect(decideFirstAdministrator({ directoryRoles }, { workflowAdministrators })).toEqual({
      allowed: false,
      because,
    });
  });
});
