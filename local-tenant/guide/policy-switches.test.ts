import { isProofMissing, setProofDemanded } from '../directory/conditional-access';
import { consentedScopes, setConsent } from '../directory/consents';
import { resourcesOf } from '../directory/resources';
import { contoso, fabrikam, tenants, type Tenant } from '../world/world';
import { switchConditionalAccess, switchConsent } from './policy-switches';

/** What SharePoint's shared client may have of the connection manager. */
function scopesOf(tenant: Tenant): readonly string[] {
  const clientId = tenant.applications.find(({ key }) => key === 'sharePointClient')?.appId ?? '';
  return resourcesOf(tenant)
    .filter(({ key }) => key === 'connectionManager')
    .flatMap((resource) => consentedScopes(tenant, clientId, resource));
}

afterEach(() => {
  for (const tenant of tenants) {
    setConsent(tenant, 'sharePointClient', true);
    setProofDemanded(tenant, false);
  }
});

describe(switchConsent.name, () => {
  const wish = { tenant: 'fabrikam', application: 'sharePointClient', isGiven: false };

  it('withdraws the consent of one tenant, and gives it back', () => {
    expect(switchConsent(tenants, wish)).toBe(true);
    expect(scopesOf(fabrikam)).toEqual([]);
    expect(scopesOf(contoso)).toEqual(['connections.access']);
    expect(switchConsent(tenants, { ...wish, isGiven: true })).toBe(true);
    expect(scopesOf(fabrikam)).toEqual(['connections.access']);
  });

  it.each([
    ['an unknown tenant', { ...wish, tenant: 'northwind' }],
    ['an unknown application', { ...wish, application: 'nobody' }],
    ['neither yes nor no', { ...wish, isGiven: 'no' }],
    ['nothing', {}],
  ])('does not understand %s, and changes nothing', (_what, unclear) => {
    expect(switchConsent(tenants, unclear)).toBe(false);
    expect(scopesOf(fabrikam)).toEqual(['connections.access']);
  });
});

describe(switchConditionalAccess.name, () => {
  it('turns the policy of one tenant on and off', () => {
    expect(switchConditionalAccess(tenants, { tenant: 'contoso', isDemanded: true })).toBe(true);
    expect([contoso, fabrikam].map((tenant) => isProofMissing(tenant, []))).toEqual([true, false]);
    expect(isProofMissing(contoso, ['c1'])).toBe(false);
    expect(switchConditionalAccess(tenants, { tenant: 'contoso', isDemanded: false })).toBe(true);
    expect(isProofMissing(contoso, [])).toBe(false);
  });

  it.each([
    ['an unknown tenant', { tenant: 'northwind', isDemanded: true }],
    ['neither yes nor no', { tenant: 'contoso', isDemanded: 1 }],
    ['nothing', {}],
  ])('does not understand %s, and changes nothing', (_what, unclear) => {
    expect(switchConditionalAccess(tenants, unclear)).toBe(false);
    expect(isProofMissing(contoso, [])).toBe(false);
  });
});
