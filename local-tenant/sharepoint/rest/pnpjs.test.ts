import type { TimelinePipe } from '@pnp/core';
import { DefaultParse, type Queryable, RejectOnError, ResolveOnData } from '@pnp/queryable';
import { DefaultHeaders, RequestDigest, spfi, type SPFI } from '@pnp/sp';
import '@pnp/sp/appcatalog';
import '@pnp/sp/profiles';
import { PermissionKind } from '@pnp/sp/security';
import '@pnp/sp/site-groups/web';
import '@pnp/sp/site-users/web';
import '@pnp/sp/sites';
import '@pnp/sp/webs';
import { contoso, sharePointOrigin } from '../../world/world';
import { startSharePointUnderTest, type SharePointUnderTest } from '../sharepoint-under-test';

/** PnPjs unmodified, but for where its requests go. */
describe('PnPjs', () => {
  let tenant: SharePointUnderTest;
  beforeEach(async () => {
    tenant = await startSharePointUnderTest({ tenantProperties: { contoso: { 'A key': 'its value' } } });
  });
  afterEach(async () => {
    expect(tenant.sharePoint.unknownAddresses()).toEqual([]);
    await tenant.close();
  });

  async function sendAs(personKey: string): Promise<TimelinePipe<Queryable>> {
    const cookie = await tenant.signIn(personKey);
    return (instance) => {
      instance.on.send.replace(async (url, { method, headers, body }) => {
        const sent = { ...Object.fromEntries(new Headers(headers)), cookie };
        const told = await tenant.ask(url.pathname + url.search, {
          headers: sent,
          ...(method ? { method } : {}),
          ...(typeof body === 'string' ? { body } : {}),
        });
        return new Response(told.text, { status: told.status });
      });
      return instance;
    };
  }

  async function as(personKey: string): Promise<SPFI> {
    const web = `${sharePointOrigin(contoso)}/sites/operations`;
    const send = await sendAs(personKey);
    const behaviors = [
      DefaultHeaders(),
      RejectOnError(),
      ResolveOnData(),
      DefaultParse(),
      RequestDigest(),
      send,
    ];
    return spfi(web).using(...behaviors);
  }

  it('finds the tenant’s app catalog and reads a property there', async () => {
    const catalog = await (await as('ravi')).getTenantAppCatalogWeb();
    expect((await catalog.getStorageEntity('A key')).Value).toBe('its value');
    expect((await catalog.getStorageEntity('Another')).Value).toBeUndefined();
  });

  it('reads web, site collection, person and owners', async () => {
    const sp = await as('amir');
    expect(await sp.web.select('Id', 'Title')()).toMatchObject({ Title: 'Operations' });
    expect((await sp.site.select('Id')()).Id).toBe('51000000-0000-4000-8000-000000000001');
    expect(await sp.web.currentUser()).toMatchObject({ Title: 'Amir Adler', IsSiteAdmin: true });
    expect((await sp.web.associatedOwnerGroup.users()).map(({ Title }) => Title)).toEqual([
      'Olivia Owens',
      'Amir Adler',
    ]);
  });

  it('tests permissions, one’s own and other people’s', async () => {
    const sp = await as('olivia');
    const own = await sp.web.getCurrentUserEffectivePermissions();
    expect(sp.web.hasPermissions(own, PermissionKind.ManagePermissions)).toBe(true);
    const dana = await sp.web.getUserEffectivePermissions('i:0#.f|membership|dana@contoso.example');
    expect(dana).toMatchObject({ High: '432', Low: '1011030767' });
  });

  it('fetches a form digest by itself before it searches people', async () => {
    const sp = await as('olivia');
    const query = { QueryString: 'amir', MaximumEntitySuggestions: 5, AllowEmailAddresses: true };
    const found = await sp.profiles.clientPeoplePickerSearchUser(query);
    expect(found.map(({ DisplayText }) => DisplayText)).toEqual(['Amir Adler']);
  });

  it('hears of refusals as errors', async () => {
    const sp = await as('nora');
    await expect(sp.web()).rejects.toThrow(/\[403\].*Access denied/);
  });
});
