import { contoso, directoryOrigin, fabrikam, sharePointOrigin } from '../../world/world';
import { startSharePointUnderTest, type SharePointUnderTest } from '../sharepoint-under-test';

const contosoIssuer = `${directoryOrigin}/${contoso.tenantId}/v2.0`;
const home = '/sites/operations/SitePages/Home.aspx';

describe('signing in', () => {
  let tenant: SharePointUnderTest;
  beforeEach(async () => {
    tenant = await startSharePointUnderTest();
  });
  afterEach(() => tenant.close());

  it('sends a stranger to the directory, with PKCE and the hint of the address', async () => {
    const told = await tenant.ask(`${home}?login_hint=olivia@contoso.example&theme=dark`);
    const address = new URL(told.headers.location ?? '');
    expect(told.status).toBe(302);
    expect(address.origin + address.pathname).toBe(
      `${directoryOrigin}/${contoso.tenantId}/oauth2/v2.0/authorize`,
    );
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: '00000003-0000-0ff1-ce00-000000000000',
      redirect_uri: `${sharePointOrigin(contoso)}/_forms/default.aspx`,
      response_type: 'code',
      scope: 'openid profile',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      login_hint: 'olivia@contoso.example',
    });
  });

  it('gives a cookie that scripts cannot read, and goes back to where the person wanted to be', async () => {
    const begun = await tenant.ask(`${home}?theme=dark&login_hint=olivia`);
    const query = new URL(begun.headers.location ?? '').searchParams;
    tenant.falsifyIdToken({ nonce: query.get('nonce') ?? '', oid: contoso.people[0]?.objectId ?? '' });
    const ended = await tenant.ask(`/_forms/default.aspx?code=c&state=${query.get('state')}`);
    expect(ended.headers.location).toBe(`${home}?theme=dark`);
    expect(ended.headers['set-cookie']?.[0]).toMatch(
      /^FedAuth=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=None$/,
    );
  });

  it.each([
    ['with another nonce', { nonce: 'other' }],
    ['of another tenant', { tid: fabrikam.tenantId, iss: contosoIssuer }],
    ['of another issuer', { iss: `${directoryOrigin}/${fabrikam.tenantId}/v2.0` }],
    ['for another application', { aud: contoso.applications[0]?.appId ?? '' }],
    ['of a person whom the directory does not have', { oid: 'nobody' }],
  ])('refuses an ID token %s', async (_which, claims) => {
    const begun = await tenant.ask(home);
    const query = new URL(begun.headers.location ?? '').searchParams;
    const genuine = { nonce: query.get('nonce') ?? '', oid: contoso.people[0]?.objectId ?? '' };
    tenant.falsifyIdToken({ ...genuine, ...claims });
    const ended = await tenant.ask(`/_forms/default.aspx?code=c&state=${query.get('state')}`);
    expect([ended.status, ended.headers['set-cookie']]).toEqual([400, undefined]);
  });

  describe('an attempt', () => {
    const notBegunHere = 'This sign-in was not begun here, or took too long.';

    async function begin(): Promise<string> {
      const { location = '' } = (await tenant.ask(home)).headers;
      return new URL(location).searchParams.get('state') ?? '';
    }

    async function finish(state: string, host = new URL(sharePointOrigin(contoso)).host): Promise<string> {
      const query = new URLSearchParams({ error: 'access_denied', error_description: 'Cancelled.', state });
      const told = await tenant.ask(`/_forms/default.aspx?${query.toString()}`, { host });
      expect([told.status, told.headers['set-cookie']]).toEqual([400, undefined]);
      return /<p>([^<]*)<\/p>/.exec(told.text)?.[1] ?? '';
    }

    it('ends with the words of the directory, once', async () => {
      const state = await begin();
      expect(await finish(state)).toBe('Cancelled.');
      expect(await finish(state)).toBe(notBegunHere);
    });

    it('ends at the host where it was begun', async () => {
      expect(await finish(await begin(), new URL(sharePointOrigin(fabrikam)).host)).toBe(notBegunHere);
    });

    it('is not invented, and not older than a quarter of an hour', async () => {
      expect(await finish('invented')).toBe(notBegunHere);
      const state = await begin();
      tenant.passTime(15 * 60 + 1);
      expect(await finish(state)).toBe(notBegunHere);
    });
  });

  it('ends with signing out', async () => {
    const cookie = await tenant.signIn('olivia');
    expect((await tenant.ask(home, { headers: { cookie } })).status).toBe(200);
    const out = await tenant.ask('/_layouts/15/SignOut.aspx', { headers: { cookie } });
    expect(out.headers['set-cookie']?.[0]).toMatch(/^FedAuth=; Max-Age=0;/);
    expect((await tenant.ask(home, { headers: { cookie } })).status).toBe(302);
  });
});
