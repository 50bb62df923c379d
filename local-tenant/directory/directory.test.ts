import {
  applicationOf,
  authority,
  anyText,
  textLike,
  authorizeAddress,
  type DirectoryVisitor,
  fragmentOf,
  locationOf,
  personOf,
  TestDirectory,
  type Parameters,
} from '../testing/test-directory';
import type { Answer } from '../testing/visitor';
import { contoso, directoryOrigin, fabrikam } from '../world/world';

const olivia = personOf('olivia');

let directory: TestDirectory;
let visitor: DirectoryVisitor;

beforeAll(async () => {
  directory = await TestDirectory.open();
});
afterAll(() => directory.close());
beforeEach(() => {
  visitor = directory.visitor();
});

describe('metadata and keys', () => {
  it('have the addresses of Entra version 2.0, for any origin', async () => {
    const answer = await visitor.visit(`${authority}/v2.0/.well-known/openid-configuration`, {
      headers: { origin: 'https://anywhere.example' },
    });
    expect(answer.headers['access-control-allow-origin']).toBe('https://anywhere.example');
    expect(answer.json()).toMatchObject({
      issuer: `${authority}/v2.0`,
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
    });
    expect(answer.json()).not.toHaveProperty('authorization_response_iss_parameter_supported');
  });

  it('name for each key the issuers that may use it, and no private part', async () => {
    const { keys } = (await visitor.visit(`${authority}/discovery/v2.0/keys`)).json();
    expect(keys).toEqual([
      {
        kty: 'RSA',
        use: 'sig',
        alg: 'RS256',
        kid: anyText,
        n: anyText,
        e: 'AQAB',
        issuer: `${directoryOrigin}/{tenantid}/v2.0`,
      },
    ]);
  });

  it('differ between tenants', async () => {
    const other = (await visitor.visit(`${directoryOrigin}/${fabrikam.tenantId}/discovery/v2.0/keys`)).text;
    expect(other).not.toBe((await visitor.visit(`${authority}/discovery/v2.0/keys`)).text);
  });
});

describe('prompts', () => {
  const silent = { prompt: 'none' };

  it('answers login_required to a silent request of a stranger', async () => {
    expect(fragmentOf(await visitor.authorize(silent))).toMatchObject({
      error: 'login_required',
      error_description: textLike(/^AADSTS50058: /),
      state: 'a state',
    });
  });

  it('answers a silent request of somebody signed in with a code, in a redirect that may be framed', async () => {
    await visitor.signIn('olivia');
    const answer = await visitor.authorize(silent);
    expect(fragmentOf(answer)).toHaveProperty('code');
    expect(answer.headers['x-frame-options']).toBeUndefined();
    expect(answer.headers['content-security-policy']).toBeUndefined();
  });

  it('heeds the hint of a silent request', async () => {
    await visitor.signIn('olivia');
    const hinted = (login_hint: string): Promise<Answer> => visitor.authorize({ ...silent, login_hint });
    expect(fragmentOf(await hinted(olivia.userPrincipalName))).toHaveProperty('code');
    expect(fragmentOf(await hinted('amir@contoso.example'))).toMatchObject({ error: 'login_required' });
  });

  it.each(['login', 'select_account'])(
    'shows the page again for prompt=%s, though somebody is signed in',
    async (prompt) => {
      await visitor.signIn('olivia');
      expect(fragmentOf(await visitor.signIn('olivia', { prompt }))).toHaveProperty('code');
      const page = locationOf(await visitor.authorize({ prompt }));
      expect(page).toContain(`/${contoso.tenantId}/sign-in/`);
    },
  );

  it('lets somebody else take over the browser', async () => {
    await visitor.signIn('olivia');
    const interlude = await visitor.signIn('amir', { prompt: 'select_account' });
    const inputs = [...interlude.text.matchAll(/name="(\w+)" value="([^"]+)"/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    const action = /action="([^"]+)"/.exec(interlude.text)?.[1] ?? '';
    const signedOut = await visitor.visit(action, { form: Object.fromEntries(inputs) as Parameters });
    const { code = '' } = fragmentOf(await visitor.visit(locationOf(signedOut)));
    expect(await visitor.claimsOf((await visitor.redeem(code)).json().access_token)).toMatchObject({
      oid: personOf('amir').objectId,
    });
  });

  it('keeps the tenants apart', async () => {
    await visitor.signIn('olivia');
    const elsewhere = applicationOf('gallery', fabrikam);
    const address = authorizeAddress({
      ...silent,
      client_id: elsewhere.appId,
      redirect_uri: elsewhere.redirectUris[0] ?? '',
      scope: 'openid profile',
    }).replace(contoso.tenantId, fabrikam.tenantId);
    expect(fragmentOf(await visitor.visit(address))).toMatchObject({ error: 'login_required' });
  });
});

describe('a restart', () => {
  it('signs nobody out and keeps the keys', async () => {
    const { access_token } = await visitor.tokensOf('olivia');
    await directory.restart();
    const again = directory.visitor(visitor.cookies);
    expect(await again.claimsOf(access_token)).toMatchObject({ oid: olivia.objectId });
    expect(fragmentOf(await again.authorize({ prompt: 'none' }))).toHaveProperty('code');
  });
});
