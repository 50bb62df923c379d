import { contoso, directoryOrigin, sharePointOrigin } from '../../world/world';
import { startSharePointUnderTest, type SharePointUnderTest } from '../sharepoint-under-test';

const gallery = '/sites/operations/maintenance/SitePages/WorkflowGallery.aspx';

describe('the pages', () => {
  let tenant: SharePointUnderTest;
  beforeEach(async () => {
    tenant = await startSharePointUnderTest();
  });
  afterEach(() => tenant.close());

  async function open(path: string, as: string) {
    return tenant.ask(path, { headers: { cookie: await tenant.signIn(as) } });
  }

  function pageContextIn(text: string): unknown {
    return JSON.parse(
      /<script type="application\/json" id="spPageContextInfo">(.*?)<\/script>/s.exec(text)?.[1] ?? '',
    );
  }

  it('tell the scripts who is there, where, and what they may do', async () => {
    expect(pageContextIn((await open(gallery, 'sami')).text)).toMatchObject({
      aadInstanceUrl: directoryOrigin,
      aadTenantId: contoso.tenantId,
      aadUserId: '0a000000-0000-4000-8000-000000000006',
      userLoginName: 'sami@contoso.example',
      isSiteAdmin: false,
      webAbsoluteUrl: `${sharePointOrigin(contoso)}/sites/operations/maintenance`,
      siteAbsoluteUrl: `${sharePointOrigin(contoso)}/sites/operations`,
      webPermMasks: { High: 2147483647, Low: 4294967295 },
    });
    expect(pageContextIn((await open(gallery, 'ravi')).text)).toMatchObject({
      isSiteAdmin: false,
      webPermMasks: { High: 176, Low: 138612833 },
    });
    expect(pageContextIn((await open(gallery, 'amir')).text)).toMatchObject({ isSiteAdmin: true });
  });

  it('carry SharePoint’s content security policy and no script of their own in the page', async () => {
    const page = await open(gallery, 'sami');
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/^script-src 'unsafe-eval' 'self' https:.* 'nonce-\w+';$/);
    expect(policy).not.toContain('unsafe-inline');
    const scripts = [...page.text.matchAll(/<script([^>]*)>(.*?)<\/script>/gs)];
    expect(scripts.length).toBeGreaterThan(3);
    for (const [, attributes = '', content] of scripts) {
      expect(
        attributes.includes('application/json') || (attributes.includes(' src="/') && content === ''),
      ).toBe(true);
    }
    expect(page.text).not.toMatch(/\son\w+=/);
  });

  it('have no dead link and no missing file', async () => {
    const cookie = await tenant.signIn('amir');
    const seen = new Set(['/sites/operations', '/']);
    for (const path of seen) {
      const told = await tenant.ask(path, { headers: { cookie } });
      expect([path, told.status < 400]).toEqual([path, true]);
      if (told.headers.location?.startsWith('/')) seen.add(told.headers.location);
      if (!told.headers['content-type']?.startsWith('text/html')) continue;
      const targets = [...told.text.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, target = '']) => target);
      for (const target of targets) if (!target.includes('SignOut')) seen.add(target);
    }
    expect(seen.size).toBeGreaterThan(15);
    expect(tenant.sharePoint.unknownAddresses()).toEqual([]);
  });

  it.each([
    ['nora', '/sites/operations/SitePages/Home.aspx', 403],
    ['sami', '/sites/operations/SitePages/Home.aspx', 403],
    ['sami', gallery, 200],
    ['gina', '/sites/projects/SitePages/WorkflowGallery.aspx', 403],
  ])('let %s see %s, or say that permission is needed', async (as, path, status) => {
    const page = await open(path, as);
    expect(page.status).toBe(status);
    expect(page.text.includes('You need permission to access this site.')).toBe(status === 403);
  });

  it('look as their address asks, and write no text of it as markup', async () => {
    const page = await open(`${gallery}?theme=dark&dir=rtl&locale=ar-SA`, 'sami');
    expect(page.text).toContain('<html lang="ar-SA" dir="rtl" data-theme="dark">');
    expect(pageContextIn(page.text)).toMatchObject({ currentUICultureName: 'ar-SA' });
    const hostile = await open(`${gallery}?locale=%22%3E%3Cscript%3E&theme=%22x&dir=%22x`, 'sami');
    expect(hostile.text).toContain('<html lang="en-US" dir="ltr" data-theme="light">');
  });

  it('include the redirect page of msal-browser for everybody', async () => {
    const page = await tenant.ask('/_forms/spfxsinglesignon.aspx');
    expect([page.status, page.text.includes('/single-sign-on.js"')]).toEqual([200, true]);
    const script = await tenant.ask('/_layouts/15/local/single-sign-on.js');
    expect([script.status, script.text.includes('BroadcastChannel')]).toEqual([200, true]);
  });

  it('are missed, and the missing remembered, but for the icon that browsers ask for by themselves', async () => {
    expect((await tenant.ask('/favicon.ico')).status).toBe(404);
    expect(tenant.sharePoint.unknownAddresses()).toEqual([]);
    const missing = [
      '/sites/operations/SitePages/None.aspx',
      '/_layouts/15/local/runtime/../../x',
      '/nowhere?x=1',
    ];
    for (const path of missing) expect((await tenant.ask(path)).status).toBe(404);
    expect(tenant.sharePoint.unknownAddresses()).toHaveLength(3);
    expect(tenant.sharePoint.unknownAddresses()).toContain(`GET ${sharePointOrigin(contoso)}/nowhere?x=1`);
  });

  it('are for known hosts only', async () => {
    expect((await tenant.ask('/', { host: 'northwind.sharepoint.localhost:8443' })).status).toBe(421);
    expect((await tenant.ask('/%ff')).status).toBe(400);
  });
});
