import { consentedScopes, grantedRoles } from '../directory/consents';
import { resourcesOf } from '../directory/resources';
import { graphAddress } from '../graph/graph';
import { controlPath } from '../systems/system-control';
import {
  beacon,
  connectionManagerOrigin,
  directoryOrigin,
  ledger,
  sharePointOrigin,
  sharePointsOf,
  systemOrigins,
  type Application,
  type Tenant,
} from '../world/world';

/** The one address a person or a script needs to know: it tells all others. */
export const guideAddress = `${directoryOrigin}/local-tenant`;

/** Everything there is in the local tenant, and how to drive it from outside. */
export function describeLocalTenant(tenants: readonly Tenant[]): object {
  return {
    about: 'Development equipment. Nobody here is real, and every secret works on this machine only.',
    addresses: {
      guide: guideAddress,
      directory: directoryOrigin,
      graph: graphAddress,
      connectionManager: connectionManagerOrigin,
      ...systemOrigins,
    },
    tenants: tenants.map(describeTenant),
    systems: [describeLedger(), describeBeacon()],
    tokens: describeTokens(tenants),
    switches: {
      about: 'What an administrator would change; all is as it was when the local tenant is started again.',
      addresses: switchesDescribed.map((each) => `PUT ${guideAddress}/${each}`),
    },
    unknownAddresses: {
      about: 'What SharePoint was asked for and does not know; a test run fails for it.',
      address: `${guideAddress}/unknown-addresses`,
    },
    presence: {
      about:
        'Behind the address of a gallery page: SharePoint’s token provider finds that the directory wants to see the person in a window, by a redirect (enough, or never enough), or does not answer at all.',
      queries: ['popup', 'redirect', 'every-redirect', 'silence'].map((wish) => `?presence=${wish}`),
    },
    signIn: {
      about: 'Signs a person in to this browser and goes on to an address of the local tenant.',
      address: `${guideAddress}/sign-in?tenant=contoso&person=olivia&continue=<address>`,
    },
  };
}

const switchesDescribed: readonly string[] = [
  'consents {"tenant": "contoso", "application": "connectionManager", "isGiven": false}',
  'conditional-access {"tenant": "contoso", "isDemanded": true}',
  'accounts {"tenant": "contoso", "person": "dana", "state": "enabled" | "disabled" | "deleted"}',
  'memberships {"tenant": "contoso", "group": "Field engineers", "person": "ravi", "isMember": true}',
  'site-permissions {"tenant": "contoso", "path": "/sites/operations", "person": "ravi", "level": "Full Control" | "Design" | "Edit" | "Read" | null, "isAdministrator": true}',
];

/** The page of the Workflow Gallery on each site of a tenant, the app catalog aside. */
export function galleryPages(
  tenant: Tenant,
): readonly { readonly title: string; readonly address: string }[] {
  return sharePointsOf(tenant).flatMap((host) =>
    host.siteCollections
      .flatMap((collection) => collection.webs)
      .filter((web) => web.path !== tenant.appCatalogPath)
      .map((web) => ({
        title: web.title,
        address: `${sharePointOrigin(host)}${web.path}/SitePages/WorkflowGallery.aspx`,
      })),
  );
}

function describeTenant(tenant: Tenant): object {
  const authority = `${directoryOrigin}/${tenant.tenantId}`;
  return {
    key: tenant.key,
    tenantId: tenant.tenantId,
    displayName: tenant.displayName,
    signInWith: tenant.signInWith,
    sharePoint: sharePointOrigin(tenant),
    sharePointHosts: sharePointsOf(tenant).map(sharePointOrigin),
    appCatalog: `${sharePointOrigin(tenant)}${tenant.appCatalogPath}`,
    galleryPages: galleryPages(tenant),
    directory: { authority, metadata: `${authority}/v2.0/.well-known/openid-configuration` },
    workflowAdministrators: tenant.workflowAdministrators,
    people: tenant.people,
    groups: tenant.groups,
    siteCollections: sharePointsOf(tenant).flatMap(({ siteCollections }) => siteCollections),
    applications: tenant.applications.map((application) => describeApplication(tenant, application)),
  };
}

function describeApplication(tenant: Tenant, application: Application): object {
  const resources = resourcesOf(tenant);
  return {
    ...application,
    delegatedScopes: resources.flatMap((resource) =>
      consentedScopes(tenant, application.appId, resource).map((scope) => `${resource.identifier}/${scope}`),
    ),
    applicationRoles: resources.flatMap((resource) =>
      grantedRoles(tenant, application.appId, resource).map((role) => `${resource.identifier}/${role}`),
    ),
  };
}

function describeLedger(): object {
  return {
    key: ledger.key,
    title: ledger.title,
    address: systemOrigins.ledger,
    signIn: 'HTTP Basic (RFC 7617)',
    routes: ['GET /', 'GET /me', 'GET /entries', 'POST /entries {"amount": 12.5, "text": "…"}'],
    accounts: ledger.accounts,
    control: describeControl(systemOrigins.ledger),
  };
}

function describeBeacon(): object {
  return {
    key: beacon.key,
    title: beacon.title,
    address: systemOrigins.beacon,
    signIn: `An API key in the header ${beacon.header}`,
    routes: ['GET /', 'GET /me', 'GET /signals', 'POST /signals {"message": "…"}'],
    keys: beacon.keys,
    control: describeControl(systemOrigins.beacon),
  };
}

function describeControl(origin: string): object {
  return {
    mode: `PUT ${origin}${controlPath} {"mode": "normal" | "refuse" | "broken" | "slow" | "redirect"}`,
    calls: `GET ${origin}${controlPath}/calls`,
  };
}

function describeTokens(tenants: readonly Tenant[]): object {
  return {
    about:
      'Issues an access token to a script, as the directory would to the client; what it would refuse is refused.',
    address: `POST ${guideAddress}/tokens`,
    examples: [
      { tenant: 'contoso', person: 'olivia', audience: 'connectionManager' },
      {
        tenant: 'contoso',
        person: 'dana',
        audience: 'connectionManager',
        client: 'engine',
        scopes: ['bindings.write'],
      },
      { tenant: 'contoso', person: 'amir', audience: 'sharePoint', client: 'connectionManager' },
      { tenant: 'contoso', application: 'engine', audience: 'connectionManager' },
    ],
    tenants: tenants.map((tenant) => tenant.key),
    audiences: ['connectionManager', 'sharePoint', 'graph'],
    clients: tenants[0]?.applications.map((application) => application.key),
  };
}
