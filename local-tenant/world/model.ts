/** What the local tenant is described with. */

/** A person of a tenant's directory. `key` is what a developer types: `--as olivia`. */
export interface Person {
  readonly key: string;
  readonly objectId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly userType: 'member' | 'guest';
  /** Template ids of the directory roles the person holds. */
  readonly directoryRoles: readonly string[];
  /** One line for a person who is choosing whom to sign in as. */
  readonly about: string;
}

/** A group of a tenant's directory, as the world began: `changes.ts` has what has changed since. */
export interface Group {
  readonly objectId: string;
  readonly displayName: string;
  readonly kind: 'security' | 'microsoft365';
  /** Keys of people. Owners of a group are not thereby members. */
  readonly owners: readonly string[];
  /** Keys of people. */
  readonly members: readonly string[];
  /** Groups whose members are members of this one too. */
  readonly nested: readonly Group[];
}

/** What a person may do on a web, as SharePoint's own role definitions name it. */
export type PermissionLevel = 'Full Control' | 'Design' | 'Edit' | 'Read';

export interface Web {
  readonly webId: string;
  readonly title: string;
  /** Server-relative, without a trailing slash: `/sites/operations/maintenance`. */
  readonly path: string;
  /** Person key → permission level. A person who is not here has no access. */
  readonly permissions: Readonly<Record<string, PermissionLevel>>;
}

export interface SiteCollection {
  readonly siteId: string;
  /** The first web is the root web of the collection. */
  readonly webs: readonly [Web, ...Web[]];
  /** Keys of the people who are site collection administrators. */
  readonly administrators: readonly string[];
  /** The Microsoft 365 group behind the site: its owners are site collection administrators, its members edit. */
  readonly connectedGroup?: Group;
}

/** An application registered in a tenant's directory. */
export interface Application {
  readonly key: 'connectionManager' | 'gallery' | 'sharePointClient' | 'engine' | 'unrelated';
  readonly appId: string;
  readonly displayName: string;
  /** Present for confidential clients. Only ever used on this machine. */
  readonly secret?: string;
  readonly redirectUris: readonly string[];
}

export interface Tenant {
  readonly key: 'contoso' | 'fabrikam';
  readonly tenantId: string;
  readonly displayName: string;
  /** The tenant's SharePoint host, without port. */
  readonly sharePointHost: string;
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly applications: readonly Application[];
  readonly siteCollections: readonly SiteCollection[];
  /** Where the tenant has SharePoint in other places too (Microsoft 365 Multi-Geo): hosts with sites of their own. */
  readonly furtherSharePoints?: readonly Pick<Tenant, 'sharePointHost' | 'siteCollections'>[];
  /** Path of the tenant's app catalog site; each SharePoint host has its own. */
  readonly appCatalogPath: string;
  /** Keys of the people registered as workflow administrators in the product. */
  readonly workflowAdministrators: readonly string[];
  /** Which of the two ways to a token the tenant's properties configure. */
  readonly signInWith: 'msal-browser' | 'token provider';
}

/** A third-party system that demands an API key in a header. */
export interface KeySystem {
  readonly key: string;
  readonly title: string;
  readonly host: string;
  readonly port: number;
  readonly header: string;
  readonly keys: readonly { readonly label: string; readonly key: string }[];
}

/** A third-party system that demands a username and a password (HTTP Basic, RFC 7617). */
export interface BasicSystem {
  readonly key: string;
  readonly title: string;
  readonly host: string;
  readonly port: number;
  readonly accounts: readonly {
    readonly username: string;
    readonly password: string;
    readonly displayName: string;
  }[];
}
