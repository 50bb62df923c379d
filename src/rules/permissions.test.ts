import * as fc from 'fast-check';
import type { User } from '../contract/principal';
import { administratorReaches } from '../contract/tenant-settings';
import {
  decidePermissions,
  permissionsChange,
  permissionsNeedConfirmation,
  type Permissions,
} from './permissions';
import { isOwner, isSamePrincipal } from './principals';
import { callerWith, me, myGroup, person, questionOf, situations, somebody } from './testing/situation';
import type { Situation } from './testing/situation';

const third = '00000000-0000-4000-8000-000000000003';
const otherGroup = '00000000-0000-4000-8000-00000000000b';
const everyone = { kind: 'everyone' } as const;
const group = (objectId: string) => ({ kind: 'group', objectId, name: 'A group' }) as const;

const usual: Situation = {
  kind: 'shared',
  availability: 'site',
  position: 'homeWeb',
  grant: 'nothing',
  role: 'siteCollectionAdministrator',
  caller: callerWith(),
  reach: 'tenant',
};

function ask(changes: Partial<Situation>, after: Partial<Permissions>) {
  const question = questionOf({ ...usual, ...changes });
  const { owners, users } = question.connection;
  return decidePermissions(question, { owners, users, ...after });
}

const owners = [person(somebody)];

describe(decidePermissions.name, () => {
  it.each<readonly [string, Partial<Permissions>, string | undefined]>([
    ['another person as user', { users: [person(somebody), person(third)] }, undefined],
    ['another person as owner', { owners: [...owners, person(third)] }, undefined],
    ['themselves as user', { users: [person(me)] }, 'mayNotAddSelf'],
    ['themselves as owner', { owners: [...owners, person(me)] }, 'mayNotAddSelf'],
    ['themselves in capitals', { owners: [...owners, person(me.toUpperCase())] }, 'mayNotAddSelf'],
    ['their group as owner', { owners: [...owners, group(myGroup)] }, 'mayNotAddSelf'],
    ['their group as user', { users: [group(myGroup)] }, 'mayNotAddSelf'],
    ['everyone, whom they are one of', { users: [everyone] }, 'mayNotAddSelf'],
    ['a group that they could join', { users: [group(otherGroup)] }, 'onlyOwnersAddGroups'],
    ['a group that they could join as owner', { owners: [group(otherGroup)] }, 'onlyOwnersAddGroups'],
    ['no owner at all', { owners: [] }, 'lastOwner'],
    ['less', { users: [] }, undefined],
  ])('answers an administrator of its site collection who names %s', (_, after, because) => {
    const expected = because === undefined ? { allowed: true } : { allowed: false, because };
    expect(ask({}, after)).toEqual(expected);
  });

  it('lets an administrator who is a guest give nothing to everyone either', () => {
    const caller = callerWith({ isGuest: true });
    expect(ask({ caller }, { users: [everyone] })).toMatchObject({ because: 'mayNotAddSelf' });
  });

  it('does not let an administrator who is a user make themselves an owner', () => {
    const grants = { grant: 'user', position: 'homeWeb' } as const;
    expect(ask(grants, { owners: [...owners, person(me)] })).toMatchObject({ because: 'mayNotAddSelf' });
  });

  it('lets administrators of other site collections take away, and add nobody', () => {
    const far = { position: 'otherCollection', grant: 'everyone' } as const;
    expect(ask(far, { users: [] })).toEqual({ allowed: true });
    expect(ask(far, { users: [everyone, person(third)] })).toMatchObject({ because: 'otherSiteCollection' });
    // Adding in the same breath as taking away is adding.
    expect(ask(far, { users: [person(third)] })).toMatchObject({ because: 'otherSiteCollection' });
    expect(ask({ ...far, reach: 'ownSiteCollections' }, { users: [] })).toMatchObject({
      because: 'otherSiteCollection',
    });
  });

  it.each(['owner', 'ownerByGroup'] as const)('lets an %s give everything to anybody', (grant) => {
    const after = { owners: [person(me), group(myGroup)], users: [everyone, group(otherGroup)] };
    expect(ask({ grant, role: 'reader' }, after)).toEqual({ allowed: true });
  });

  it('lets an owner leave, and not the last one', () => {
    expect(ask({ grant: 'owner', role: 'reader' }, { owners })).toEqual({ allowed: true });
    expect(ask({ grant: 'owner', role: 'reader' }, { owners: [] })).toMatchObject({ because: 'lastOwner' });
  });

  it('gives a personal connection no owners and no users', () => {
    const personal = { kind: 'personal', grant: 'owner' } as const;
    expect(ask(personal, { users: [everyone] })).toMatchObject({ because: 'personalConnection' });
  });

  const principals: fc.Arbitrary<User> = fc.constantFrom(
    person(me),
    person(somebody),
    person(third),
    group(myGroup),
    group(otherGroup),
    everyone,
  );

  it('gives nobody anything that they give themselves without owning it', () => {
    const wishes = fc.record({ owners: fc.array(principals), users: fc.array(principals) });
    fc.assert(
      fc.property(situations, wishes, (situation, wish) => {
        const question = questionOf(situation);
        const named = wish.owners.flatMap((owner) => (owner.kind === 'everyone' ? [] : [owner]));
        const after = { owners: named, users: wish.users };
        if (!decidePermissions(question, after).allowed) return;
        if (isOwner(question.caller, question.connection) || situation.reach === 'tenantAllActions') return;
        const { added } = permissionsChange(question.connection, after);
        const others = [...added.owners, ...added.users].every(
          (one) => one.kind === 'person' && one.objectId !== me,
        );
        expect(others).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(administratorReaches)(
    'leaves a member without a role out, where administrators reach: %s',
    (reach) => {
      const decision = ask({ role: 'siteOwner', grant: 'everyone', reach }, { users: [] });
      expect(decision).toMatchObject({ because: 'notOwner' });
    },
  );
});

describe(permissionsChange.name, () => {
  it('takes what is left after the change for what was wished, whatever the names say', () => {
    const sets = fc.uniqueArray(fc.constantFrom(person(me), person(somebody), group(myGroup), everyone), {
      comparator: isSamePrincipal,
    });
    fc.assert(
      fc.property(sets, sets, (before, after) => {
        const renamed = after.map((one) => (one.kind === 'everyone' ? one : { ...one, name: 'Renamed' }));
        const { added, removed } = permissionsChange(
          { owners: [], users: before },
          { owners: [], users: renamed },
        );
        expect(before.length - removed.users.length + added.users.length).toBe(after.length);
      }),
    );
  });
});

describe(permissionsNeedConfirmation.name, () => {
  it.each<readonly [string, Permissions, boolean]>([
    ['a person who uses', { owners: [], users: [person(me)] }, false],
    ['a group that uses', { owners: [], users: [group(myGroup)] }, false],
    ['everyone who uses', { owners: [], users: [everyone] }, true],
    ['a person who owns', { owners: [person(me)], users: [] }, true],
    ['a group that owns', { owners: [group(myGroup)], users: [] }, true],
    ['nobody', { owners: [], users: [] }, false],
  ])('is asked about %s', (_, added, expected) => {
    expect(permissionsNeedConfirmation({ added, removed: { owners: [], users: [] } })).toBe(expected);
    // What is taken away is not asked about.
    expect(permissionsNeedConfirmation({ added: { owners: [], users: [] }, removed: added })).toBe(false);
  });
});
