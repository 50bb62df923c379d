import type { Page } from 'playwright-core';
import { directoryOrigin } from '../tools/stack/addresses.mjs';
import { keepPicture } from './picture';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';

let workplace: Workplace;
let desk: Desk;
let page: Page;
let redirects: string[];

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(async () => workplace.close());
beforeEach(() => {
  redirects = [];
});
afterEach(async () => desk.close());

/** Opens the gallery of a tenant that uses the provider, whose directory wants to see the person. */
async function openWhere(presence: string, thirdPartyCookies: 'allowed' | 'blocked' = 'allowed') {
  desk = await workplace.open('felix', { tenant: 'fabrikam', site: '/sites/finance', thirdPartyCookies });
  page = desk.page;
  await page.setViewportSize({ width: 900, height: 640 });
  await seeList();
  page.on('request', (request) => {
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return;
    if (request.url().startsWith(directoryOrigin)) redirects.push(request.url());
  });
  await page.goto(`${page.url()}?presence=${presence}`);
}

async function seeList(): Promise<void> {
  await page.getByText('No connections yet').waitFor();
}

function signInButton() {
  return page.getByRole('button', { name: 'Sign in', exact: true });
}

describe.each(['allowed', 'blocked'] as const)(
  'the token provider, third-party cookies %s, when the directory wants to see the person',
  (thirdPartyCookies) => {
    it('in a window: it opens in a click, and the list appears', async () => {
      await openWhere('popup', thirdPartyCookies);
      await signInButton().waitFor();
      expect(desk.context.pages()).toHaveLength(1);
      await keepPicture(page, 'told-apart/sign-in-needed');
      const [window] = await Promise.all([desk.context.waitForEvent('page'), signInButton().click()]);
      await seeList();
      expect(window.isClosed()).toBe(true);
      expect(redirects).toEqual([]);
    });

    it('by a redirect: the page leaves once, comes back, and the list appears', async () => {
      await openWhere('redirect', thirdPartyCookies);
      await seeList();
      expect(page.url()).toContain('/sites/finance/SitePages/WorkflowGallery.aspx?presence=redirect');
      expect(redirects).toHaveLength(1);
    });

    it('by one redirect after the other: the second is cancelled, and a click allows one more', async () => {
      await openWhere('every-redirect', thirdPartyCookies);
      await signInButton().waitFor();
      expect(redirects).toHaveLength(1);
      const left = page.waitForRequest((request) => request.url().startsWith(directoryOrigin));
      await signInButton().click();
      await left;
      await signInButton().waitFor();
      expect(redirects).toHaveLength(2);
    });
  },
);

describe('the window of the token provider', () => {
  it('is said to be blocked or closed where it is, and the way on leads to the list', async () => {
    await openWhere('popup');
    await signInButton().waitFor();
    await page.evaluate(() => {
      window.open = () => null;
    });
    await signInButton().click();
    await page.getByText('The sign-in window was blocked, or closed', { exact: false }).waitFor();

    // Allowed now. The provider asks again on a new page only, so the first click loads one.
    const loaded = page.waitForEvent('domcontentloaded');
    await signInButton().click();
    await loaded;
    await signInButton().click();
    await seeList();
  });
});

describe('a token provider that never answers', () => {
  it('is waited for 30 s, then the person is told and can begin anew', async () => {
    await openWhere('silence');
    await page.getByText('did not answer within 30 seconds', { exact: false }).waitFor({ timeout: 60_000 });
    const address = new URL(page.url());
    address.search = '';
    await page.evaluate((to) => window.history.replaceState(null, '', to), address.href);
    await signInButton().click();
    await seeList();
    expect(redirects).toEqual([]);
  });
});
