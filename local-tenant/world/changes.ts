/**
 * What has changed since the world began: accounts, memberships and permissions. It is kept in memory, so that
 * everything is as it was when the local tenant is started again. Whoever reads accounts, groups or permissions
 * reads them here.
 */
import type { Group, PermissionLevel, Person, SiteCollection, Tenant, Web } from './model';

export const accountStates = ['enabled', 'disabled', 'deleted'] as const;

export type AccountState = (typeof accountStates)[number];

const states = new WeakMap<Person, AccountState>();
const memberships = new WeakMap<Group, Map<string, boolean>>();
const levels = new WeakMap<Web, Map<string, PermissionLevel | null>>();
const administrators = new WeakMap<SiteCollection, Map<string, boolean>>();

export function accountState(person: Person): AccountState {
  return states.get(person) ?? 'enabled';
}

export function setAccountState(person: Person, state: AccountState): void {
  states.set(person, state);
}

/** Everybody the directory still knows, disabled or not. */
export function peopleOf(tenant: Tenant): readonly Person[] {
  return tenant.people.filter((person) => accountState(person) !== 'deleted');
}

export function setMembership(group: Group, person: Person, isMember: boolean): void {
  changesOf(memberships, group).set(person.key, isMember);
}

/** Whether the person is a member, directly or through a group that is one. */
export function isMemberOf(group: Group, person: Person): boolean {
  const isDirect = memberships.get(group)?.get(person.key) ?? group.members.includes(person.key);
  return isDirect || group.nested.some((nested) => isMemberOf(nested, person));
}

/** Gives the person this level on the web itself, or with `null` none. */
export function setPermission(web: Web, person: Person, level: PermissionLevel | null): void {
  changesOf(levels, web).set(person.key, level);
}

export function setAdministrator(site: SiteCollection, person: Person, isAdministrator: boolean): void {
  changesOf(administrators, site).set(person.key, isAdministrator);
}

/** Of a site behind which a group stands, its owners are administrators. */
export function isSiteAdministrator(person: Person, site: SiteCollection): boolean {
  const isNamed = administrators.get(site)?.get(person.key) ?? site.administrators.includes(person.key);
  return isNamed || (site.connectedGroup?.owners.includes(person.key) ?? false);
}

/** The person's own level on the web, or Edit as a member of the group behind its site. */
export function permissionLevel(
  person: Person,
  { site, web }: { readonly site: SiteCollection; readonly web: Web },
): PermissionLevel | undefined {
  const changed = levels.get(web)?.get(person.key);
  const own = changed === undefined ? web.permissions[person.key] : (changed ?? undefined);
  const edits = site.connectedGroup !== undefined && isMemberOf(site.connectedGroup, person);
  return edits && (own === undefined || own === 'Read') ? 'Edit' : own;
}

function changesOf<Thing extends object, Value>(
  all: WeakMap<Thing, Map<string, Value>>,
  thing: Thing,
): Map<string, Value> {
  const changes = all.get(thing) ?? new Map<string, Value>();
  all.set(thing, changes);
  return changes;
}
