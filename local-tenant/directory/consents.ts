import type { Application, Tenant } from '../world/world';
import type { Resource } from './resources';
import { sharePointApplication } from './resources';

type Permissions = Partial<Record<Resource['key'], readonly string[]>>;

/**
 * What the tenant's administrators have consented to, for everybody. The unrelated application was
 * let in by somebody careless: the directory gives it tokens that the product must refuse, and
 * SharePoint tokens that are narrower than the product's own.
 */
const delegated: Readonly<Record<Application['key'], Permissions>> = {
  gallery: { connectionManager: ['connections.access'] },
  sharePointClient: { connectionManager: ['connections.access'] },
  connectionManager: {
    sharePoint: ['AllSites.FullControl'],
    graph: ['User.Read', 'User.ReadBasic.All', 'GroupMember.Read.All'],
  },
  engine: { connectionManager: ['bindings.write'] },
  unrelated: {
    connectionManager: ['connections.access', 'bindings.write'],
    sharePoint: ['AllSites.Manage', 'AllSites.Write', 'AllSites.Read'],
  },
};

const graphRoles: Partial<Record<Application['key'], readonly string[]>> = {
  connectionManager: ['GroupMember.Read.All', 'User.Read.All'],
};

/** The application with this id; undefined for SharePoint itself, which only signs people in. */
export function applicationOf(tenant: Tenant, clientId: string): Application | undefined {
  return tenant.applications.find((application) => application.appId === clientId);
}

/** Whether the directory knows a client of this id. */
export function isKnownClient(tenant: Tenant, clientId: string): boolean {
  return clientId === sharePointApplication.appId || applicationOf(tenant, clientId) !== undefined;
}

/** The delegated scopes the client may have at the resource. */
export function consentedScopes(tenant: Tenant, clientId: string, resource: Resource): readonly string[] {
  const application = applicationOf(tenant, clientId);
  return (application && delegated[application.key][resource.key]) ?? [];
}

/** The application roles the client was granted at the resource. */
export function grantedRoles(tenant: Tenant, clientId: string, resource: Resource): readonly string[] {
  const application = applicationOf(tenant, clientId);
  if (application === undefined) return [];
  if (resource.key === 'connectionManager') return application.applicationRoles;
  return resource.key === 'graph' ? (graphRoles[application.key] ?? []) : [];
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
