import * as fc from 'fast-check';
import { availabilities, siteRoles, type Availability, type SiteRole } from '../../contract/site';
import { administratorReaches, type AdministratorReach } from '../../contract/tenant-settings';
import type { AccessQuestion, AccessView } from '../access-question';
import type { Caller } from '../principals';

export const me = '00000000-0000-4000-8000-000000000001';
export const somebody = '00000000-0000-4000-8000-000000000002';
export const myGroup = '00000000-0000-4000-8000-00000000000a';

export const home = { webId: 'web-home', siteId: 'collection-home' };
export const positions = {
  homeWeb: home,
  otherWeb: { webId: 'web-other', siteId: 'collection-home' },
  otherCollection: { webId: 'web-far', siteId: 'collection-far' },
} as const;

export type Position = keyof typeof positions;
export type Grant = 'nothing' | 'user' | 'userByGroup' | 'everyone' | 'owner' | 'ownerByGroup';

export const person = (objectId: string) => ({ kind: 'person', objectId, name: 'A person' }) as const;
const group = { kind: 'group', objectId: myGroup, name: 'A group' } as const;
const owner = person(somebody);

export const grants: Readonly<Record<Grant, Pick<AccessView, 'owners' | 'users'>>> = {
  nothing: { owners: [owner], users: [person(somebody)] },
  user: { owners: [owner], users: [person(me)] },
  userByGroup: { owners: [owner], users: [group] },
  everyone: { owners: [owner], users: [{ kind: 'everyone' }] },
  owner: { owners: [owner, person(me)], users: [] },
  ownerByGroup: { owners: [owner, group], users: [] },
};

/** The person of the tests: a member of one group and nothing else, unless a test says so. */
export function callerWith(changes: Partial<Caller> = {}): Caller {
  return { objectId: me, isGuest: false, isWorkflowAdministrator: false, groupIds: [myGroup], ...changes };
}

/** Who asks for what from where, in the words of a test. */
export interface Situation {
  readonly kind: AccessView['kind'];
  readonly availability: Availability;
  readonly position: Position;
  readonly grant: Grant;
  readonly role: SiteRole | undefined;
  readonly caller: Caller;
  readonly reach: AdministratorReach;
}

export function questionOf({
  kind,
  availability,
  position,
  grant,
  role,
  caller,
  reach,
}: Situation): AccessQuestion {
  const connection = { kind, availability, homeSite: home, ...grants[grant] };
  const site = role === undefined ? undefined : { ...positions[position], role };
  return { caller, connection, site, policy: { administratorReach: reach } };
}

/** Every situation there is. */
export const situations: fc.Arbitrary<Situation> = fc.record({
  kind: fc.constantFrom('shared', 'personal'),
  availability: fc.constantFrom(...availabilities),
  position: fc.constantFrom('homeWeb', 'otherWeb', 'otherCollection'),
  grant: fc.constantFrom('nothing', 'user', 'userByGroup', 'everyone', 'owner', 'ownerByGroup'),
  role: fc.constantFrom(undefined, ...siteRoles),
  reach: fc.constantFrom(...administratorReaches),
  caller: fc.record({
    objectId: fc.constant(me),
    isGuest: fc.boolean(),
    isWorkflowAdministrator: fc.boolean(),
    groupIds: fc.constantFrom([], [myGroup]),
  }),
});
