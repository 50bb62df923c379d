import type { ApplicationRole, Scope } from '../../src/contract/route';

// What the product needs in a tenant, and nothing else: the script, the checklist, the checks and the local
// tenant are all made from it. It imports no code, so that the local tenant can read it without the product.

/** An application of the product in a tenant's directory. Of engines there may be several. */
export type ApplicationKey = 'connectionManager' | 'gallery' | 'sharePointClient' | 'engine';

/** An API that one of them calls. */
export type ResourceKey = 'connectionManager' | 'sharePoint' | 'graph';

/** Microsoft's own applications: the same ids in every tenant. */
export const microsoftApplications = {
  graph: { appId: '00000003-0000-0000-c000-000000000000', displayName: 'Microsoft Graph' },
  sharePoint: { appId: '00000003-0000-0ff1-ce00-000000000000', displayName: 'SharePoint Online' },
  // Microsoft 365 Developer Blog, "Changes on SharePoint Framework (SPFx) permission grants in Microsoft Entra
  // ID", 2025; the id as in AADSTS65001 messages that name it.
  sharePointClient: {
    appId: '08e18876-6177-487e-b8b5-cf950c1e598c',
    displayName: 'SharePoint Online Web Client Extensibility',
  },
} as const;

export const displayNames = {
  /** `webApiPermissionRequests` of the package names the application by this. */
  connectionManager: 'Workflow Gallery connection manager',
  gallery: 'Workflow Gallery',
  sharePointClient: microsoftApplications.sharePointClient.displayName,
  engine: 'Workflow engine',
} as const satisfies Record<ApplicationKey, string>;

/** Where the directory may send a browser back to. */
export const redirectPaths = {
  connectionManager: '/connect/signin',
  gallery: '/_forms/spfxsinglesignon.aspx',
} as const;

interface Exposed<Value extends string> {
  /** Ours to choose, and the same everywhere, so that a registration can be compared and repeated. */
  readonly id: string;
  readonly value: Value;
  readonly title: string;
  readonly about: string;
}

/** Delegated scopes of the connection manager's API. */
export const exposedScopes: readonly Exposed<Scope>[] = [
  {
    id: '5b0c8f5e-6d0e-4d53-9c0e-0d6f5a5e7c11',
    value: 'connections.access',
    title: 'Use the Connections page',
    about:
      'List, create and manage connections in the name of the person who is signed in, as far as they may.',
  },
  {
    id: '0f7d2a3c-8a52-4c9a-b7f5-63f1f0f2b922',
    value: 'bindings.write',
    title: 'Bind connections to workflow steps',
    about: 'Bind a connection to a step of a workflow in the name of the person who is signed in.',
  },
];

/** Application roles of the connection manager's API. */
export const exposedRoles: readonly Exposed<ApplicationRole>[] = [
  {
    id: '9d3a1c47-2f6b-4e0d-8f0a-5f0b6f6c3d33',
    value: 'connections.resolve',
    title: 'Use connections at run time',
    about: 'Resolve the connection bound to a workflow step, or make a call through it.',
  },
];

/** Claims the directory adds to tokens for the API: who is a guest, which roles, person or application. */
export const optionalClaims = ['idtyp', 'acct', 'wids'] as const;

export interface Permission {
  readonly resource: ResourceKey;
  /** Delegated: in the name of a person who is there. Application: in its own name, when nobody is. */
  readonly kind: 'delegated' | 'application';
  readonly name: string;
  readonly why: string;
}

/** What each application is allowed to do, and why it needs it. */
export const permissions: Readonly<Record<ApplicationKey, readonly Permission[]>> = {
  connectionManager: [
    {
      resource: 'sharePoint',
      kind: 'delegated',
      name: 'AllSites.FullControl',
      why: 'to ask SharePoint for the rights a person has on a site: with anything narrower SharePoint hides them. Reads only, and never more than the person may.',
    },
    {
      resource: 'graph',
      kind: 'delegated',
      name: 'User.Read',
      why: 'to sign the person in to the connect window',
    },
    {
      resource: 'graph',
      kind: 'delegated',
      name: 'User.ReadBasic.All',
      why: 'to show the names of owners and users, and to find people to add',
    },
    {
      resource: 'graph',
      kind: 'delegated',
      name: 'GroupMember.Read.All',
      why: 'to find out whether a person belongs to a group a connection was given to',
    },
    {
      resource: 'graph',
      kind: 'application',
      name: 'GroupMember.Read.All',
      why: 'to find out the same while a workflow runs and nobody is signed in, and to read the names of groups',
    },
    {
      resource: 'graph',
      kind: 'application',
      name: 'User.Read.All',
      why: 'to see whether owners, users and authors of bindings still have an enabled account, and who is a guest, also while a workflow runs',
    },
  ],
  gallery: [accessTo('to call the connection manager for the person who opened the Workflow Gallery')],
  sharePointClient: [
    accessTo(
      'to call the connection manager through SharePoint’s own token provider. It serves every SharePoint Framework solution of the tenant, so it gets this one scope and no other.',
    ),
  ],
  engine: [
    {
      resource: 'connectionManager',
      kind: 'application',
      name: 'connections.resolve' satisfies ApplicationRole,
      why: 'to use at run time the connections bound to the steps of its workflows',
    },
    {
      resource: 'connectionManager',
      kind: 'delegated',
      name: 'bindings.write' satisfies Scope,
      why: 'to bind connections to steps in the name of the designer who saves them',
    },
  ],
};

function accessTo(why: string): Permission {
  return {
    resource: 'connectionManager',
    kind: 'delegated',
    name: 'connections.access' satisfies Scope,
    why,
  };
}

/** The names of one kind of permission that an application has at a resource. */
export function permissionNames(
  application: ApplicationKey,
  resource: ResourceKey,
  kind: Permission['kind'],
): readonly string[] {
  return permissions[application]
    .filter((permission) => permission.resource === resource && permission.kind === kind)
    .map(({ name }) => name);
}

export interface PropertyValues {
  readonly api: string;
  readonly apiId: string;
  /** Only where the web part signs people in with its own registration. */
  readonly clientId?: string | undefined;
}

/** The tenant properties by which the web part finds the connection manager. */
export function tenantProperties({ api, apiId, clientId }: PropertyValues): Readonly<Record<string, string>> {
  return {
    WorkflowConnectionsApi: api,
    WorkflowConnectionsApiId: apiId,
    ...(clientId === undefined ? {} : { WorkflowConnectionsClientId: clientId }),
  };
}

export interface RegisteredTenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly authority: string;
  readonly graph?: string;
  readonly apiId: string;
  readonly clientSecretFile: string;
  readonly sharePointHosts: readonly string[];
  /** The clients that call for people: SharePoint's own, and the web part's registration where it has one. */
  readonly clientIds: readonly string[];
  readonly engineIds: readonly string[];
  readonly workflowAdministrators: readonly string[];
}

/** What `connection-manager tenant add` is given for a tenant that was set up so. */
export function tenantRegistration(tenant: RegisteredTenant) {
  return {
    tenantId: tenant.tenantId,
    displayName: tenant.displayName,
    directory: { authority: tenant.authority },
    ...(tenant.graph === undefined ? {} : { graph: tenant.graph }),
    application: { id: tenant.apiId, clientSecretFile: tenant.clientSecretFile },
    sharePointHosts: tenant.sharePointHosts,
    allowedClients: {
      'connections.access': tenant.clientIds,
      'bindings.write': tenant.engineIds,
    } satisfies Record<Scope, readonly string[]>,
    engines: tenant.engineIds,
    workflowAdministrators: tenant.workflowAdministrators,
  };
}
