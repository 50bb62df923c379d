import { decodeProtectedHeader } from 'jose';
import {
  accessScope,
  api,
  applicationOf,
  authority,
  anyText,
  textLike,
  type DirectoryVisitor,
  fragmentOf,
  gallery,
  personOf,
  TestDirectory,
  type Parameters,
} from '../testing/test-directory';
import { contoso, directoryOrigin, fabrikam, sharePointOrigin, sharePointsOf } from '../world/world';

const engine = applicationOf('engine');
const unrelated = applicationOf('unrelated');
const olivia = personOf('olivia');
const fullControl = `${sharePointOrigin(contoso)}/AllSites.FullControl`;

let directory: TestDirectory;
let visitor: DirectoryVisitor;

beforeAll(async () => {
  directory = await TestDirectory.open();
});
afterAll(() => directory.close());
beforeEach(() => {
  visitor = directory.visitor();
});

describe('scopes', () => {
  it.each([
    ['two resources', `${accessScope} ${fullControl}`, { error: 'invalid_scope', code: 28000 }],
    ['an unknown resource', 'api://nobody/connections.access', { error: 'invalid_resource', code: 500011 }],
    ['an unknown scope', `api://${api.appId}/everything`, { error: 'invalid_scope', code: 650053 }],
    [
      'a scope nobody consented to',
      `api://${api.appId}/bindings.write`,
      { error: 'consent_required', code: 65001 },
    ],
    ['a resource nobody consented to', fullControl, { error: 'consent_required', code: 65001 }],
  ])('refuses %s', async (_what, scope, { error, code }) => {
    const answer = fragmentOf(await visitor.authorize({ scope: `${scope} openid` }));
    expect(answer).toMatchObject({ error, error_description: textLike(new RegExp(`^AADSTS${code}: `)) });
  });

  it('gives what was consented to for .default', async () => {
    const { code = '' } = fragmentOf(
      await visitor.signIn('olivia', { scope: `api://${api.appId}/.default openid` }),
    );
    expect(await visitor.claimsOf((await visitor.redeem(code)).json().access_token)).toMatchObject({
      scp: 'connections.access',
    });
  });
});

describe('access tokens', () => {
  const everyone = { ver: '2.0', iss: `${authority}/v2.0`, tid: contoso.tenantId, uti: anyText };

  it.each([
    ['olivia', { acct: 0, wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'] }],
    [
      'gina',
      { acct: 0, wids: ['62e90394-69f5-4237-9190-012177145e10', 'b79fbf4d-3ef9-4689-8143-76b194e85509'] },
    ],
    ['gus', { acct: 1, preferred_username: 'gus_partner.example#EXT#@contoso.example' }],
  ])('describe %s as Entra would', async (key, special) => {
    const { access_token } = await visitor.tokensOf(key);
    const claims = await visitor.claimsOf(access_token);
    expect(claims).toMatchObject({
      ...everyone,
      aud: api.appId,
      azp: gallery.appId,
      azpacr: '0',
      oid: personOf(key).objectId,
      name: personOf(key).displayName,
      preferred_username: personOf(key).userPrincipalName,
      idtyp: 'user',
      scp: 'connections.access',
      ...special,
    });
    expect(claims).not.toHaveProperty('roles');
    expect(claims.sub).not.toBe(personOf(key).objectId);
    expect(claims.nbf).toBe(claims.iat);
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3900);
    expect(decodeProtectedHeader(String(access_token))).toEqual({
      typ: 'JWT',
      alg: 'RS256',
      kid: anyText,
    });
  });

  it.each([
    ['an engine', engine, { aud: api.appId, roles: ['connections.resolve'] }],
    [
      'the connection manager at Graph',
      api,
      { aud: 'https://graph.microsoft.com', roles: ['GroupMember.Read.All', 'User.Read.All'] },
    ],
    ['an application without a role', unrelated, { aud: api.appId }],
  ])('describe %s as an application', async (_who, client, special) => {
    const scope = special.aud === api.appId ? `api://${api.appId}/.default` : `${special.aud}/.default`;
    const claims = await visitor.claimsOf((await visitor.asApplication(client, scope)).json().access_token);
    expect(claims).toMatchObject({
      ...everyone,
      azp: client.appId,
      azpacr: '1',
      idtyp: 'app',
      sub: claims.oid,
      ...special,
    });
    for (const absent of ['scp', 'name', 'acct', 'wids', ...('roles' in special ? [] : ['roles'])]) {
      expect(claims).not.toHaveProperty(absent);
    }
  });

  it('are refused to an application with a wrong secret, or that names single scopes', async () => {
    const wrong = await visitor.asApplication({ ...engine, secret: 'wrong' }, `api://${api.appId}/.default`);
    expect(wrong.status).toBe(401);
    expect(wrong.json()).toMatchObject({ error: 'invalid_client', error_codes: [7000215] });
    expect((await visitor.asApplication(engine, accessScope)).json()).toMatchObject({
      error: 'invalid_scope',
      error_codes: [1002012],
    });
  });
});

describe('on behalf of a person', () => {
  it.each([
    ['SharePoint', fullControl, { aud: '00000003-0000-0ff1-ce00-000000000000', scp: 'AllSites.FullControl' }],
    [
      'Graph',
      'https://graph.microsoft.com/User.Read',
      { aud: 'https://graph.microsoft.com', scp: 'User.Read' },
    ],
    [
      'the other SharePoint host of the tenant',
      `${sharePointsOf(contoso).map(sharePointOrigin)[1] ?? ''}/AllSites.FullControl`,
      { aud: '00000003-0000-0ff1-ce00-000000000000', scp: 'AllSites.FullControl' },
    ],
    [
      'all of Graph',
      'https://graph.microsoft.com/.default',
      { aud: 'https://graph.microsoft.com', scp: 'User.Read User.ReadBasic.All GroupMember.Read.All' },
    ],
  ])('the connection manager gets a token for %s', async (_what, scope, expected) => {
    const answer = await visitor.onBehalfOf((await visitor.tokensOf('olivia')).access_token, { scope });
    expect(answer.status).toBe(200);
    expect(await visitor.claimsOf(answer.json().access_token)).toMatchObject({
      ...expected,
      azp: api.appId,
      azpacr: '1',
      idtyp: 'user',
      oid: olivia.objectId,
    });
  });

  it.each([
    [
      'more than was consented to',
      { scope: `${sharePointOrigin(contoso)}/AllSites.Read` },
      { error: 'invalid_grant', code: 65001, suberror: 'consent_required' },
    ],
    ['no scope', { scope: 'openid' }, { error: 'invalid_scope', code: 70011 }],
    ['a token that is none', { assertion: 'x.y.z' }, { error: 'invalid_grant', code: 50013 }],
    ['no assertion', { assertion: '' }, { error: 'invalid_request', code: 900144 }],
    ['another use', { requested_token_use: 'something' }, { error: 'invalid_request', code: 900144 }],
  ])('is refused with %s', async (_what, overrides, { code, ...expected }) => {
    const answer = await visitor.onBehalfOf(
      (await visitor.tokensOf('olivia')).access_token,
      overrides as unknown as Parameters,
    );
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({
      ...expected,
      error_codes: [code],
      error_description: textLike(new RegExp(`^AADSTS${code}: .* Trace ID: `)),
    });
  });

  it('is refused with a token for another application', async () => {
    const { access_token } = await visitor.tokensOf('olivia');
    const forSharePoint = (await visitor.onBehalfOf(access_token)).json().access_token;
    expect((await visitor.onBehalfOf(forSharePoint)).json()).toMatchObject({
      error: 'invalid_grant',
      error_codes: [500131],
    });
  });

  it('is refused with a token of an application', async () => {
    const { access_token } = (await visitor.asApplication(engine, `api://${api.appId}/.default`)).json();
    expect((await visitor.onBehalfOf(access_token)).json()).toMatchObject({
      error: 'invalid_grant',
      error_codes: [7000114],
    });
  });

  it('is refused without the secret, and to the public client', async () => {
    const { access_token } = await visitor.tokensOf('olivia');
    expect((await visitor.onBehalfOf(access_token, { client_secret: 'wrong' })).status).toBe(401);
    expect(
      (await visitor.onBehalfOf(access_token, { client_id: gallery.appId, client_secret: '' })).status,
    ).toBe(400);
  });

  it('is refused with a token of another tenant', async () => {
    const other = applicationOf('engine', fabrikam);
    const answer = await visitor.visit(`${directoryOrigin}/${fabrikam.tenantId}/oauth2/v2.0/token`, {
      form: {
        grant_type: 'client_credentials',
        client_id: other.appId,
        client_secret: other.secret,
        scope: `api://${applicationOf('connectionManager', fabrikam).appId}/.default`,
      },
    });
    expect((await visitor.onBehalfOf(answer.json().access_token)).json()).toMatchObject({
      error_codes: [50013],
    });
  });
});
