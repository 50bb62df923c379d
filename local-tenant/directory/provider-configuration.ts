import { errors, type Adapter, type Client, type Context, type Token } from 'oidc-provider';
import { peopleOf } from '../world/changes';
import { directoryOrigin, sharePointOrigin, sharePointsOf, type Person, type Tenant } from '../world/world';
import { accessTokenClaims, accessTokenLifetime, pairwiseSubject } from './access-token';
import { contextsAsked } from './conditional-access';
import { consentedScopes, scopesToGrant } from './consents';
import { refuse, type Refusal } from './refusals';
import { readScopes, resourcesOf, sharePointApplication, type Resource } from './resources';
import { signInPolicy } from './sign-in-policy';
import type { DirectoryKeys } from './signing-keys';
import { refuseAccount } from './token-grants';

export const onBehalfOfGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

interface ConfigurationOptions {
  readonly tenant: Tenant;
  readonly keys: DirectoryKeys;
  readonly adapterFor: (model: string) => Adapter;
}

const twoWeeks = 14 * 24 * 60 * 60;
const fiveMinutes = 5 * 60;
const anHour = 60 * 60;

const routes = {
  authorization: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  jwks: '/discovery/v2.0/keys',
  end_session: '/oauth2/v2.0/logout',
};

const lifetimes = {
  AccessToken: accessTokenLifetime,
  AuthorizationCode: fiveMinutes,
  IdToken: anHour,
  Interaction: anHour,
  Session: twoWeeks,
  Grant: twoWeeks,
  RefreshToken: twoWeeks,
};

const claimsOfScopes = {
  openid: ['sub', 'oid', 'tid', 'ver', 'login_hint', 'uti'],
  profile: ['name', 'preferred_username'],
  email: ['email'],
  auth_time: null,
  iss: null,
  sid: null,
};

/** Cookies as Entra sets them: they must reach a hidden frame on a SharePoint page. */
export const directoryCookie = { httpOnly: true, sameSite: 'none', secure: true, signed: true } as const;

/** The settings that make oidc-provider answer as the directory of one tenant. */
export function providerConfiguration({
  tenant,
  keys,
  adapterFor,
}: ConfigurationOptions): Record<string, unknown> {
  return {
    adapter: adapterFor,
    clients: clientsOf(tenant),
    jwks: { keys: [keys.privateJwk] },
    cookies: cookiesOf(tenant, keys),
    routes,
    ttl: lifetimes,
    enableHttpPostMethods: true,
    features: featuresOf(tenant),
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: claimsOfScopes,
    conformIdTokenClaims: false,
    subjectTypes: ['public', 'pairwise'],
    // Nothing is there: it is only a name.
    sectorIdentifierUriValidate: () => false,
    pairwiseIdentifier: (_context: Context, accountId: string, client: Client) =>
      pairwiseSubject(tenant, accountId, client.clientId),
    pkce: { required: (_context: Context, client: Client) => client.clientAuthMethod === 'none' },
    clientBasedCORS: (_context: Context, origin: string, client: Client) =>
      client.clientAuthMethod === 'none' && client.redirectUris.some((uri) => new URL(uri).origin === origin),
    findAccount: (_context: Context, objectId: string) => accountOf(tenant, objectId),
    loadExistingGrant: grantWhatWasAsked,
    expiresWithSession: () => false,
    issueRefreshToken: keepOfflineAccess,
    rotateRefreshToken: true,
    interactions: {
      policy: signInPolicy(tenant),
      url: (_context: Context, interaction: { readonly uid: string }) =>
        `/${tenant.tenantId}/sign-in/${interaction.uid}`,
    },
    formats: { customizers: { jwt: shapeAccessToken(tenant) } },
  };
}

function cookiesOf(tenant: Tenant, keys: DirectoryKeys): Record<string, unknown> {
  return {
    // Both tenants share one host, so each has cookies of its own.
    names: {
      session: `session-${tenant.key}`,
      interaction: `interaction-${tenant.key}`,
      resume: `resume-${tenant.key}`,
    },
    keys: [keys.cookieKey],
    long: directoryCookie,
    short: directoryCookie,
  };
}

function clientsOf(tenant: Tenant): readonly Record<string, unknown>[] {
  const applications = tenant.applications.map(({ appId, displayName, secret, redirectUris }) => ({
    client_id: appId,
    client_name: displayName,
    redirect_uris: redirectUris,
    ...(redirectUris.length === 0
      ? { response_types: [], subject_type: 'public' }
      : { response_types: ['code'], subject_type: 'pairwise', ...sectorOf(redirectUris) }),
    ...(secret === undefined
      ? { token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'] }
      : {
          token_endpoint_auth_method: 'client_secret_basic',
          client_secret: secret,
          grant_types: [...codeGrant(redirectUris), 'client_credentials', onBehalfOfGrant],
        }),
  }));
  const sharePoint = {
    client_id: sharePointApplication.appId,
    client_name: 'SharePoint',
    client_secret: sharePointApplication.secret,
    redirect_uris: sharePointsOf(tenant).map((host) => `${sharePointOrigin(host)}/_forms/default.aspx`),
    response_types: ['code'],
    grant_types: ['authorization_code'],
    subject_type: 'pairwise',
  };
  return [...applications, { ...sharePoint, ...sectorOf(sharePoint.redirect_uris) }];
}

/** With redirect addresses on several hosts the provider wants to be told for whom subjects are made. */
function sectorOf(redirectUris: readonly string[]): { readonly sector_identifier_uri?: string } {
  return redirectUris.length > 1 ? { sector_identifier_uri: directoryOrigin } : {};
}

function codeGrant(redirectUris: readonly string[]): readonly string[] {
  return redirectUris.length === 0 ? [] : ['authorization_code'];
}

function featuresOf(tenant: Tenant): Record<string, unknown> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    userinfo: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: (context: Context, client: Client, oneOf?: string | readonly string[]) =>
        oneOf ?? requestedResource(tenant, context, client),
      useGrantedResource: () => true,
      getResourceServerInfo: (_context: Context, identifier: string, client: Client) =>
        describeResource(tenant, identifier, client),
    },
  };
}

/** Entra has no `resource` parameter: the resource follows from the scopes, and consent is checked with it. */
function requestedResource(tenant: Tenant, context: Context, client: Client): string | undefined {
  const scope = context.oidc.params?.scope ?? '';
  const requested = readScopes(tenant, scope);
  if (requested.kind === 'sign-in only') return undefined;
  if (requested.kind === 'refused') throw providerError(requested.refusal);
  if (scopesToGrant(tenant, client.clientId, requested) === undefined) {
    throw providerError(refuse('notConsented', { client: client.clientId, scope }));
  }
  return requested.resource.identifier;
}

function describeResource(tenant: Tenant, identifier: string, client: Client): Record<string, unknown> {
  const resource = resourcesOf(tenant).find((candidate) => candidate.identifier === identifier);
  if (resource === undefined) throw providerError(refuse('unknownResource', { identifier }));
  return {
    audience: resource.audience,
    scope: namesOf(resource, [...consentedScopes(tenant, client.clientId, resource), '.default']).join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: accessTokenLifetime,
    jwt: { sign: { alg: 'RS256' } },
  };
}

/** Every spelling under which a scope can be asked for; Graph's may stand alone. */
function namesOf(resource: Resource, scopes: readonly string[]): readonly string[] {
  return scopes.flatMap((scope) => [
    `${resource.identifier}/${scope}`,
    `${resource.audience}/${scope}`,
    ...(resource.key === 'graph' && scope !== '.default' ? [scope] : []),
  ]);
}

/** There are no consent screens: what an administrator consented to was checked when the resource was found. */
async function grantWhatWasAsked({ oidc }: Context): Promise<unknown> {
  const { account, client, params } = oidc;
  if (account === undefined) return undefined;
  const grant = new oidc.provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(' '));
  for (const [identifier, server] of Object.entries(oidc.resourceServers)) {
    const allowed = new Set(server.scope.split(' '));
    const asked = (params?.scope ?? '').split(' ').filter((scope) => allowed.has(scope));
    grant.addResourceScope(identifier, asked.join(' '));
  }
  await grant.save();
  return grant;
}

/**
 * The provider drops `offline_access` unless consent is asked for, as OpenID Connect Core section 11
 * says; Entra does not, and msal repeats the scope when it refreshes. So public clients get a refresh
 * token and the scope is put back.
 */
function keepOfflineAccess(_context: Context, client: Client, source: { scope?: string }): boolean {
  if (!client.grantTypeAllowed('refresh_token')) return false;
  source.scope = [...new Set([...(source.scope ?? '').split(' '), 'offline_access'])].join(' ').trim();
  return true;
}

function accountOf(tenant: Tenant, objectId: string): object | undefined {
  const person = peopleOf(tenant).find((candidate) => candidate.objectId === objectId);
  return person && { accountId: person.objectId, claims: () => idTokenClaims(tenant, person) };
}

function idTokenClaims(tenant: Tenant, person: Person): Record<string, unknown> {
  return {
    sub: person.objectId,
    oid: person.objectId,
    tid: tenant.tenantId,
    ver: '2.0',
    name: person.displayName,
    preferred_username: person.userPrincipalName,
    login_hint: person.userPrincipalName,
  };
}

interface StructuredToken {
  header?: Record<string, unknown>;
  payload: Record<string, unknown>;
}

function shapeAccessToken(tenant: Tenant) {
  return ({ oidc }: Context, token: Token, structured: StructuredToken): void => {
    const person = tenant.people.find((candidate) => candidate.objectId === token.accountId);
    const resource = resourcesOf(tenant).find((candidate) => candidate.audience === token.aud);
    if (person === undefined || resource === undefined) throw providerError(refuse('unknownPerson'));
    const hindrance = refuseAccount(person);
    if (hindrance !== undefined) throw providerError(hindrance);
    const scopes = shortScopes(tenant, { resource, clientId: token.clientId, scope: token.scope ?? '' });
    structured.header = { typ: 'JWT' };
    structured.payload = accessTokenClaims({
      tenant,
      clientId: token.clientId,
      audience: resource.audience,
      subject: { kind: 'person', person, scopes, contexts: contextsAsked(oidc.body?.claims) },
      issuedAt: Number(structured.payload.iat),
    });
  };
}

/** `scp` has the scopes by their short names, and those consented to in place of `.default`. */
function shortScopes(
  tenant: Tenant,
  { resource, clientId, scope }: { resource: Resource; clientId: string; scope: string },
): readonly string[] {
  const scopes = scope.split(' ').map((name) => name.slice(name.lastIndexOf('/') + 1));
  return scopesToGrant(tenant, clientId, { resource, scopes }) ?? [];
}

/** A refusal as an error of the provider, which answers it to the client. */
export function providerError(refusal: Refusal): Error {
  return new errors.CustomOIDCProviderError(refusal.error, refusal.description);
}
