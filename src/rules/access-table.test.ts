import type { ConnectionAction } from '../contract/connection';
import { availabilities, type Availability, type SiteRole } from '../contract/site';
import { administratorReaches, type AdministratorReach } from '../contract/tenant-settings';
import { allowedActions, decide } from './access';
import type { AccessView } from './access-question';
import {
  callerWith,
  positions,
  questionOf,
  type Grant,
  type Position,
  type Situation,
} from './testing/situation';

/** What a letter of the tables below stands for. */
const meaning: Readonly<Record<AccessView['kind'], Readonly<Record<string, readonly ConnectionAction[]>>>> = {
  shared: {
    s: ['see'],
    u: ['use'],
    // owner, full and limited management
    O: [
      ...([
        'seeActivity',
        'rename',
        'edit',
        'connect',
        'disable',
        'enable',
        'grant',
        'takeAway',
        'changeAvailability',
      ] as const),
      ...(['transfer', 'delete', 'restore'] as const),
    ],
    F: [
      ...(['seeActivity', 'rename', 'edit', 'connect', 'disable', 'enable', 'grant', 'takeAway'] as const),
      ...(['transfer', 'delete', 'restore'] as const),
    ],
    L: ['seeActivity', 'rename', 'disable', 'enable', 'takeAway', 'transfer', 'delete', 'restore'],
  },
  personal: {
    s: ['see'],
    u: ['use'],
    O: [
      'seeActivity',
      'rename',
      'edit',
      'connect',
      'disable',
      'enable',
      'share',
      'transfer',
      'delete',
      'restore',
    ],
    A: ['seeActivity', 'disable', 'enable', 'transfer', 'delete', 'restore'],
  },
};

/** `L` is what the tenant's setting usually gives beyond one's own site collections. */
function lettersAt(reach: AdministratorReach, letters: string): string {
  if (reach === 'tenant') return letters;
  return letters.replace('L', reach === 'tenantAllActions' ? 'F' : '');
}

function actionsOf({ kind, reach }: Pick<Situation, 'kind' | 'reach'>, letters: string): ConnectionAction[] {
  return [...lettersAt(reach, letters)].flatMap((letter) => meaning[kind][letter] ?? []);
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

/** Written by hand: what each may do. s see, u use, O as an owner, F and L by full and limited management. */
// prettier-ignore
const shared: readonly { readonly where: readonly (readonly [Availability, Position])[]; readonly rows: readonly Row[] }[] = [
  {
    // The site lies within the availability, and the connection lives in its site collection.
    where: [['site', 'homeWeb'], ['siteCollection', 'homeWeb'], ['siteCollection', 'otherWeb']],
    rows: [
      //           no access | member  | collection admin | workflow admin elsewhere | here
      [['nothing'], '',       '',       'sF',            'sF',                    'sF'],
      [asUser,      '',       'su',     'suF',           'sF',                    'suF'],
      [asOwner,     'sO',   'suO',  'suO',           'sO',                    'suO'],
    ],
  },
  {
    // A tenant-wide connection reaches everywhere and lives in no site collection.
    where: [['tenant', 'homeWeb'], ['tenant', 'otherWeb'], ['tenant', 'otherCollection']],
    rows: [
      [['nothing'], '',       '',       'sL',              'sF',                    'sF'],
      [asUser,      '',       'su',     'suL',             'sF',                    'suF'],
      [asOwner,     'sO',   'suO',  'suO',           'sO',                    'suO'],
    ],
  },
  {
    // Made on another web of the same site collection, for that web alone.
    where: [['site', 'otherWeb']],
    rows: [
      [['nothing'], '',       '',       'sF',            'sF',                    'sF'],
      [asUser,      '',       '',       'sF',            'sF',                    'sF'],
      [asOwner,     'sO',   'sO',   'sO',            'sO',                    'sO'],
    ],
  },
  {
    // Made in another site collection, and not for the tenant.
    where: [['site', 'otherCollection'], ['siteCollection', 'otherCollection']],
    rows: [
      [['nothing'], '',       '',       'sL',              'sF',                    'sF'],
      [asUser,      '',       '',       'sL',              'sF',                    'sF'],
      [asOwner,     'sO',   'sO',   'sO',            'sO',                    'sO'],
    ],
  },
];

const everywhere = availabilities.flatMap((availability) =>
  (Object.keys(positions) as Position[]).map((position) => [availability, position] as const),
);

/** A personal connection has one owner and nobody else; an administrator never uses it. */
const personal: readonly Row[] = [
  [['nothing', ...asUser], '', '', 'sA', 'sA', 'sA'],
  [['owner'], 'sO', 'suO', 'suO', 'sO', 'suO'],
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
          standings.flatMap((standing) =>
            administratorReaches.map((reach): Case => {
              const what = `${kind}, for the ${availability}, ${grant}`;
              const title = `${what}, seen from ${position} as ${standing}, administrators reach: ${reach}`;
              const situation = { kind, availability, position, grant, reach, ...standingOf(standing) };
              return [title, situation, cells[index] ?? ''];
            }),
          ),
        ),
      ),
    ),
  );
}

const cases = [
  ...shared.flatMap(({ where, rows }) => casesOf('shared', where, rows)),
  ...casesOf('personal', everywhere, personal),
];

describe(decide.name, () => {
  it('covers every combination of kind, availability, place, grant and standing', () => {
    expect(cases).toHaveLength((2 * 3 * 3 * 6 * 7 - 3 * 3 * 7) * 3);
  });

  it.each(cases)('%s', (_, situation, expected) => {
    expect(new Set(allowedActions(questionOf(situation)))).toEqual(new Set(actionsOf(situation, expected)));
  });
});
