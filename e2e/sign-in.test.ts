import type { Page } from 'playwright-core';
import { directoryOrigin, sharePointOrigin } from '../tools/stack/addresses.mjs';
import { keepPicture } from './picture';
import { openWorkplace, ownComplaints } from './workplace';
import type { OpenOptions, Workplace } from './workplace';

const finance: OpenOptions = { tenant: 'fabrikam', site: '/sites/finance' };

let workplace: Workplace;

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(async () => workplace.close());

/** An administrator decides something in the local tenant. */
async function decide(what: 'consents' | 'conditional-access', wish: object): Promise<void> {
  const response = await workplace.fetch(`${directoryOrigin}/local-tenant/${what}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  expect(response.status).toBe(200);
}

async function seeList(page: Page): Promise<void> {
  await page.getByRole('heading', { name: /^Connections/ }).waitFor();
  await page.getByText('No connections yet').waitFor();
}

describe('the token provider of SharePoint', () => {
  it.each(['allowed', 'blocked'] as const)(
    'gives the token without a click, third-party cookies %s',
    async (thirdPartyCookies) => {
      const desk = await workplace.open('felix', { ...finance, thirdPartyCookies });
      await seeList(desk.page);
      expect(desk.context.pages()).toHaveLength(1);
      expect(ownComplaints(desk)).toEqual([]);
      await desk.close();
    },
  );

  it('says who can approve the access while nobody has, and goes on once somebody did', async () => {
    await decide('consents', { tenant: 'fabrikam', application: 'sharePointClient', isGiven: false });
    const desk = await workplace.open('felix', finance);
    await desk.page.getByRole('heading', { name: 'API access is not approved' }).waitFor();
    await desk.page.getByText('Code: AADSTS65001').waitFor();
    const script = desk.page.getByRole('region', { name: 'Script' });
    await script
      .getByText('m365 spo serviceprincipal permissionrequest approve --id', { exact: false })
      .waitFor();
    const link = desk.page.getByRole('link', { name: 'Open API access in the SharePoint admin centre' });
    expect(await link.getAttribute('href')).toBe(
      `${sharePointOrigin('fabrikam').replace('fabrikam', 'fabrikam-admin')}/_layouts/15/online/AdminHome.aspx#/webApiPermissionManagement`,
    );
    await desk.page.setViewportSize({ width: 900, height: 860 });
    await keepPicture(desk.page, 'told-apart/first-run-not-approved');

    await decide('consents', { tenant: 'fabrikam', application: 'sharePointClient', isGiven: true });
    await desk.page.getByRole('button', { name: 'Check again' }).click();
    await seeList(desk.page);
    await desk.close();
  });

  it('asks once more for the proof that Conditional Access wants', async () => {
    await decide('conditional-access', { tenant: 'fabrikam', isDemanded: true });
    const desk = await workplace.open('felix', finance);
    await seeList(desk.page);
    await desk.close();
    await decide('conditional-access', { tenant: 'fabrikam', isDemanded: false });
  });
});

describe('msal-browser', () => {
  it('needs one click where third-party cookies are blocked', async () => {
    const desk = await workplace.open('olivia', { thirdPartyCookies: 'blocked' });
    const button = desk.page.getByRole('button', { name: 'Sign in', exact: true });
    await button.waitFor();
    const [window] = await Promise.all([desk.context.waitForEvent('page'), button.click()]);
    await seeList(desk.page);
    expect(window.isClosed()).toBe(true);
    await desk.close();
  });

  it('asks once more for the proof that Conditional Access wants', async () => {
    await decide('conditional-access', { tenant: 'contoso', isDemanded: true });
    const desk = await workplace.open('olivia');
    await seeList(desk.page);
    await desk.close();
    await decide('conditional-access', { tenant: 'contoso', isDemanded: false });
  });
});
