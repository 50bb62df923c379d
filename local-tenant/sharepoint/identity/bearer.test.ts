import { SignJWT, generateKeyPair, type JWTPayload } from 'jose';
import { contoso, directoryOrigin, fabrikam, sharePointOrigin } from '../../world/world';
import {
  sharePointApplicationId,
  startSharePointUnderTest,
  type SharePointUnderTest,
} from '../sharepoint-under-test';

const contosoIssuer = `${directoryOrigin}/${contoso.tenantId}/v2.0`;
const [olivia] = contoso.people;
const fullControl = { scp: 'AllSites.FullControl' };

describe('a bearer token', () => {
  let tenant: SharePointUnderTest;
  beforeEach(async () => {
    tenant = await startSharePointUnderTest();
  });
  afterEach(() => tenant.close());

  async function read(token: string, resource: string) {
    const headers = { accept: 'application/json;odata=nometadata', authorization: `Bearer ${token}` };
    const told = await tenant.ask(`/sites/operations/_api/${resource}`, { headers });
    return { status: told.status, json: JSON.parse(told.text) as unknown };
  }

  async function readAs(personKey: string, claims: JWTPayload, resource = 'web/effectiveBasePermissions') {
    return read(await tenant.tokenFor(personKey, claims), resource);
  }

  it.each([
    ['AllSites.FullControl', { High: '2147483647', Low: '4294967295' }],
    ['AllSites.Manage', { High: '432', Low: '1012866047' }],
    ['AllSites.Write', { High: '432', Low: '1011030767' }],
    ['AllSites.Read', { High: '176', Low: '138612833' }],
    ['AllSites.Read User.Read', { High: '176', Low: '138612833' }],
  ])('with %s shows a site owner’s bits as far as it reaches', async (scp, bits) => {
    expect(await readAs('olivia', { scp })).toEqual({ status: 200, json: bits });
  });

  it('never shows more than the person has', async () => {
    expect((await readAs('ravi', fullControl)).json).toEqual({ High: '176', Low: '138612833' });
    expect((await readAs('nora', fullControl)).status).toBe(403);
  });

  it.each([
    ['AllSites.FullControl', true],
    ['AllSites.Manage', false],
    ['AllSites.Read', false],
  ])('with %s says whether a site collection administrator is one', async (scp, isAdministrator) => {
    const { json } = await readAs('amir', { scp }, 'web/currentuser?$select=IsSiteAdmin');
    expect(json).toEqual({ IsSiteAdmin: isAdministrator });
  });

  it.each<[string, JWTPayload, number]>([
    ['for the SharePoint host', { aud: sharePointOrigin(contoso) }, 200],
    ['for another tenant’s SharePoint host', { aud: sharePointOrigin(fabrikam) }, 401],
    ['for another application', { aud: contoso.applications[0]?.appId ?? '' }, 401],
    ['of another issuer', { iss: `${directoryOrigin}/${fabrikam.tenantId}/v2.0` }, 401],
    ['of another tenant', { tid: fabrikam.tenantId, iss: contosoIssuer, oid: olivia?.objectId }, 401],
    ['that has expired', { exp: Math.floor(Date.now() / 1000) - 60 }, 401],
    ['of a person who is not in the directory', { oid: '0a000000-0000-4000-8000-0000000000ff' }, 401],
    ['without a scope for sites', { scp: 'User.Read' }, 403],
    ['without any scope', { scp: '' }, 403],
    ['of an application alone', { scp: undefined, roles: ['Sites.FullControl.All'], idtyp: 'app' }, 403],
  ])('%s gives the status it deserves', async (_which, claims, status) => {
    expect((await readAs('olivia', { ...fullControl, ...claims })).status).toBe(status);
  });

  it('signed by somebody else is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const claims = {
      ...fullControl,
      oid: olivia?.objectId,
      tid: contoso.tenantId,
      aud: sharePointApplicationId,
    };
    const token = await new SignJWT({ ...claims, iss: contosoIssuer })
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .setExpirationTime('1h')
      .sign(privateKey);
    expect((await read(token, 'web')).status).toBe(401);
    expect((await read('not-a-token', 'web')).status).toBe(401);
  });
});
