import * as fc from 'fast-check';
import { siteRoles } from '../contract/site';
import { hasPermission, isAtLeast, siteRole } from './site-standing';

// The masks of SharePoint's own role definitions, as its REST answers give them.
const masks = {
  read: { high: '176', low: '138612833' },
  contribute: { high: '432', low: '1011028583' },
  edit: { high: '432', low: '1011030767' },
  design: { high: '432', low: '1012866047' },
  fullControl: { high: '2147483647', low: '4294967295' },
  none: { high: '0', low: '0' },
} as const;

describe(siteRole.name, () => {
  it.each([
    ['none', undefined],
    ['read', 'reader'],
    ['contribute', 'reader'],
    ['edit', 'designer'],
    ['design', 'designer'],
    ['fullControl', 'siteOwner'],
  ] as const)('reads the role out of the mask of %s', (level, role) => {
    expect(siteRole({ isSiteAdmin: false, bits: masks[level] })).toBe(role);
  });

  it('believes SharePoint’s word for an administrator, whatever the bits', () => {
    expect(siteRole({ isSiteAdmin: true, bits: masks.none })).toBe('siteCollectionAdministrator');
  });

  it('needs both ManageWeb and ManagePermissions for a site owner', () => {
    const manageWeb = 2 ** 30;
    const managePermissions = 2 ** 25;
    expect(siteRole({ isSiteAdmin: false, bits: { high: 0, low: manageWeb } })).toBeUndefined();
    expect(siteRole({ isSiteAdmin: false, bits: { high: 0, low: managePermissions } })).toBeUndefined();
    expect(siteRole({ isSiteAdmin: false, bits: { high: 0, low: manageWeb + managePermissions } })).toBe(
      'siteOwner',
    );
  });

  it('proves nothing from an answer that is no number', () => {
    expect(siteRole({ isSiteAdmin: false, bits: { high: 'x', low: 'Infinity' } })).toBeUndefined();
  });
});

describe(hasPermission.name, () => {
  it('tells one bit from its neighbours, text or number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), (low) => {
        const expected = (low / 2n ** 30n) % 2n === 1n;
        expect(hasPermission({ high: 0, low: String(low) }, 'manageWeb')).toBe(expected);
        expect(hasPermission({ high: 0, low: Number(low) }, 'manageWeb')).toBe(expected);
      }),
    );
  });
});

describe(isAtLeast.name, () => {
  it('orders the roles as the contract lists them, weakest first', () => {
    siteRoles.forEach((role, strength) => {
      siteRoles.forEach((needed, least) => {
        expect(isAtLeast(role, needed)).toBe(strength >= least);
      });
    });
  });
});
