import { DefaultParse, RejectOnError, ResolveOnData } from '@pnp/queryable';
import type { Queryable } from '@pnp/queryable';
import { spfi } from '@pnp/sp';
import type { SPFI } from '@pnp/sp';
import { readPagePerson } from './page-person';
import { readSiteRole } from './site-role';
import { tenantPropertyReader } from './tenant-properties';

const web = 'https://contoso.example/sites/operations';

/** PnP as the web part uses it, with a SharePoint that answers from a table of addresses. */
function sharePoint(answers: Readonly<Record<string, unknown>>): {
  readonly sp: SPFI;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const sp = spfi(web).using(DefaultParse(), ResolveOnData(), RejectOnError(), (instance: Queryable) => {
    instance.on.send.replace(async (url: URL) => {
      const address = decodeURIComponent(url.toString());
      asked.push(address);
      const answer = answers[address];
      return answer === undefined ? new Response('', { status: 404 }) : new Response(JSON.stringify(answer));
    });
    return instance;
  });
  return { sp, asked };
}

describe(tenantPropertyReader.name, () => {
  const catalog = 'https://contoso.example/sites/appcatalog';
  const api = 'WorkflowConnectionsApi';

  it('reads from the tenant’s app catalog, and never from the site, which may have a catalog of its own', async () => {
    const { sp, asked } = sharePoint({
      [`${web}/_api/SP_TenantSettings_Current`]: { CorporateCatalogUrl: catalog },
      [`${catalog}/_api/web/getStorageEntity('${api}')`]: { Value: 'https://connections.example' },
      [`${web}/_api/web/getStorageEntity('${api}')`]: { Value: 'https://attacker.example' },
    });
    await expect(tenantPropertyReader(sp)(api)).resolves.toBe('https://connections.example');
    expect(asked).toEqual([
      `${web}/_api/SP_TenantSettings_Current`,
      `${catalog}/_api/web/getStorageEntity('${api}')`,
    ]);
  });

  it('says so when nobody has set a property', async () => {
    const { sp } = sharePoint({
      [`${web}/_api/SP_TenantSettings_Current`]: { CorporateCatalogUrl: catalog },
      [`${catalog}/_api/web/getStorageEntity('${api}')`]: { 'odata.null': true },
    });
    await expect(tenantPropertyReader(sp)(api)).resolves.toBeUndefined();
  });

  it('rejects when SharePoint refuses', async () => {
    await expect(tenantPropertyReader(sharePoint({}).sp)(api)).rejects.toThrow();
  });
});

describe(readSiteRole.name, () => {
  const everything = { High: '2147483647', Low: '4294967295' };
  const reading = { High: '176', Low: '138612833' };

  it.each([
    [true, reading, 'siteCollectionAdministrator'],
    [false, everything, 'siteOwner'],
    [false, reading, 'reader'],
    [false, { High: '0', Low: '0' }, undefined],
  ])('reads administrator %s with %o as %s', async (isAdministrator, bits, role) => {
    const { sp } = sharePoint({
      [`${web}/_api/web/currentUser?$select=IsSiteAdmin`]: { IsSiteAdmin: isAdministrator },
      [`${web}/_api/web?$select=EffectiveBasePermissions`]: { EffectiveBasePermissions: bits },
    });
    await expect(readSiteRole(sp)).resolves.toBe(role);
  });
});

describe(readPagePerson.name, () => {
  const page = {
    aadInstanceUrl: 'https://login.microsoftonline.com',
    aadTenantId: '3b7a9c1e-5d24-4f80-9a6b-1c2d3e4f5a60',
    aadUserId: '0a000000-0000-4000-8000-000000000001',
  };

  it('makes the authority of the tenant from what SharePoint wrote into the page', () => {
    expect(readPagePerson(page, 'olivia@contoso.example')).toEqual({
      authority: 'https://login.microsoftonline.com/3b7a9c1e-5d24-4f80-9a6b-1c2d3e4f5a60',
      tenantId: page.aadTenantId,
      objectId: page.aadUserId,
      loginHint: 'olivia@contoso.example',
    });
  });

  it('takes only origin and tenant, whatever else the address holds', () => {
    const odd = { ...page, aadInstanceUrl: 'https://login.microsoftonline.com/common/?x#y' };
    expect(readPagePerson(odd, '')?.authority).toBe(`https://login.microsoftonline.com/${page.aadTenantId}`);
  });

  it.each([
    ['no directory', {}],
    ['a directory without https', { ...page, aadInstanceUrl: 'http://login.example' }],
    ['a tenant that is no id', { ...page, aadTenantId: 'common' }],
    ['nothing', undefined],
  ])('knows nobody from a page with %s', (_what, context) => {
    expect(readPagePerson(context, 'olivia@contoso.example')).toBeUndefined();
  });

  it('does without the person’s id where the page does not say it', () => {
    expect(readPagePerson({ ...page, aadUserId: '' }, '')?.objectId).toBeUndefined();
  });
});
