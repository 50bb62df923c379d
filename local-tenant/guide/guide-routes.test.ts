import { decodeJwt } from 'jose';
import { directoryListener } from '../directory-host';
import { type DirectoryVisitor, fragmentOf, personOf, TestDirectory } from '../testing/test-directory';
import type { Answer } from '../testing/visitor';
import { connectionManagerOrigin, contoso, sharePointOrigin } from '../world/world';
import { createGuide } from './guide-routes';
import { guideAddress } from './local-tenant-guide';

let directory: TestDirectory;
let visitor: DirectoryVisitor;

beforeAll(async () => {
  directory = await TestDirectory.open((inner) =>
    directoryListener(inner, { unknownAddresses: () => ['GET /_api/unheard-of'] }, () => new Date()),
  );
});
afterAll(() => directory.close());
beforeEach(() => {
  visitor = directory.visitor();
});

function wish(json: unknown): Promise<Answer> {
  return visitor.visit(`${guideAddress}/tokens`, { json });
}

describe(createGuide.name, () => {
  it('tells every address, person, application and system', async () => {
    const { text } = await visitor.visit(guideAddress);
    for (const expected of [
      `${sharePointOrigin(contoso)}/sites/operations/maintenance/SitePages/WorkflowGallery.aspx`,
      connectionManagerOrigin,
      `/${contoso.tenantId}/v2.0/.well-known/openid-configuration`,
      'https://ledger.systems.localhost',
      'Blue-Harbor-42',
      'https://beacon.systems.localhost',
      'Amber-Meadow-93',
      'local-only-secret-of-c0000000-0000-4000-8000-000000000004',
      'site collection administrator of Operations',
      'felix@fabrikam.example',
    ]) {
      expect(text).toContain(expected);
    }
  });
});

describe('what SharePoint does not know', () => {
  it('is told, so that a test can fail for it', async () => {
    const { text } = await visitor.visit(`${guideAddress}/unknown-addresses`);
    expect(JSON.parse(text)).toEqual({ unknownAddresses: ['GET /_api/unheard-of'] });
  });
});

describe('tokens for scripts', () => {
  it('have the claims of the real flow', async () => {
    const { access_token } = (
      await wish({ tenant: 'contoso', person: 'olivia', audience: 'connectionManager' })
    ).json();
    const real = await visitor.claimsOf((await visitor.tokensOf('olivia')).access_token);
    const stable = ({ uti, iat, nbf, exp, ...rest }: Record<string, unknown>): unknown => rest;
    expect(stable(await visitor.claimsOf(access_token))).toEqual(stable(real));
  });

  it.each([
    [
      { application: 'engine', audience: 'connectionManager' },
      { roles: ['connections.resolve'], idtyp: 'app' },
    ],
    [{ person: 'dana', client: 'engine', audience: 'connectionManager' }, { scp: 'bindings.write' }],
    [
      { person: 'amir', client: 'connectionManager', audience: 'sharePoint' },
      { scp: 'AllSites.FullControl' },
    ],
    [
      { person: 'amir', client: 'unrelated', audience: 'sharePoint', scopes: ['AllSites.Read'] },
      { scp: 'AllSites.Read', azp: 'c0000000-0000-4000-8000-000000000005' },
    ],
  ])('are issued for %j', async (asked, claims) => {
    const answer = await wish({ tenant: 'contoso', ...asked });
    expect(answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3900 });
    expect(decodeJwt(String(answer.json().access_token))).toMatchObject(claims);
  });

  it.each([
    [{ tenant: 'northwind', person: 'olivia', audience: 'connectionManager' }, 'invalid_request', undefined],
    [{ tenant: 'contoso', person: 'olivia', audience: 'everything' }, 'invalid_request', undefined],
    [
      { tenant: 'contoso', person: 'olivia', application: 'engine', audience: 'graph' },
      'invalid_request',
      undefined,
    ],
    [{ tenant: 'contoso', audience: 'graph' }, 'invalid_request', undefined],
    [{ tenant: 'contoso', person: 'felix', audience: 'connectionManager' }, 'invalid_grant', 50034],
    [{ tenant: 'contoso', person: 'olivia', audience: 'sharePoint' }, 'consent_required', 65001],
    [
      { tenant: 'contoso', person: 'olivia', audience: 'connectionManager', scopes: ['bindings.write'] },
      'consent_required',
      65001,
    ],
    [
      { tenant: 'contoso', person: 'olivia', audience: 'connectionManager', scopes: ['all'] },
      'invalid_scope',
      650053,
    ],
    [
      { tenant: 'contoso', application: 'gallery', audience: 'connectionManager' },
      'unauthorized_client',
      700016,
    ],
    [
      { tenant: 'contoso', application: 'nobody', audience: 'connectionManager' },
      'unauthorized_client',
      700016,
    ],
  ])('are refused for %j', async (asked, error, code) => {
    const answer = await wish(asked);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error, ...(code === undefined ? {} : { error_codes: [code] }) });
  });

  it('are refused when the wish is not JSON', async () => {
    expect((await visitor.visit(`${guideAddress}/tokens`, { form: { tenant: 'contoso' } })).status).toBe(400);
  });
});

describe('direct sign-in', () => {
  const signIn = (parameters: Record<string, string>): Promise<Answer> =>
    visitor.visit(`${guideAddress}/sign-in?${new URLSearchParams(parameters)}`);
  const onward = `${sharePointOrigin(contoso)}/sites/operations`;

  it('signs the person in and goes on', async () => {
    const answer = await signIn({ tenant: 'contoso', person: 'olivia', continue: onward });
    expect(answer).toMatchObject({ status: 303, headers: { location: onward } });
    const { code = '' } = fragmentOf(await visitor.authorize({ prompt: 'none' }));
    const { access_token } = (await visitor.redeem(code)).json();
    expect(await visitor.claimsOf(access_token)).toMatchObject({ oid: personOf('olivia').objectId });
  });

  it('replaces whoever was signed in', async () => {
    await visitor.signIn('amir');
    await signIn({ person: 'dana' });
    const { code = '' } = fragmentOf(await visitor.authorize({ prompt: 'none' }));
    const { access_token } = (await visitor.redeem(code)).json();
    expect(await visitor.claimsOf(access_token)).toMatchObject({ oid: personOf('dana').objectId });
  });

  it.each([
    'https://elsewhere.example/',
    'javascript:alert(1)',
    '//elsewhere.example',
    'https://contoso.sharepoint.localhost/',
  ])('does not go on to %s', async (address) => {
    const answer = await signIn({ person: 'olivia', continue: address });
    expect(answer.status).toBe(400);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('does not know strangers', async () => {
    expect((await signIn({ person: 'felix' })).status).toBe(404);
    expect((await signIn({ tenant: 'fabrikam', person: 'olivia' })).status).toBe(404);
  });
});

describe(directoryListener.name, () => {
  it('answers an unknown address with the guide', async () => {
    const answer = await visitor.visit(`${guideAddress}/nothing`);
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ guide: guideAddress });
  });
});
