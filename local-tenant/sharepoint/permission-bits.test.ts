import fc from 'fast-check';
import { contoso, type PermissionLevel } from '../world/world';
import {
  bitOf,
  bitsOfLevel,
  bitsOfPerson,
  bitsOfScopes,
  both,
  everyBit,
  includesAll,
  permissionKind,
  toBasePermissions,
} from './permission-bits';
import { findPlace } from './sites';

const anyBits = fc.record({
  high: fc.integer({ min: 0, max: 0xffffffff }),
  low: fc.integer({ min: 0, max: 0xffffffff }),
});

describe('bitsOfLevel', () => {
  it.each<[PermissionLevel, boolean]>([
    ['Full Control', true],
    ['Design', false],
    ['Edit', false],
    ['Read', false],
  ])('says whether %s manages the web, its permissions and sees them', (level, expected) => {
    const kinds = [
      permissionKind.manageWeb,
      permissionKind.managePermissions,
      permissionKind.enumeratePermissions,
    ];
    for (const kind of kinds) expect(includesAll(bitsOfLevel[level], bitOf(kind))).toBe(expected);
  });
});

describe(bitOf.name, () => {
  it.each([
    [permissionKind.manageWeb, { high: 0, low: 1073741824 }],
    [permissionKind.managePermissions, { high: 0, low: 33554432 }],
    [permissionKind.enumeratePermissions, { high: 1073741824, low: 0 }],
    [32, { high: 0, low: 2147483648 }],
  ])('finds the bit of permission kind %i', (kind, bits) => {
    expect(bitOf(kind)).toEqual(bits);
  });
});

describe(bitsOfPerson.name, () => {
  it.each([
    ['olivia', '/sites/operations', bitsOfLevel['Full Control']],
    ['olivia', '/sites/operations/maintenance', bitsOfLevel.Edit],
    ['olivia', '/sites/projects', bitsOfLevel.Design],
    ['ravi', '/sites/operations', bitsOfLevel.Read],
    ['amir', '/sites/operations/maintenance', everyBit],
    ['gina', '/sites/operations', undefined],
    ['nora', '/sites/operations', undefined],
    ['suki', '/sites/sales', everyBit],
    ['milo', '/sites/sales', bitsOfLevel.Edit],
    ['ravi', '/sites/sales', bitsOfLevel.Read],
    ['suki', '/sites/operations', undefined],
  ])('knows what %s may do at %s', (personKey, webPath, bits) => {
    const person = contoso.people.find(({ key }) => key === personKey);
    const place = findPlace(contoso, webPath);
    expect(person && place && bitsOfPerson(person, place)).toEqual(bits);
    expect([person?.key, place?.web.path]).toEqual([personKey, webPath]);
  });
});

describe('a site collection administrator', () => {
  it('has every bit at every web of the collection, whatever the web grants', () => {
    const [ravi] = contoso.people.filter(({ key }) => key === 'ravi');
    const place = findPlace(contoso, '/sites/operations');
    if (!ravi || !place) throw new Error('The world has changed.');
    const administered = { ...place, site: { ...place.site, administrators: ['ravi'] } };
    expect(bitsOfPerson(ravi, administered)).toEqual(everyBit);
    expect(bitsOfPerson(ravi, place)).toEqual(bitsOfLevel.Read);
  });
});

describe(bitsOfScopes.name, () => {
  it.each([
    [['AllSites.FullControl'], everyBit],
    [['AllSites.Manage'], bitsOfLevel.Design],
    [['AllSites.Write'], bitsOfLevel.Edit],
    [['AllSites.Read'], bitsOfLevel.Read],
    [['openid', 'AllSites.Read', 'AllSites.FullControl'], everyBit],
    [['User.Read'], undefined],
    [['allsites.fullcontrol'], undefined],
    [[], undefined],
  ])('lets through %j what it names', (scopes, bits) => {
    expect(bitsOfScopes(scopes)).toEqual(bits);
  });
});

describe(both.name, () => {
  it('never has a bit that one of the two lacks, and never a sign', () => {
    fc.assert(
      fc.property(anyBits, anyBits, (one, other) => {
        const shared = both(one, other);
        expect(includesAll(one, shared) && includesAll(other, shared)).toBe(true);
        expect(shared.high).toBeGreaterThanOrEqual(0);
        expect(shared.low).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe(toBasePermissions.name, () => {
  it('writes the halves as text, unsigned', () => {
    expect(toBasePermissions(everyBit)).toEqual({ High: '2147483647', Low: '4294967295' });
  });
});
