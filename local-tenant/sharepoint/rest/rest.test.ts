import { contoso, fabrikam, sharePointOrigin, sharePointsOf } from '../../world/world';
import { startSharePointUnderTest, type SharePointUnderTest } from '../sharepoint-under-test';

const operations = '/sites/operations';
const search =
  '/sites/operations/_api/SP.UI.ApplicationPages.ClientPeoplePickerWebServiceInterface.ClientPeoplePickerSearchUser';
const everything = { High: '2147483647', Low: '4294967295' };
const origin = sharePointOrigin(contoso);

describe('the REST interface', () => {
  let tenant: SharePointUnderTest;
  beforeEach(async () => {
    tenant = await startSharePointUnderTest({
      tenantProperties: { contoso: { WorkflowConnectionsApi: 'https://right.example' } },
    });
  });
  afterEach(() => tenant.close());

  interface Call {
    readonly as?: string;
    readonly accept?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly method?: string;
    readonly body?: string;
  }

  async function call(path: string, { as, accept = 'application/json;odata=nometadata', ...rest }: Call) {
    const cookie = as ? { cookie: await tenant.signIn(as) } : {};
    const headers = { accept, ...cookie, ...rest.headers };
    const told = await tenant.ask(path, { ...rest, headers });
    return { status: told.status, json: JSON.parse(told.text) as unknown, headers: told.headers };
  }

  it.each([
    [
      'web?$select=Id,Title,ServerRelativeUrl',
      'ravi',
      { Id: '3e000000-0000-4000-8000-000000000001', Title: 'Operations', ServerRelativeUrl: operations },
    ],
    ['web?$select=url', 'ravi', { Url: origin + operations }],
    ['web?%24select=EffectiveBasePermissions', 'olivia', { EffectiveBasePermissions: everything }],
    ['web/effectiveBasePermissions', 'ravi', { High: '176', Low: '138612833' }],
    ['web/EffectiveBasePermissions', 'amir', everything],
    ['web/title', 'dana', { value: 'Operations' }],
    ['site?$select=Id,Url', 'dana', { Id: '51000000-0000-4000-8000-000000000001', Url: origin + operations }],
    [
      'web/currentuser?$select=LoginName,IsSiteAdmin',
      'amir',
      { LoginName: 'i:0#.f|membership|amir@contoso.example', IsSiteAdmin: true },
    ],
    [
      'web/currentuser?$select=Id,Title,IsSiteAdmin,IsShareByEmailGuestUser',
      'olivia',
      { Id: 6, Title: 'Olivia Owens', IsSiteAdmin: false, IsShareByEmailGuestUser: false },
    ],
    [
      'web/currentuser?$select=LoginName,IsShareByEmailGuestUser',
      'gus',
      {
        LoginName: 'i:0#.f|membership|gus_partner.example#ext#@contoso.example',
        IsShareByEmailGuestUser: true,
      },
    ],
    [
      "web/getUserEffectivePermissions(@user)?@user='i%3A0%23.f%7Cmembership%7Cravi%40contoso.example'",
      'olivia',
      { High: '176', Low: '138612833' },
    ],
    [
      "web/getUserEffectivePermissions(@user)?@user='i%3A0%23.f%7Cmembership%7Cnora%40contoso.example'",
      'olivia',
      { High: '0', Low: '0' },
    ],
    [
      "web/getUserEffectivePermissions(@user)?@user='i%3A0%23.f%7Cmembership%7Cravi%40contoso.example'",
      'ravi',
      { High: '176', Low: '138612833' },
    ],
    ["web/doesuserhavepermissions(@v)?@v={'High':'0','Low':'1073741824'}", 'olivia', { value: true }],
    ["web/doesuserhavepermissions(@v)?@v={'High':'0','Low':'1073741824'}", 'dana', { value: false }],
    ["web/doesuserhavepermissions(@v)?@v={'High':'0','Low':'2147483648'}", 'olivia', { value: true }],
    ['web/associatedownergroup?$select=Id,Title', 'dana', { Id: 3, Title: 'Operations Owners' }],
    ['SP_TenantSettings_Current', 'ravi', { CorporateCatalogUrl: `${origin}/sites/appcatalog` }],
    [
      "web/getStorageEntity('WorkflowConnectionsApi')",
      'ravi',
      { Comment: '', Description: '', Value: 'https://right.example' },
    ],
    ["web/getStorageEntity('Missing')", 'ravi', { 'odata.null': true }],
  ])('answers %s to %s', async (resource, as, expected) => {
    const { status, json } = await call(`${operations}/_api/${resource}`, { as });
    expect({ status, json }).toEqual({ status: 200, json: expected });
    expect(tenant.sharePoint.unknownAddresses()).toEqual([]);
  });

  it('answers the whole person, with the identifier of Microsoft’s federation', async () => {
    const { json } = await call(`${operations}/_api/web/currentuser`, { as: 'olivia' });
    expect(json).toMatchObject({
      Email: 'olivia@contoso.example',
      UserPrincipalName: 'olivia@contoso.example',
      UserId: { NameIdIssuer: 'urn:federation:microsoftonline' },
    });
  });

  it.each([
    ['suki', true, everything],
    ['milo', false, { High: '432', Low: '1011030767' }],
    ['ravi', false, { High: '176', Low: '138612833' }],
  ])('tells what the group behind a site makes of %s', async (as, isSiteAdmin, bits) => {
    const sales = '/sites/sales/_api';
    const user = await call(`${sales}/web/currentuser?$select=IsSiteAdmin`, { as });
    expect(user.json).toMatchObject({ IsSiteAdmin: isSiteAdmin });
    expect((await call(`${sales}/web/effectiveBasePermissions`, { as })).json).toMatchObject(bits);
    const site = await call(`${sales}/site?$select=GroupId`, { as });
    expect(site.json).toMatchObject({ GroupId: '0c000000-0000-4000-8000-000000000004' });
  });

  it('answers for the sites of the host that was asked, where a tenant has several', async () => {
    const [, archive] = sharePointsOf(contoso);
    if (archive === undefined) throw new Error('The world has changed.');
    const { host } = new URL(sharePointOrigin(archive));
    const cookie = await tenant.signIn('pia', archive);
    const headers = { cookie, accept: 'application/json;odata=nometadata' };
    const ask = (path: string) => tenant.ask(path, { host, headers });
    const web = await ask('/sites/records/_api/web?$select=Title,Url,EffectiveBasePermissions');
    expect(JSON.parse(web.text)).toMatchObject({
      Title: 'Records',
      Url: `https://${host}/sites/records`,
      EffectiveBasePermissions: everything,
    });
    expect((await ask('/sites/operations/_api/web')).status).toBe(404);
    expect((await tenant.ask('/sites/records/_api/web', { headers })).status).toBe(404);
  });

  it('lists the people with Full Control as owners', async () => {
    const { json } = await call(`${operations}/maintenance/_api/web/associatedownergroup/users`, {
      as: 'ravi',
    });
    expect(json).toMatchObject({ value: [{ Title: 'Amir Adler' }, { Title: 'Sami Sato' }] });
  });

  it.each([
    [
      'application/json',
      { 'odata.metadata': expect.any(String) as unknown, 'odata.type': 'SP.Web', 'odata.editLink': 'Web' },
    ],
    ['application/json;odata=minimalmetadata', { 'odata.id': `${origin}${operations}/_api/Web` }],
  ])('adds metadata for %s', async (accept, metadata) => {
    const { json } = await call(`${operations}/_api/web?$select=Title`, { as: 'ravi', accept });
    expect(json).toMatchObject({ ...metadata, Title: 'Operations' });
  });

  it('speaks OData 4 to callers that ask for it', async () => {
    const headers = { 'odata-version': '4.0' };
    const found = await call(`${operations}/_api/web?$select=Title`, {
      as: 'ravi',
      accept: 'application/json',
      headers,
    });
    expect(found.json).toMatchObject({ '@odata.type': '#SP.Web', Title: 'Operations' });
    const refused = await call('/sites/projects/_api/web', { as: 'ravi', headers });
    expect(refused.json).toMatchObject({
      error: { message: expect.stringContaining('Access denied') as unknown },
    });
  });

  it.each([
    [401, undefined, operations],
    [403, 'nora', operations],
    [403, 'ravi', '/sites/projects'],
    // A Global Administrator has no access to a site by that.
    [403, 'gina', operations],
  ])('answers %i to %s at %s', async (status, as, web) => {
    const told = await call(`${web}/_api/web`, as ? { as } : {});
    expect(told.status).toBe(status);
    expect(told.json).toMatchObject({
      'odata.error': { code: expect.stringContaining('-2147024891') as unknown },
    });
  });

  it('shows other people’s permissions only to those who may enumerate them', async () => {
    const user = encodeURIComponent("'i:0#.f|membership|olivia@contoso.example'");
    const told = await call(`${operations}/_api/web/getUserEffectivePermissions(@user)?@user=${user}`, {
      as: 'dana',
    });
    expect(told.status).toBe(403);
  });

  it('does not know a session of another tenant', async () => {
    const cookie = await tenant.signIn('felix', fabrikam);
    const host = new URL(sharePointOrigin(fabrikam)).host;
    expect((await tenant.ask('/sites/finance/_api/web', { host, headers: { cookie } })).status).toBe(200);
    expect((await tenant.ask(`${operations}/_api/web`, { headers: { cookie } })).status).toBe(401);
  });

  describe('tenant properties', () => {
    async function read(webPath: string, key: string): Promise<unknown> {
      return (await call(`${webPath}/_api/web/getStorageEntity('${key}')`, { as: 'olivia' })).json;
    }

    it('are not overridden in the tenant’s catalog by a site collection’s own', async () => {
      tenant.sharePoint.setSiteProperty(operations, 'WorkflowConnectionsApi', 'https://wrong.example');
      expect(await read('/sites/appcatalog', 'WorkflowConnectionsApi')).toMatchObject({
        Value: 'https://right.example',
      });
      expect(await read('/sites/projects', 'WorkflowConnectionsApi')).toMatchObject({
        Value: 'https://right.example',
      });
      // Which is why nobody may read them at the site: the site's own answer is another.
      expect(await read(operations, 'WorkflowConnectionsApi')).toMatchObject({
        Value: 'https://wrong.example',
      });
    });

    it('may be set while it runs', async () => {
      tenant.sharePoint.setTenantProperty('contoso', 'Later', 'value');
      expect(await read('/sites/appcatalog', 'Later')).toMatchObject({ Value: 'value' });
      expect(() => tenant.sharePoint.setTenantProperty('nowhere', 'Later', 'value')).toThrow('No tenant');
      expect(() => tenant.sharePoint.setSiteProperty('/sites/nowhere', 'Later', 'value')).toThrow(
        'Not exactly one web',
      );
    });
  });

  describe('a form digest', () => {
    const body = JSON.stringify({ queryParams: { QueryString: 'oli' } });

    async function post(digest: string, cookie: string): Promise<number> {
      const told = await tenant.ask(search, {
        method: 'POST',
        body,
        headers: { cookie, 'x-requestdigest': digest },
      });
      return told.status;
    }

    async function digestOf(cookie: string): Promise<string> {
      const told = await tenant.ask(`${operations}/_api/contextinfo`, {
        method: 'POST',
        headers: { cookie },
      });
      expect(JSON.parse(told.text)).toMatchObject({
        FormDigestTimeoutSeconds: 1800,
        WebFullUrl: origin + operations,
      });
      return (JSON.parse(told.text) as { FormDigestValue: string }).FormDigestValue;
    }

    it('lets a signed-in person post', async () => {
      const cookie = await tenant.signIn('olivia');
      expect(await post(await digestOf(cookie), cookie)).toBe(200);
    });

    it('is demanded of a post by cookie', async () => {
      const told = await call(search, { as: 'olivia', method: 'POST', body });
      expect(told.status).toBe(403);
      const value = expect.stringContaining('The security validation for this page is invalid') as unknown;
      expect(told.json).toMatchObject({ 'odata.error': { message: { value } } });
    });

    it('is of no use to another session, changed, or too old', async () => {
      const [cookie, other] = [await tenant.signIn('olivia'), await tenant.signIn('olivia')];
      const digest = await digestOf(cookie);
      expect(await post(digest, other)).toBe(403);
      expect(await post(digest.replace(/^0x./, '0xG'), cookie)).toBe(403);
      expect(await post(digest.replace(/,.*/, ',Sat, 01 Jan 2050 00:00:00 GMT'), cookie)).toBe(403);
      tenant.passTime(1799);
      expect(await post(digest, cookie)).toBe(200);
      tenant.passTime(3);
      expect(await post(digest, cookie)).toBe(403);
    });

    it('is not needed by bearer', async () => {
      const token = await tenant.tokenFor('olivia', { scp: 'AllSites.Read' });
      const told = await call(search, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${token}` },
      });
      expect(told.status).toBe(200);
      expect(told.json).toMatchObject({
        value: expect.stringContaining('olivia@contoso.example') as unknown,
      });
    });
  });

  describe('an unknown address', () => {
    it.each([
      ['GET', `${operations}/_api/web/lists`, 404],
      ['GET', `${operations}/_api/search/query?querytext=x`, 404],
      ['POST', `${operations}/_api/web`, 404],
      ['GET', `${operations}/_api/web?$select=NoSuchProperty`, 400],
      ['GET', `${operations}/_api/web?$expand=Lists`, 400],
    ])('%s %s is refused and remembered', async (method, path, status) => {
      expect((await call(path, { as: 'olivia', method })).status).toBe(status);
      expect(tenant.sharePoint.unknownAddresses()).toEqual([`${method} ${origin}${path}`]);
    });

    it('is not one below a site that does not exist: there SharePoint itself has nothing', async () => {
      const told = await tenant.ask('/sites/nowhere/_api/web', {
        headers: { cookie: await tenant.signIn('olivia') },
      });
      expect([told.status, told.text]).toEqual([404, '404 FILE NOT FOUND']);
      expect(tenant.sharePoint.unknownAddresses()).toEqual([]);
    });
  });
});
