import * as fc from 'fast-check';
import { connectionActions, type ConnectionAction } from '../contract/connection';
import { allowedActions, decide, decideBinding, reaches } from './access';
import type { AccessView } from './access-question';
import { isOwner } from './principals';
import {
  callerWith,
  grants,
  home,
  me,
  positions,
  questionOf,
  situations,
  type Situation,
} from './testing/situation';

describe(decide.name, () => {
  it('gives use to nobody who is neither owner nor user, whatever their role', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const question = questionOf(situation);
        const mentioned = [...question.connection.owners, ...question.connection.users].some((principal) => {
          if (principal.kind === 'everyone') return !situation.caller.isGuest;
          return principal.kind === 'person'
            ? principal.objectId === me
            : situation.caller.groupIds.includes(principal.objectId);
        });
        if (decide('use', question).allowed) expect(mentioned).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives no use through an administrator’s role: the answer is the same without it', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const plain = {
          ...situation,
          role: situation.role && ('reader' as const),
          caller: { ...situation.caller, isWorkflowAdministrator: false },
        };
        expect(decide('use', questionOf(situation))).toEqual(decide('use', questionOf(plain)));
      }),
    );
  });

  it('never lets a connection be used that the person may not see', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const may = allowedActions(questionOf(situation));
        if (may.length > 0) expect(may).toContain('see');
      }),
    );
  });

  const refusals: readonly (readonly [string, ConnectionAction, Partial<Situation>, string])[] = [
    ['use without access to the site', 'use', { role: undefined }, 'noAccessToSite'],
    ['use where it does not reach', 'use', { position: 'otherCollection' }, 'otherSite'],
    ['use without a grant', 'use', { grant: 'nothing' }, 'notGranted'],
    [
      'use by a guest where only everyone is granted',
      'use',
      { caller: callerWith({ isGuest: true }) },
      'guest',
    ],
    [
      'use by a guest without any grant',
      'use',
      { grant: 'nothing', caller: callerWith({ isGuest: true }) },
      'notGranted',
    ],
    ['use of somebody else’s personal connection', 'use', { kind: 'personal' }, 'personalOfSomebodyElse'],
    ['edit by a user', 'edit', {}, 'notOwner'],
    [
      'connect of somebody else’s personal connection by an administrator',
      'connect',
      { kind: 'personal', role: 'siteCollectionAdministrator' },
      'personalOfSomebodyElse',
    ],
    ['delete by a user', 'delete', {}, 'notOwner'],
    [
      'editing by an administrator of another site collection',
      'edit',
      { position: 'otherCollection', role: 'siteCollectionAdministrator' },
      'otherSiteCollection',
    ],
    [
      'deleting by one whom the tenant’s setting keeps to their own',
      'delete',
      { position: 'otherCollection', role: 'siteCollectionAdministrator', reach: 'ownSiteCollections' },
      'otherSiteCollection',
    ],
    [
      'another reach by a workflow administrator who does not own it',
      'changeAvailability',
      { caller: callerWith({ isWorkflowAdministrator: true }) },
      'notOwner',
    ],
    ['users of a personal connection', 'grant', { kind: 'personal', grant: 'owner' }, 'personalConnection'],
    ['sharing what is shared', 'share', { grant: 'owner' }, 'sharedConnection'],
  ];

  it.each(refusals)('says why it refuses %s', (_, action, changes, because) => {
    const usual: Situation = {
      kind: 'shared',
      availability: 'site',
      position: 'homeWeb',
      grant: 'everyone',
      role: 'reader',
      caller: callerWith(),
      reach: 'tenant',
    };
    expect(decide(action, questionOf({ ...usual, ...changes }))).toEqual({ allowed: false, because });
  });

  it('lets a guest use what was granted to the guest by name', () => {
    const situation: Situation = {
      kind: 'shared',
      availability: 'tenant',
      position: 'homeWeb',
      grant: 'user',
      role: 'reader',
      caller: callerWith({ isGuest: true }),
      reach: 'tenant',
    };
    expect(decide('use', questionOf(situation)).allowed).toBe(true);
  });
});

describe(isOwner.name, () => {
  it('does not take a group the person is no member of for the person', () => {
    expect(isOwner(callerWith({ groupIds: [] }), grants.ownerByGroup)).toBe(false);
    expect(isOwner(callerWith(), grants.ownerByGroup)).toBe(true);
  });
});

describe(reaches.name, () => {
  it.each([
    ['site', [true, false, false]],
    ['siteCollection', [true, true, false]],
    ['tenant', [true, true, true]],
  ] as const)('takes a connection for the %s as far as that', (availability, expected) => {
    const connection: AccessView = { kind: 'shared', availability, homeSite: home, owners: [], users: [] };
    expect(Object.values(positions).map((site) => reaches(connection, site))).toEqual(expected);
  });
});

describe(allowedActions.name, () => {
  it('keeps the order of the contract', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const may = allowedActions(questionOf(situation));
        expect(may).toEqual(connectionActions.filter((action) => may.includes(action)));
      }),
    );
  });
});

describe(decideBinding.name, () => {
  it.each([
    [undefined, { allowed: false, because: 'noAccessToSite' }],
    ['reader', { allowed: false, because: 'mayNotEditSite' }],
    ['designer', { allowed: true }],
    ['siteOwner', { allowed: true }],
    ['siteCollectionAdministrator', { allowed: true }],
  ] as const)('answers somebody who is %s on the site', (role, expected) => {
    expect(decideBinding(role === undefined ? undefined : { ...home, role })).toEqual(expected);
  });
});
