import * as fc from 'fast-check';
import { availabilities, type Availability } from '../contract/site';
import { availabilitiesInReach, decideAvailability, isWider } from './availability';
import { isOwner } from './principals';
import { callerWith, me, questionOf, situations, somebody, type Situation } from './testing/situation';

const usual: Situation = {
  kind: 'shared',
  availability: 'site',
  position: 'homeWeb',
  grant: 'owner',
  role: 'siteCollectionAdministrator',
  caller: callerWith(),
  reach: 'tenant',
};

function ask(changes: Partial<Situation>, to: Availability, connectedBy: string | undefined = me) {
  return decideAvailability({ ...questionOf({ ...usual, ...changes }), connectedBy }, to);
}

const administrator = callerWith({ isWorkflowAdministrator: true });

describe(decideAvailability.name, () => {
  it.each<readonly [string, Partial<Situation>, Availability, string | undefined]>([
    ['an owner who administers its site collection', {}, 'siteCollection', undefined],
    [
      'an owner who administers another',
      { position: 'otherCollection' },
      'siteCollection',
      'notSiteCollectionAdministrator',
    ],
    ['an owner of its site', { role: 'siteOwner' }, 'siteCollection', 'notSiteCollectionAdministrator'],
    ['an owner who administers its site collection', {}, 'tenant', 'notWorkflowAdministrator'],
    ['an owner who administers workflows', { role: 'reader', caller: administrator }, 'tenant', undefined],
    [
      'an owner who administers workflows elsewhere',
      { role: undefined, caller: administrator },
      'tenant',
      undefined,
    ],
    [
      'an administrator of workflows who owns nothing',
      { grant: 'everyone', caller: administrator },
      'tenant',
      'notOwner',
    ],
    [
      'an administrator who may do everything but owns nothing',
      { grant: 'nothing', reach: 'tenantAllActions' },
      'siteCollection',
      'notOwner',
    ],
    ['an owner of one for the tenant', { availability: 'tenant' }, 'site', 'notWorkflowAdministrator'],
    ['an owner of a personal one', { kind: 'personal' }, 'tenant', 'personalConnection'],
  ])('answers %s', (_, changes, to, because) => {
    expect(ask(changes, to)).toEqual(because === undefined ? { allowed: true } : { allowed: false, because });
  });

  it('spreads nobody else’s sign-in, and narrows whatever the credential is', () => {
    expect(ask({}, 'siteCollection', somebody)).toMatchObject({ because: 'signInOfSomebodyElse' });
    expect(ask({}, 'siteCollection', me.toUpperCase())).toEqual({ allowed: true });
    expect(ask({ availability: 'siteCollection' }, 'site', somebody)).toEqual({ allowed: true });
  });

  it('is for owners, and to the tenant and back for workflow administrators among them', () => {
    fc.assert(
      fc.property(situations, fc.constantFrom(...availabilities), (situation, to) => {
        const question = questionOf(situation);
        if (!decideAvailability({ ...question, connectedBy: undefined }, to).allowed) return;
        expect(isOwner(situation.caller, question.connection)).toBe(true);
        expect(situation.kind).toBe('shared');
        if (to === 'tenant' || situation.availability === 'tenant')
          expect(situation.caller.isWorkflowAdministrator).toBe(true);
      }),
    );
  });
});

describe(availabilitiesInReach.name, () => {
  it('offers the others, whoever signed in', () => {
    expect(availabilitiesInReach(questionOf(usual))).toEqual(['siteCollection']);
    expect(availabilitiesInReach(questionOf({ ...usual, caller: administrator }))).toEqual([
      'siteCollection',
      'tenant',
    ]);
    expect(availabilitiesInReach(questionOf({ ...usual, grant: 'everyone' }))).toEqual([]);
  });
});

describe(isWider.name, () => {
  it.each([
    ['site', 'site', false],
    ['siteCollection', 'site', true],
    ['tenant', 'siteCollection', true],
    ['site', 'tenant', false],
  ] as const)('of %s than %s is %s', (to, from, expected) => {
    expect(isWider(to, from)).toBe(expected);
  });
});
