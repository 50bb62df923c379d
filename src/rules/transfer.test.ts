import * as fc from 'fast-check';
import type { Owner } from '../contract/principal';
import { isAdministrator } from './management';
import { isOwner } from './principals';
import { callerWith, me, myGroup, person, questionOf, situations, somebody } from './testing/situation';
import type { Situation } from './testing/situation';
import { decideTransfer, type NewOwner } from './transfer';

const third = '00000000-0000-4000-8000-000000000003';
const member = (objectId: string): NewOwner => ({ objectId, isGuest: false, isEnabled: true });

const usual: Situation = {
  kind: 'shared',
  availability: 'site',
  position: 'homeWeb',
  grant: 'nothing',
  role: 'siteCollectionAdministrator',
  caller: callerWith(),
  reach: 'tenant',
};

interface Wish {
  readonly from?: Owner;
  readonly to?: NewOwner;
}

function ask(changes: Partial<Situation>, { from = person(somebody), to = member(third) }: Wish = {}) {
  return decideTransfer({ ...questionOf({ ...usual, ...changes }), from, to });
}

describe(decideTransfer.name, () => {
  it.each<readonly [string, Partial<Situation>, Wish, string | undefined]>([
    ['by an owner', { grant: 'owner', role: 'reader' }, {}, undefined],
    ['by an owner through a group', { grant: 'ownerByGroup', role: 'reader' }, {}, undefined],
    ['by an owner to themselves', { grant: 'ownerByGroup', role: 'reader' }, { to: member(me) }, undefined],
    ['by an administrator', {}, {}, undefined],
    ['by an administrator to themselves', {}, { to: member(me) }, 'mayNotAddSelf'],
    ['by an administrator to themselves in capitals', {}, { to: member(me.toUpperCase()) }, 'mayNotAddSelf'],
    [
      'by an administrator whom the setting lets',
      { reach: 'tenantAllActions' },
      { to: member(me) },
      undefined,
    ],
    ['by an administrator of elsewhere', { position: 'otherCollection' }, {}, 'otherSiteCollection'],
    ['by a user', { role: 'designer', grant: 'everyone' }, {}, 'notOwner'],
    ['to a guest', {}, { to: { ...member(third), isGuest: true } }, 'notAnEnabledMember'],
    ['to a disabled account', {}, { to: { ...member(third), isEnabled: false } }, 'notAnEnabledMember'],
    ['from somebody who does not own it', {}, { from: person(third) }, 'notAnOwner'],
    ['from one to the same', {}, { to: member(somebody) }, 'alreadyOwner'],
    ['of a personal one by an administrator', { kind: 'personal' }, {}, undefined],
    ['of a personal one to the administrator', { kind: 'personal' }, { to: member(me) }, 'mayNotAddSelf'],
    ['of a personal one by a member', { kind: 'personal', role: 'siteOwner' }, {}, 'personalOfSomebodyElse'],
    [
      'of a personal one by an administrator of elsewhere, whatever the reach',
      { kind: 'personal', position: 'otherCollection', reach: 'ownSiteCollections' },
      {},
      undefined,
    ],
  ])('answers one %s', (_, changes, wish, because) => {
    expect(ask(changes, wish)).toEqual(
      because === undefined ? { allowed: true } : { allowed: false, because },
    );
  });

  it('lets who reaches no further hand over between those who own it already', () => {
    const far = {
      position: 'otherCollection',
      grant: 'owner',
      caller: callerWith({ objectId: third }),
    } as const;
    expect(ask(far, { to: member(me) })).toEqual({ allowed: true });
    // One who owns it through a group does not stand among the owners by name.
    const byGroup = {
      ...far,
      grant: 'ownerByGroup',
      caller: callerWith({ objectId: third, groupIds: [] }),
    } as const;
    expect(ask(byGroup, { to: member(me) })).toMatchObject({ because: 'otherSiteCollection' });
    expect(
      ask(byGroup, { from: { kind: 'group', objectId: myGroup, name: '' }, to: member(somebody) }),
    ).toEqual({
      allowed: true,
    });
  });

  it('makes nobody an owner who asks for it without owning it or the setting', () => {
    fc.assert(
      fc.property(situations, fc.constantFrom(me, somebody, third), (situation, objectId) => {
        const question = questionOf(situation);
        const decision = decideTransfer({ ...question, from: person(somebody), to: member(objectId) });
        if (!decision.allowed) return;
        const owns = isOwner(situation.caller, question.connection);
        expect(owns || isAdministrator(question)).toBe(true);
        if (objectId === me) expect(owns || situation.reach === 'tenantAllActions').toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
