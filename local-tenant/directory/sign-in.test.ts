import { randomBytes } from 'node:crypto';
import {
  accessScope,
  api,
  authority,
  anyText,
  textLike,
  type DirectoryVisitor,
  fragmentOf,
  gallery,
  galleryRedirect,
  locationOf,
  personOf,
  TestDirectory,
  verifier,
} from '../testing/test-directory';
import { contoso, sharePointOrigin } from '../world/world';

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

describe('signing in with the authorization code flow', () => {
  it('shows the people of the tenant in a page that cannot be framed and runs no script', async () => {
    const page = await visitor.visit(locationOf(await visitor.authorize()));
    expect(page.status).toBe(200);
    for (const { displayName, userPrincipalName, about } of contoso.people) {
      expect(page.text).toContain(displayName);
      expect(page.text).toContain(userPrincipalName);
      expect(page.text).toContain(about);
    }
    expect(page.text).toMatch(/<h1>Pick an account<\/h1>/);
    expect(page.text).not.toMatch(/<script/i);
    expect(page.headers).toMatchObject({
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': textLike(
        /^default-src 'none'; style-src 'sha256-\S+'; form-action 'self' https:\/\/contoso\.sharepoint\.localhost:\d+; frame-ancestors 'none'/,
      ),
    });
  });

  it('lists the hinted person first', async () => {
    const page = await visitor.visit(
      locationOf(await visitor.authorize({ login_hint: 'Walt@contoso.example' })),
    );
    expect(/<span class="name">([^<]+)/.exec(page.text)?.[1]).toBe('Walt Weber');
  });

  it('sets cookies that reach a hidden frame on another site', async () => {
    const page = locationOf(await visitor.authorize());
    const posted = await visitor.visit(page, { form: { person: olivia.objectId } });
    const cookies = (await visitor.visit(locationOf(posted))).headers['set-cookie'] ?? [];
    const session = cookies.find((cookie) => cookie.startsWith('session-contoso='));
    expect(session).toMatch(/samesite=none/i);
    expect(session).toMatch(/secure/i);
    expect(session).toMatch(/httponly/i);
  });

  it('returns state and code in the fragment, and no iss, as Entra does', async () => {
    const answer = await visitor.signIn('olivia');
    expect(locationOf(answer).split('#')[0]).toBe(galleryRedirect);
    expect(fragmentOf(answer)).toEqual({ code: anyText, state: 'a state' });
  });

  it('redeems the code for the tokens msal needs, to the origin of the redirect address', async () => {
    const { code = '' } = fragmentOf(await visitor.signIn('olivia'));
    const answer = await visitor.redeem(code);
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe(sharePointOrigin(contoso));
    expect(answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3900, scope: accessScope });
    const info = JSON.parse(
      Buffer.from(String(answer.json().client_info), 'base64url').toString('utf8'),
    ) as unknown;
    expect(info).toEqual({ uid: olivia.objectId, utid: contoso.tenantId });
    expect(await visitor.claimsOf(answer.json().id_token)).toMatchObject({
      aud: gallery.appId,
      oid: olivia.objectId,
      tid: contoso.tenantId,
      name: 'Olivia Owens',
      preferred_username: olivia.userPrincipalName,
      login_hint: olivia.userPrincipalName,
      nonce: 'a nonce',
      ver: '2.0',
    });
  });

  it('refuses another origin, another verifier, and a code used twice', async () => {
    const first = fragmentOf(await visitor.signIn('olivia')).code ?? '';
    const headers = { origin: 'https://elsewhere.example' };
    const elsewhere = await visitor.visit(`${authority}/oauth2/v2.0/token`, {
      headers,
      form: {
        grant_type: 'authorization_code',
        client_id: gallery.appId,
        code: first,
        code_verifier: verifier,
        redirect_uri: galleryRedirect,
      },
    });
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.headers['access-control-allow-origin']).toBeUndefined();
    const wrong = await visitor.redeem(first, { code_verifier: randomBytes(32).toString('base64url') });
    expect(wrong.json()).toMatchObject({ error: 'invalid_grant', error_codes: [70000] });
    expect((await visitor.redeem(first)).status).toBe(200);
    expect((await visitor.redeem(first)).json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('demands PKCE of the public client', async () => {
    const answer = await visitor.authorize({ code_challenge: '', code_challenge_method: '' });
    expect(fragmentOf(answer)).toMatchObject({ error: 'invalid_request' });
  });

  it('does not redirect to an address that is not registered', async () => {
    const answer = await visitor.authorize({ redirect_uri: 'https://elsewhere.example/' });
    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.headers['x-frame-options']).toBe('DENY');
  });

  it('tells the application when the person cancels', async () => {
    const page = locationOf(await visitor.authorize());
    const posted = await visitor.visit(page, { form: { cancel: 'yes' } });
    expect(fragmentOf(await visitor.visit(locationOf(posted)))).toMatchObject({ error: 'access_denied' });
  });

  it('renews with a refresh token, which works once', async () => {
    const { refresh_token } = await visitor.tokensOf('olivia');
    const form = {
      grant_type: 'refresh_token',
      client_id: gallery.appId,
      refresh_token: String(refresh_token),
      scope: `${accessScope} openid profile offline_access`,
    };
    const renewed = await visitor.requestToken(form);
    expect(renewed.json()).toMatchObject({ scope: accessScope, client_info: anyText });
    expect(await visitor.claimsOf(renewed.json().access_token)).toMatchObject({
      oid: olivia.objectId,
      scp: 'connections.access',
    });
    expect((await visitor.requestToken(form)).json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('signs in to the connection manager with a secret and without any resource', async () => {
    const redirect = api.redirectUris[0] ?? '';
    const parameters = {
      client_id: api.appId,
      scope: 'openid profile',
      redirect_uri: redirect,
      response_mode: 'query',
    };
    const answer = await visitor.signIn('olivia', parameters);
    const code = new URL(locationOf(answer)).searchParams.get('code') ?? '';
    const form = { client_id: api.appId, redirect_uri: redirect };
    const proof = {
      ...form,
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      client_secret: api.secret,
    };
    expect((await visitor.requestToken({ ...proof, client_secret: 'wrong' })).status).toBe(401);
    const redeemed = await visitor.requestToken(proof);
    expect(await visitor.claimsOf(redeemed.json().id_token)).toMatchObject({
      aud: api.appId,
      oid: olivia.objectId,
    });
    expect(redeemed.json()).not.toHaveProperty('refresh_token');
  });
});
