import type { Owner, User } from '../../contract/principal';
import type { SiteRole } from '../../contract/site';
import type { AdministratorReach } from '../../contract/tenant-settings';
import type { AccessQuestion, AccessView } from '../access-question';
import type { Caller } from '../principals';
import type { SiteStanding } from '../site-standing';

/** How somebody came to a grant: what decides whether it may be used. */
export interface GrantOrigin {
  readonly by: string;
  /** Whether the giver owned the connection then, or made it. */
  readonly asOwner: boolean;
  /** Whether administrators could do everything then. */
  readonly allActions: boolean;
}

export interface ConnectionOfWorld {
  view: AccessView;
  credential: { readonly enteredBy: string; readonly whilePersonal: boolean } | undefined;
  isDeleted: boolean;
  /** By the grant, as `grantKey` writes it. */
  readonly origins: Map<string, GrantOrigin>;
}

/** A tenant with people, groups, sites and connections, in which anything may happen. */
export interface World {
  readonly people: readonly string[];
  readonly groups: readonly string[];
  readonly webs: { readonly webId: string; readonly siteId: string }[];
  /** By person and web. */
  readonly roles: Map<string, SiteRole>;
  readonly members: Map<string, Set<string>>;
  readonly workflowAdministrators: Set<string>;
  reach: AdministratorReach;
  readonly connections: ConnectionOfWorld[];
}

const guest = 'greta';

export function newWorld(): World {
  const webs = [
    { webId: 'web-a1', siteId: 'collection-a' },
    { webId: 'web-a2', siteId: 'collection-a' },
    { webId: 'web-b1', siteId: 'collection-b' },
  ];
  const roles = new Map<string, SiteRole>([
    ['olivia web-a1', 'siteOwner'],
    ['olivia web-b1', 'designer'],
    ['adam web-a1', 'siteCollectionAdministrator'],
    ['adam web-a2', 'siteCollectionAdministrator'],
    ['bea web-b1', 'siteCollectionAdministrator'],
    ['mallory web-a1', 'designer'],
    ['walt web-a1', 'reader'],
    ['greta web-a1', 'designer'],
  ]);
  return {
    people: ['olivia', 'adam', 'bea', 'mallory', 'walt', guest],
    groups: ['finance', 'anybody'],
    webs,
    roles,
    members: new Map([
      ['finance', new Set(['olivia'])],
      ['anybody', new Set(['bea'])],
    ]),
    workflowAdministrators: new Set(['walt']),
    reach: 'tenant',
    connections: [],
  };
}

export function callerOf(world: World, person: string): Caller {
  return {
    objectId: person,
    isGuest: person === guest,
    isWorkflowAdministrator: world.workflowAdministrators.has(person),
    groupIds: world.groups.filter((group) => world.members.get(group)?.has(person)),
  };
}

/** Where the person stands on a web, as SharePoint would say; absent where they have no access. */
export function standingOf(world: World, person: string, web: number): SiteStanding | undefined {
  const place = world.webs[web % world.webs.length];
  const role = place && world.roles.get(`${person} ${place.webId}`);
  return place && role && { ...place, role };
}

export interface Where {
  readonly person: string;
  readonly web: number;
}

export function questionIn(world: World, { person, web }: Where, view: AccessView): AccessQuestion {
  return {
    caller: callerOf(world, person),
    connection: view,
    site: standingOf(world, person, web),
    policy: { administratorReach: world.reach },
  };
}

export function grantKey(as: 'owner' | 'user', principal: User): string {
  return `${as} ${principal.kind} ${principal.kind === 'everyone' ? '' : principal.objectId}`;
}

/** Puts other grants in place, and remembers how the new ones came about. */
export function giveGrants(
  connection: ConnectionOfWorld,
  grants: { readonly owners: readonly Owner[]; readonly users: readonly User[] },
  origin: GrantOrigin,
): void {
  connection.view = { ...connection.view, ...grants };
  const keys = [
    ...grants.owners.map((owner) => grantKey('owner', owner)),
    ...grants.users.map((user) => grantKey('user', user)),
  ];
  for (const key of connection.origins.keys()) if (!keys.includes(key)) connection.origins.delete(key);
  for (const key of keys) if (!connection.origins.has(key)) connection.origins.set(key, origin);
}

export const personIn = (objectId: string) => ({ kind: 'person', objectId, name: objectId }) as const;
export const groupIn = (objectId: string) => ({ kind: 'group', objectId, name: objectId }) as const;
