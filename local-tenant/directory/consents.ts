import {
  permissionNames,
  type ApplicationKey,
  type Permission,
} from '../../connection-manager/setup/applications';
import type { Application, Tenant } from '../world/world';
import type { Resource } from './resources';
import { sharePointApplication } from './resources';

type Permissions = Partial<Record<Resource['key'], readonly string[]>>;

/** What `connection-manager setup` has an administrator consent to for the application. */
function setUp(key: ApplicationKey, kind: Permission['kind']): Permissions {
  return {
    connectionManager: permissionNames(key, 'connectionManager', kind),
    sharePoint: permissionNames(key, 'sharePoint', kind),
    graph: permissionNames(key, 'graph', kind),
  };
}

/**
 * What the tenant's administrators have consented to, for everybody. The unrelated application was
 * let in by somebody careless: the directory gives it tokens that the product must refuse, and
 * SharePoint tokens that are narrower than the product's own.
 */
const delegated: Readonly<Record<Application['key'], Permissions>> = {
  gallery: setUp('gallery', 'delegated'),
  sharePointClient: setUp('sharePointClient', 'delegated'),
  connectionManager: setUp('connectionManager', 'delegated'),
  engine: setUp('engine', 'delegated'),
  unrelated: {
    connectionManager: ['connections.access', 'bindings.write'],
    sharePoint: ['AllSites.Manage', 'AllSites.Write', 'AllSites.Read'],
  },
};

const roles: Readonly<Record<Application['key'], Permissions>> = {
  gallery: setUp('gallery', 'application'),
  sharePointClient: setUp('sharePointClient', 'application'),
  connectionManager: setUp('connectionManager', 'application'),
  engine: setUp('engine', 'application'),
  unrelated: {},
};

/** The application with this id; undefined for SharePoint itself, which only signs people in. */
export function applicationOf(tenant: Tenant, clientId: string): Application | undefined {
  return tenant.applications.find((application) => application.appId === clientId);
}

/** Whether the directory knows a client of this id. */
export function isKnownClient(tenant: Tenant, clientId: string): boolean {
  return clientId === sharePointApplication.appId || applicationOf(tenant, clientId) !== undefined;
}

const withdrawn = new WeakMap<Tenant, ReadonlySet<Application['key']>>();

/** Withdraws what was consented to for an application, as an administrator can, or gives it back. */
export function setConsent(tenant: Tenant, key: Application['key'], isGiven: boolean): void {
  const others = [...(withdrawn.get(tenant) ?? [])].filter((other) => other !== key);
  withdrawn.set(tenant, new Set(isGiven ? others : [...others, key]));
}

/** The delegated scopes the client may have at the resource. */
export function consentedScopes(tenant: Tenant, clientId: string, resource: Resource): readonly string[] {
  const application = applicationOf(tenant, clientId);
  if (application === undefined || withdrawn.get(tenant)?.has(application.key)) return [];
  return delegated[application.key][resource.key] ?? [];
}

/** The application roles the client was granted at the resource. */
export function grantedRoles(tenant: Tenant, clientId: string, resource: Resource): readonly string[] {
  const application = applicationOf(tenant, clientId);
  return application === undefined ? [] : (roles[application.key][resource.key] ?? []);
}

/**
 * The scopes a token for this request carries: those asked for, or for `.default` all consented ones.
 * Undefined when any of them, or every one, lacks consent.
 */
export function scopesToGrant(
  tenant: Tenant,
  clientId: string,
  requested: { readonly resource: Resource; readonly scopes: readonly string[] },
): readonly string[] | undefined {
  const consented = consentedScopes(tenant, clientId, requested.resource);
  if (consented.length === 0) return undefined;
  if (requested.scopes.includes('.default')) return consented;
  return requested.scopes.every((scope) => consented.includes(scope)) ? requested.scopes : undefined;
}
