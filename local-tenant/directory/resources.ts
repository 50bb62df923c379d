import { exposedScopes, microsoftApplications } from '../../connection-manager/setup/applications';
import { sharePointOrigin, sharePointsOf, type Tenant } from '../world/world';
import { refuse, type Refusal } from './refusals';

/** An API for which the directory issues access tokens. */
export interface Resource {
  readonly key: 'connectionManager' | 'sharePoint' | 'graph';
  /** What a scope begins with: `api://<application id>/connections.access`. */
  readonly identifier: string;
  /** Of one that is known by several addresses, the others. */
  readonly otherIdentifiers?: readonly string[];
  /** `aud` of its tokens. */
  readonly audience: string;
  readonly scopes: readonly string[];
}

/** The application id SharePoint has in every tenant, and its secret here. */
export const sharePointApplication = {
  appId: microsoftApplications.sharePoint.appId,
  secret: 'local-only-secret-of-sharepoint',
} as const;

export const graphAudience = 'https://graph.microsoft.com';

const openIdScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/** The resources of a tenant, with every delegated scope they expose. */
export function resourcesOf(tenant: Tenant): readonly Resource[] {
  const api = tenant.applications.find((application) => application.key === 'connectionManager');
  if (api === undefined) throw new Error(`${tenant.displayName} has no connection manager registered.`);
  return [
    {
      key: 'connectionManager',
      identifier: `api://${api.appId}`,
      audience: api.appId,
      scopes: exposedScopes.map(({ value }) => value),
    },
    {
      key: 'sharePoint',
      identifier: sharePointOrigin(tenant),
      otherIdentifiers: sharePointsOf(tenant).slice(1).map(sharePointOrigin),
      audience: sharePointApplication.appId,
      scopes: ['AllSites.FullControl', 'AllSites.Manage', 'AllSites.Write', 'AllSites.Read'],
    },
    {
      key: 'graph',
      identifier: graphAudience,
      audience: graphAudience,
      scopes: ['User.Read', 'User.ReadBasic.All', 'User.Read.All', 'GroupMember.Read.All'],
    },
  ];
}

/** What a `scope` parameter asks for; `.default` is kept as a scope name. */
export type RequestedAccess =
  | { readonly kind: 'sign-in only' }
  | { readonly kind: 'resource'; readonly resource: Resource; readonly scopes: readonly string[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Reads a `scope` parameter as the directory does: full names (`api://…/connections.access`), bare
 * names that belong to Graph, OpenID scopes, and one resource in all.
 */
export function readScopes(tenant: Tenant, scope: string): RequestedAccess {
  const named = scope.split(' ').filter((name) => name !== '' && !openIdScopes.has(name));
  if (named.length === 0) return { kind: 'sign-in only' };

  const parts = named.map(splitScope);
  const identifiers = new Set(parts.map((part) => part.resource));
  const [identifier] = identifiers;
  if (identifiers.size > 1 || identifier === undefined) {
    return { kind: 'refused', refusal: refuse('severalResources', { scope }) };
  }
  const resource = resourcesOf(tenant).find((candidate) =>
    [candidate.identifier, candidate.audience, ...(candidate.otherIdentifiers ?? [])].includes(identifier),
  );
  if (resource === undefined) return { kind: 'refused', refusal: refuse('unknownResource', { identifier }) };

  const scopes = [...new Set(parts.map((part) => part.name))];
  const unknown = scopes.find((name) => name !== '.default' && !resource.scopes.includes(name));
  if (unknown !== undefined) {
    return { kind: 'refused', refusal: refuse('unknownScope', { identifier, scope: unknown }) };
  }
  return { kind: 'resource', resource, scopes };
}

function splitScope(scope: string): { readonly resource: string; readonly name: string } {
  const slash = scope.lastIndexOf('/');
  if (slash < 0) return { resource: graphAudience, name: scope };
  return { resource: scope.slice(0, slash), name: scope.slice(slash + 1) };
}
