import * as fc from 'fast-check';
import { connectionActions, type ConnectionAction } from '../contract/connection';
import { availabilities, siteRoles, type Availability, type SiteRole } from '../contract/site';
import {
  allowedActions,
  decide,
  decideBinding,
  isOwner,
  reaches,
  type AccessQuestion,
  type AccessView,
  type Caller,
} from './access';

const me = '00000000-0000-4000-8000-000000000001';
const somebody = '00000000-0000-4000-8000-000000000002';
const myGroup = '00000000-0000-4000-8000-00000000000a';

const home = { webId: 'web-home', siteId: 'collection-home' };
const positions = {
  homeWeb: home,
  otherWeb: { webId: 'web-other', siteId: 'collection-home' },
  otherCollection: { webId: 'web-far', siteId: 'collection-far' },
} as const;

type Position = keyof typeof positions;
type Grant = 'nothing' | 'user' | 'userByGroup' | 'everyone' | 'owner' | 'ownerByGroup';

const person = (objectId: string) => ({ kind: 'person', objectId, name: 'A person' }) as const;
const group = { kind: 'group', objectId: myGroup, name: 'A group' } as const;
const owner = person(somebody);

const grants: Readonly<Record<Grant, Pick<AccessView, 'owners' | 'users'>>> = {
  nothing: { owners: [owner], users: [person(somebody)] },
  user: { owners: [owner], users: [person(me)] },
  userByGroup: { owners: [owner], users: [group] },
  everyone: { owners: [owner], users: [{ kind: 'everyone' }] },
  owner: { owners: [owner, person(me)], users: [] },
  ownerByGroup: { owners: [owner, group], users: [] },
};

function callerWith(changes: Partial<Caller> = {}): Caller {
  return { objectId: me, isGuest: false, isWorkflowAdministrator: false, groupIds: [myGroup], ...changes };
}

interface Situation {
  readonly kind: AccessView['kind'];
  readonly availability: Availability;
  readonly position: Position;
  readonly grant: Grant;
  readonly role: SiteRole | undefined;
  readonly caller: Caller;
}

function questionOf({ kind, availability, position, grant, role, caller }: Situation): AccessQuestion {
  const connection = { kind, availability, homeSite: home, ...grants[grant] };
  return { caller, connection, site: role === undefined ? undefined : { ...positions[position], role } };
}

const letters: Readonly<Record<ConnectionAction, string>> = {
  see: 's',
  use: 'u',
  edit: 'e',
  connect: 'c',
  delete: 'd',
};

function lettersOf(actions: readonly ConnectionAction[]): string {
  return actions.map((action) => letters[action]).join('');
}

type Standing = 'noAccess' | SiteRole | 'workflowAdministrator' | 'workflowAdministratorElsewhere';

function standingOf(standing: Standing): Pick<Situation, 'role' | 'caller'> {
  switch (standing) {
    case 'noAccess':
      return { role: undefined, caller: callerWith() };
    case 'workflowAdministrator':
      return { role: 'reader', caller: callerWith({ isWorkflowAdministrator: true }) };
    case 'workflowAdministratorElsewhere':
      return { role: undefined, caller: callerWith({ isWorkflowAdministrator: true }) };
    default:
      return { role: standing, caller: callerWith() };
  }
}

const columns: readonly (readonly Standing[])[] = [
  ['noAccess'],
  ['reader', 'designer', 'siteOwner'],
  ['siteCollectionAdministrator'],
  ['workflowAdministratorElsewhere'],
  ['workflowAdministrator'],
];

const asUser: readonly Grant[] = ['user', 'userByGroup', 'everyone'];
const asOwner: readonly Grant[] = ['owner', 'ownerByGroup'];

type Row = readonly [grants: readonly Grant[], ...cells: readonly [string, string, string, string, string]];

/** Written by hand: what each may do. s see, u use, e edit, c connect, d delete. */
// prettier-ignore
const shared: readonly { readonly where: readonly (readonly [Availability, Position])[]; readonly rows: readonly Row[] }[] = [
  {
    // The site lies within the availability, and the connection lives in its site collection.
    where: [['site', 'homeWeb'], ['siteCollection', 'homeWeb'], ['siteCollection', 'otherWeb']],
    rows: [
      //           no access | member  | collection admin | workflow admin elsewhere | here
      [['nothing'], '',       '',       'secd',            'secd',                    'secd'],
      [asUser,      '',       'su',     'suecd',           'secd',                    'suecd'],
      [asOwner,     'secd',   'suecd',  'suecd',           'secd',                    'suecd'],
    ],
  },
  {
    // A tenant-wide connection reaches everywhere and lives in no site collection.
    where: [['tenant', 'homeWeb'], ['tenant', 'otherWeb'], ['tenant', 'otherCollection']],
    rows: [
      [['nothing'], '',       '',       'sd',              'secd',                    'secd'],
      [asUser,      '',       'su',     'sud',             'secd',                    'suecd'],
      [asOwner,     'secd',   'suecd',  'suecd',           'secd',                    'suecd'],
    ],
  },
  {
    // Made on another web of the same site collection, for that web alone.
    where: [['site', 'otherWeb']],
    rows: [
      [['nothing'], '',       '',       'secd',            'secd',                    'secd'],
      [asUser,      '',       '',       'secd',            'secd',                    'secd'],
      [asOwner,     'secd',   'secd',   'secd',            'secd',                    'secd'],
    ],
  },
  {
    // Made in another site collection, and not for the tenant.
    where: [['site', 'otherCollection'], ['siteCollection', 'otherCollection']],
    rows: [
      [['nothing'], '',       '',       'sd',              'secd',                    'secd'],
      [asUser,      '',       '',       'sd',              'secd',                    'secd'],
      [asOwner,     'secd',   'secd',   'secd',            'secd',                    'secd'],
    ],
  },
];

const everywhere = availabilities.flatMap((availability) =>
  (Object.keys(positions) as Position[]).map((position) => [availability, position] as const),
);

/** A personal connection has one owner and nobody else; an administrator may see and delete it, and never use it. */
const personal: readonly Row[] = [
  [['nothing', ...asUser], '', '', 'sd', 'sd', 'sd'],
  [['owner'], 'secd', 'suecd', 'suecd', 'secd', 'suecd'],
];

type Case = readonly [title: string, situation: Situation, expected: string];

function casesOf(
  kind: AccessView['kind'],
  where: readonly (readonly [Availability, Position])[],
  rows: readonly Row[],
): Case[] {
  return rows.flatMap(([rowGrants, ...cells]) =>
    rowGrants.flatMap((grant) =>
      where.flatMap(([availability, position]) =>
        columns.flatMap((standings, index) =>
          standings.map((standing): Case => {
            const title = `${kind}, for the ${availability}, ${grant}, seen from ${position} as ${standing}`;
            return [
              title,
              { kind, availability, position, grant, ...standingOf(standing) },
              cells[index] ?? '',
            ];
          }),
        ),
      ),
    ),
  );
}

const cases = [
  ...shared.flatMap(({ where, rows }) => casesOf('shared', where, rows)),
  ...casesOf('personal', everywhere, personal),
];

const situations: fc.Arbitrary<Situation> = fc.record({
  kind: fc.constantFrom('shared', 'personal'),
  availability: fc.constantFrom(...availabilities),
  position: fc.constantFrom('homeWeb', 'otherWeb', 'otherCollection'),
  grant: fc.constantFrom('nothing', 'user', 'userByGroup', 'everyone', 'owner', 'ownerByGroup'),
  role: fc.constantFrom(undefined, ...siteRoles),
  caller: fc.record({
    objectId: fc.constant(me),
    isGuest: fc.boolean(),
    isWorkflowAdministrator: fc.boolean(),
    groupIds: fc.constantFrom([], [myGroup]),
  }),
});

describe(decide.name, () => {
  it('covers every combination of kind, availability, place, grant and standing', () => {
    expect(cases).toHaveLength(2 * 3 * 3 * 6 * 7 - 3 * 3 * 7);
  });

  it.each(cases)('%s', (_, situation, expected) => {
    expect(lettersOf(allowedActions(questionOf(situation)))).toBe(expected);
  });

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
  ];

  it.each(refusals)('says why it refuses %s', (_, action, changes, because) => {
    const usual: Situation = {
      kind: 'shared',
      availability: 'site',
      position: 'homeWeb',
      grant: 'everyone',
      role: 'reader',
      caller: callerWith(),
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
