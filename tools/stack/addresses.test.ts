import { signInAddress } from './addresses.mjs';

describe(signInAddress.name, () => {
  it('signs the person in at their directory and continues with their gallery', () => {
    const address = new URL(signInAddress({ tenant: 'fabrikam', person: 'felix & co' }));
    expect(address.origin + address.pathname).toBe('https://login.entra.localhost:8444/local-tenant/sign-in');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      tenant: 'fabrikam',
      person: 'felix & co',
      continue: 'https://fabrikam.sharepoint.localhost:8443/sites/finance/SitePages/WorkflowGallery.aspx',
    });
  });
});
