import type { Page } from 'playwright-core';
import { directoryOrigin } from '../tools/stack/addresses.mjs';
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
    await desk.page.getByText('AADSTS65001', { exact: false }).waitFor();

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
