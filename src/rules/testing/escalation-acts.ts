import * as fc from 'fast-check';
import type { Owner, User } from '../../contract/principal';
import { availabilities, type Availability } from '../../contract/site';
import { administratorReaches, type AdministratorReach } from '../../contract/tenant-settings';
import { decide } from '../access';
import type { AccessView } from '../access-question';
import { decideAvailability } from '../availability';
import { decideCreation, decidePersonalCreation } from '../creation';
import { decidePermissions } from '../permissions';
import { isOwner, isSamePrincipal } from '../principals';
import { usualTenantPolicy } from '../tenant-policy';
import { decideTransfer } from '../transfer';
import { callerOf, giveGrants, groupIn, personIn, questionIn, standingOf } from './escalation-world';
import type { ConnectionOfWorld, GrantOrigin, World } from './escalation-world';

/** Something that a person tries; `person`, `other`, `web` and `connection` are counted round. */
export interface Act {
  readonly does:
    | 'create'
    | 'createPersonal'
    | 'connect'
    | 'addOwner'
    | 'addUser'
    | 'takeAwayOwner'
    | 'takeAwayUser'
    | 'changeAvailability'
    | 'share'
    | 'transfer'
    | 'delete'
    | 'restore'
    | 'createSite'
    | 'joinGroup'
    | 'leaveGroup'
    | 'changeReach'
    | 'promote'
    | 'demote';
  readonly person: number;
  readonly other: number;
  readonly web: number;
  readonly connection: number;
  readonly principal: 'other' | 'self' | 'group' | 'everyone';
  readonly availability: Availability;
  readonly reach: AdministratorReach;
}

const weighted = <Value>(values: readonly Value[]) => fc.constantFrom(...values);

export const acts: fc.Arbitrary<Act> = fc.record({
  does: weighted<Act['does']>([
    ...(['create', 'createPersonal', 'connect', 'connect', 'addOwner', 'addUser', 'addUser'] as const),
    ...(['takeAwayOwner', 'takeAwayUser', 'changeAvailability', 'share', 'transfer'] as const),
    ...(['delete', 'restore', 'createSite', 'joinGroup', 'leaveGroup', 'changeReach'] as const),
    ...(['promote', 'demote'] as const),
  ]),
  person: fc.nat(5),
  other: fc.nat(5),
  web: fc.nat(5),
  connection: fc.nat(3),
  principal: fc.constantFrom('other', 'self', 'group', 'everyone'),
  availability: fc.constantFrom(...availabilities),
  reach: fc.constantFrom(...administratorReaches),
});

interface Acting {
  readonly world: World;
  readonly act: Act;
  readonly person: string;
  readonly other: string;
  readonly connection: ConnectionOfWorld | undefined;
}

/** Does what the rules allow of it, as the connection manager does, and nothing else. */
export function perform(world: World, act: Act): void {
  const person = nth(world.people, act.person);
  const other = nth(world.people, act.other);
  const connection = world.connections.length === 0 ? undefined : nth(world.connections, act.connection);
  const acting: Acting = { world, act, person, other, connection };
  if (changeTenant(acting) || connection === undefined) return;
  if (act.does === 'restore') restore(acting, connection);
  else if (!connection.isDeleted) changeConnection(acting, connection);
}

function nth<Value>(values: readonly Value[], index: number): Value {
  const value = values[index % values.length];
  if (value === undefined) throw new Error('There is none.');
  return value;
}

/** What changes no connection that there is. Whoever likes to makes a site or joins a group: nothing may rest on that. */
function changeTenant(acting: Acting): boolean {
  const { world, act, person } = acting;
  switch (act.does) {
    case 'create':
    case 'createPersonal':
      create(world, act, person);
      return true;
    case 'createSite':
      createSite(world, person);
      return true;
    case 'joinGroup':
      world.members.get(nth(world.groups, act.other))?.add(person);
      return true;
    case 'leaveGroup':
      world.members.get(nth(world.groups, act.other))?.delete(person);
      return true;
    default:
      return changeSettings(acting);
  }
}

/** What workflow administrators alone change. */
function changeSettings({ world, act, person, other }: Acting): boolean {
  const administrators = world.workflowAdministrators;
  if (!['changeReach', 'promote', 'demote'].includes(act.does)) return false;
  if (!administrators.has(person)) return true;
  if (act.does === 'changeReach') world.reach = act.reach;
  if (act.does === 'promote') administrators.add(other);
  if (act.does === 'demote' && administrators.size > 1) administrators.delete(other);
  return true;
}

function createSite(world: World, person: string): void {
  if (world.webs.length >= 6) return;
  const place = { webId: `web-of-${person}-${world.webs.length}`, siteId: `collection-${world.webs.length}` };
  world.webs.push(place);
  world.roles.set(`${person} ${place.webId}`, 'siteCollectionAdministrator');
}

function create(world: World, { does, web }: Act, person: string): void {
  const site = standingOf(world, person, web);
  if (site === undefined || world.connections.length >= 4) return;
  const isPersonal = does === 'createPersonal';
  const shared = decideCreation(callerOf(world, person), site, usualTenantPolicy);
  const personal = decidePersonalCreation(site, { personalConnections: true });
  const decision = isPersonal ? personal : shared;
  if (!decision.allowed) return;
  const view: AccessView = {
    kind: isPersonal ? 'personal' : 'shared',
    availability: shared.allowed && !isPersonal ? shared.availability : 'tenant',
    homeSite: site,
    owners: [],
    users: [],
  };
  const connection: ConnectionOfWorld = { view, credential: undefined, isDeleted: false, origins: new Map() };
  const users: User[] = isPersonal ? [] : [{ kind: 'everyone' }];
  giveGrants(connection, { owners: [personIn(person)], users }, birth(person));
  world.connections.push(connection);
}

function birth(person: string): GrantOrigin {
  return { by: person, asOwner: true, allActions: false };
}

function restore({ world, act, person }: Acting, connection: ConnectionOfWorld): void {
  if (!connection.isDeleted) return;
  const question = questionIn(world, { person, web: act.web }, connection.view);
  if (decide('restore', question).allowed) connection.isDeleted = false;
}

function changeConnection(acting: Acting, connection: ConnectionOfWorld): void {
  const { world, act, person } = acting;
  const question = questionIn(world, { person, web: act.web }, connection.view);
  switch (act.does) {
    case 'connect':
      if (decide('connect', question).allowed)
        connection.credential = { enteredBy: person, whilePersonal: connection.view.kind === 'personal' };
      return;
    case 'delete':
      if (decide('delete', question).allowed) connection.isDeleted = true;
      return;
    case 'changeAvailability': {
      const connectedBy = connection.credential?.enteredBy;
      if (decideAvailability({ ...question, connectedBy }, act.availability).allowed)
        connection.view = { ...connection.view, availability: act.availability };
      return;
    }
    case 'share':
      share(acting, connection);
      return;
    case 'transfer':
      transfer(acting, connection);
      return;
    default:
      changePermissions(acting, connection);
  }
}

function originOf({ world, person }: Acting, { view }: ConnectionOfWorld): GrantOrigin {
  const asOwner = isOwner(callerOf(world, person), view);
  return { by: person, asOwner, allActions: world.reach === 'tenantAllActions' };
}

function changePermissions(acting: Acting, connection: ConnectionOfWorld): void {
  const { world, act, person } = acting;
  const { owners, users } = connection.view;
  const principal = principalOf(acting);
  const asOwner: readonly Owner[] = principal.kind === 'everyone' ? [] : [principal];
  const wishes: Partial<Record<Act['does'], { owners: readonly Owner[]; users: readonly User[] }>> = {
    addOwner: { owners: [...owners.filter((one) => !isSamePrincipal(one, principal)), ...asOwner], users },
    addUser: { owners, users: [...users.filter((one) => !isSamePrincipal(one, principal)), principal] },
    takeAwayOwner: { owners: owners.filter((one) => !isSamePrincipal(one, principal)), users },
    takeAwayUser: { owners, users: users.filter((one) => !isSamePrincipal(one, principal)) },
  };
  const after = wishes[act.does];
  if (after === undefined) return;
  const question = questionIn(world, { person, web: act.web }, connection.view);
  if (decidePermissions(question, after).allowed) giveGrants(connection, after, originOf(acting, connection));
}

function principalOf({ world, act, person, other }: Acting): User {
  switch (act.principal) {
    case 'everyone':
      return { kind: 'everyone' };
    case 'group':
      return groupIn(nth(world.groups, act.other));
    default:
      return personIn(act.principal === 'self' ? person : other);
  }
}

/** As the connection manager shares: of the site at hand, for everyone there, and without its credential. */
function share({ world, act, person }: Acting, connection: ConnectionOfWorld): void {
  const site = standingOf(world, person, act.web);
  const question = questionIn(world, { person, web: act.web }, connection.view);
  const decision = decideCreation(question.caller, site, usualTenantPolicy);
  if (!decide('share', question).allowed || !decision.allowed || site === undefined) return;
  const { availability } = decision;
  connection.view = { ...connection.view, kind: 'shared', availability, homeSite: site };
  connection.credential = undefined;
  const { owners } = connection.view;
  giveGrants(connection, { owners, users: [{ kind: 'everyone' }] }, birth(person));
}

/** As the connection manager transfers: a personal connection goes without its credential. */
function transfer(acting: Acting, connection: ConnectionOfWorld): void {
  const { world, act, person, other } = acting;
  const { owners, users, kind } = connection.view;
  const from = nth(owners, act.other);
  const objectId = act.principal === 'self' ? person : other;
  const to = { objectId, isGuest: callerOf(world, objectId).isGuest, isEnabled: true };
  const question = questionIn(world, { person, web: act.web }, connection.view);
  if (!decideTransfer({ ...question, from, to }).allowed) return;
  const others = owners.filter((owner) => !isSamePrincipal(owner, from));
  const has = others.some((owner) => isSamePrincipal(owner, personIn(objectId)));
  if (kind === 'personal') connection.credential = undefined;
  const after = { owners: has ? others : [...others, personIn(objectId)], users };
  giveGrants(connection, after, originOf(acting, connection));
}
