import { setProofDemanded } from '../directory/conditional-access';
import { setConsent } from '../directory/consents';
import {
  accountStates,
  setAccountState,
  setAdministrator,
  setMembership,
  setPermission,
} from '../world/changes';
import {
  sharePointsOf,
  type PermissionLevel,
  type Person,
  type SiteCollection,
  type Tenant,
  type Web,
} from '../world/world';

type Wish = Readonly<Record<string, unknown>>;

/** `{ tenant, application, isGiven }`: withdraws an administrator's consent, or gives it back. False if not understood. */
export function switchConsent(tenants: readonly Tenant[], wish: Wish): boolean {
  const tenant = tenants.find(({ key }) => key === wish.tenant);
  const application = tenant?.applications.find(({ key }) => key === wish.application);
  if (tenant === undefined || application === undefined || typeof wish.isGiven !== 'boolean') return false;
  setConsent(tenant, application.key, wish.isGiven);
  return true;
}

/** `{ tenant, isDemanded }`: turns Conditional Access for SharePoint on or off. False if not understood. */
export function switchConditionalAccess(tenants: readonly Tenant[], wish: Wish): boolean {
  const tenant = tenants.find(({ key }) => key === wish.tenant);
  if (tenant === undefined || typeof wish.isDemanded !== 'boolean') return false;
  setProofDemanded(tenant, wish.isDemanded);
  return true;
}

/** `{ tenant, person, state }`: disables or deletes a person's account, or gives it back. False if not understood. */
export function switchAccount(tenants: readonly Tenant[], wish: Wish): boolean {
  const { person } = personIn(tenants, wish);
  const state = accountStates.find((candidate) => candidate === wish.state);
  if (person === undefined || state === undefined) return false;
  setAccountState(person, state);
  return true;
}

/** `{ tenant, group, person, isMember }`: puts a person into a group, named by its id or name, or takes them out. False if not understood. */
export function switchMembership(tenants: readonly Tenant[], wish: Wish): boolean {
  const { tenant, person } = personIn(tenants, wish);
  const group = tenant?.groups.find(
    ({ objectId, displayName }) => wish.group === objectId || wish.group === displayName,
  );
  if (person === undefined || group === undefined || typeof wish.isMember !== 'boolean') return false;
  setMembership(group, person, wish.isMember);
  return true;
}

const permissionLevels: readonly PermissionLevel[] = ['Full Control', 'Design', 'Edit', 'Read'];

/**
 * `{ tenant, path, person, level, isAdministrator }`: gives a person this level on the web, with `null` none, and makes
 * them an administrator of its site collection or not. What is left out stays. False if not understood.
 */
export function switchSitePermission(tenants: readonly Tenant[], wish: Wish): boolean {
  const { tenant, person } = personIn(tenants, wish);
  const place = placeIn(tenant, wish.path);
  const level = levelOf(wish.level);
  const { isAdministrator } = wish;
  const isRoleUnderstood = isAdministrator === undefined || typeof isAdministrator === 'boolean';
  if (person === undefined || place === undefined || level === 'not understood' || !isRoleUnderstood)
    return false;
  if (level !== 'as it is') setPermission(place.web, person, level);
  if (isAdministrator !== undefined) setAdministrator(place.site, person, isAdministrator);
  return true;
}

function levelOf(wish: unknown): PermissionLevel | null | 'as it is' | 'not understood' {
  if (wish === undefined) return 'as it is';
  if (wish === null) return null;
  return permissionLevels.find((level) => level === wish) ?? 'not understood';
}

function placeIn(
  tenant: Tenant | undefined,
  wanted: unknown,
): { readonly site: SiteCollection; readonly web: Web } | undefined {
  const sites = tenant === undefined ? [] : sharePointsOf(tenant).flatMap((host) => host.siteCollections);
  const places = sites.flatMap((site) => site.webs.map((web) => ({ site, web })));
  return places.find(({ web }) => web.path === wanted);
}

function personIn(tenants: readonly Tenant[], wish: Wish): { tenant?: Tenant; person?: Person } {
  const tenant = tenants.find(({ key }) => key === wish.tenant);
  const person = tenant?.people.find(({ key }) => key === wish.person);
  return { ...(tenant && { tenant }), ...(person && { person }) };
}
