import { directoryListener } from '../directory-host';
import { bitsOfPerson, bitsOfLevel, everyBit } from '../sharepoint/permission-bits';
import { findPlace } from '../sharepoint/sites';
import { personOf, TestDirectory } from '../testing/test-directory';
import { accountState, isMemberOf } from '../world/changes';
import { contoso } from '../world/world';
import { guideAddress } from './local-tenant-guide';
import { switchAccount, switchMembership, switchSitePermission } from './policy-switches';

const tenant = 'contoso';
let directory: TestDirectory;

beforeAll(async () => {
  directory = await TestDirectory.open((inner) =>
    directoryListener(inner, { unknownAddresses: () => [] }, () => new Date()),
  );
});
afterAll(() => directory.close());

async function put(what: string, json: unknown): Promise<number> {
  return (await directory.visitor().visit(`${guideAddress}/${what}`, { method: 'PUT', json })).status;
}

describe(switchAccount.name, () => {
  it('disables an account and gives it back', async () => {
    await expect(put('accounts', { tenant, person: 'nora', state: 'disabled' })).resolves.toBe(200);
    expect(accountState(personOf('nora'))).toBe('disabled');
    await expect(put('accounts', { tenant, person: 'nora', state: 'enabled' })).resolves.toBe(200);
    expect(accountState(personOf('nora'))).toBe('enabled');
  });

  it.each([
    { tenant, person: 'nobody', state: 'disabled' },
    { tenant, person: 'felix', state: 'disabled' },
    { tenant, person: 'nora', state: 'asleep' },
    { person: 'nora', state: 'disabled' },
  ])('does not understand %j', async (wish) => {
    await expect(put('accounts', wish)).resolves.toBe(400);
  });
});

describe(switchMembership.name, () => {
  it('puts somebody into a group and takes them out, by the group’s name or id', async () => {
    const [group] = contoso.groups.filter(({ displayName }) => displayName === 'Field engineers');
    if (group === undefined) throw new Error('The world has changed.');
    const isMember = (): boolean => isMemberOf(group, personOf('nora'));
    await put('memberships', { tenant, group: 'Maintenance crew', person: 'nora', isMember: true });
    expect(isMember()).toBe(true);
    await put('memberships', { tenant, group: 'Maintenance crew', person: 'nora', isMember: false });
    expect(isMember()).toBe(false);
    await put('memberships', { tenant, group: group.objectId, person: 'dana', isMember: false });
    expect(isMemberOf(group, personOf('dana'))).toBe(false);
    await put('memberships', { tenant, group: group.objectId, person: 'dana', isMember: true });
  });

  it.each([
    { tenant, group: 'No such group', person: 'nora', isMember: true },
    { tenant, group: 'Sales', person: 'nora', isMember: 'yes' },
  ])('does not understand %j', async (wish) => {
    await expect(put('memberships', wish)).resolves.toBe(400);
  });
});

describe(switchSitePermission.name, () => {
  const path = '/sites/projects';
  const bits = (): unknown => {
    const place = findPlace(contoso, path);
    return place && bitsOfPerson(personOf('nora'), place);
  };

  it('gives a level and takes it, and makes somebody an administrator or not', async () => {
    await put('site-permissions', { tenant, path, person: 'nora', level: 'Edit' });
    expect(bits()).toEqual(bitsOfLevel.Edit);
    await put('site-permissions', { tenant, path, person: 'nora', isAdministrator: true });
    expect(bits()).toEqual(everyBit);
    await put('site-permissions', { tenant, path, person: 'nora', level: null, isAdministrator: false });
    expect(bits()).toBeUndefined();
  });

  it.each([
    { tenant, path: '/sites/nowhere', person: 'nora', level: 'Read' },
    { tenant, path, person: 'nora', level: 'Everything' },
    { tenant, path, person: 'nora', isAdministrator: 'yes' },
  ])('does not understand %j', async (wish) => {
    await expect(put('site-permissions', wish)).resolves.toBe(400);
    expect(bits()).toBeUndefined();
  });
});
