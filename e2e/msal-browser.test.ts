import type { Page } from 'playwright-core';
import { directoryOrigin } from '../tools/stack/addresses.mjs';
import { keepPicture } from './picture';
import { openWorkplace } from './workplace';
import type { Desk, OpenOptions, Workplace } from './workplace';

jest.setTimeout(240_000);

/** The script of SharePoint's redirect page, with Microsoft's bridge in it. */
const bridge = '**/single-sign-on.js';
/** The window or frame has 30 s to report; a loaded machine takes its time around that. */
const afterTheLimit = { timeout: 60_000 };

let workplace: Workplace;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(async () => workplace.close());
afterEach(async () => desk.close());

async function open(options: OpenOptions = {}): Promise<void> {
  desk = await workplace.open('olivia', options);
  page = desk.page;
  await page.setViewportSize({ width: 900, height: 640 });
}

/** An administrator withdraws what was consented to for an application, or gives it back. */
async function consent(application: 'gallery' | 'sharePointClient', isGiven: boolean): Promise<void> {
  const response = await workplace.fetch(`${directoryOrigin}/local-tenant/consents`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: 'contoso', application, isGiven }),
  });
  expect(response.status).toBe(200);
}

function signInButton() {
  return page.getByRole('button', { name: 'Sign in', exact: true });
}

async function seeList(): Promise<void> {
  await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
}

/** Counts from now on how often the page as a whole is sent to the directory. */
function watchRedirects(): readonly string[] {
  const redirects: string[] = [];
  page.on('request', (request) => {
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return;
    if (request.url().startsWith(directoryOrigin)) redirects.push(request.url());
  });
  return redirects;
}

describe('msal-browser', () => {
  it.each(['allowed', 'blocked'] as const)(
    'never sends the page to the directory, third-party cookies %s',
    async (thirdPartyCookies) => {
      await open({ thirdPartyCookies });
      const redirects = watchRedirects();
      await page.reload();
      await (thirdPartyCookies === 'allowed' ? seeList() : signInButton().waitFor());
      expect(desk.context.pages()).toHaveLength(1);
      expect(redirects).toEqual([]);
    },
  );

  it('tells of a window that the browser blocked, and opens it with the next click', async () => {
    await open({ thirdPartyCookies: 'blocked' });
    await signInButton().waitFor();
    await page.evaluate(() => {
      const { open: allowed } = window;
      window.open = () => {
        window.open = allowed;
        return null;
      };
    });
    await signInButton().click();
    await page.getByText('Your browser blocked the sign-in window.', { exact: false }).waitFor();
    await keepPicture(page, 'told-apart/sign-in-blocked');
    await signInButton().click();
    await seeList();
  });

  it('says which account signed in where it is another one, and lets the person choose', async () => {
    await open({ thirdPartyCookies: 'blocked' });
    await signInButton().waitFor();
    // As if the person took a colleague's account in the window.
    const [window] = await Promise.all([
      desk.context.waitForEvent('page'),
      (async () => {
        await desk.context.route(`${directoryOrigin}/*/oauth2/v2.0/authorize*`, async (route) => {
          const address = new URL(route.request().url());
          address.searchParams.set('prompt', 'select_account');
          await route.continue({ url: address.href });
        });
        await signInButton().click();
      })(),
    ]);
    await window.getByText('Dana Desai').first().click();
    await page
      .getByText('You signed in as dana@contoso.example, but SharePoint knows you as somebody else.', {
        exact: false,
      })
      .waitFor();
    await keepPicture(page, 'told-apart/sign-in-another-person');
    await desk.context.unrouteAll();

    const [again] = await Promise.all([desk.context.waitForEvent('page'), signInButton().click()]);
    await again.getByText('Olivia Owens').first().click();
    await seeList();
  });

  it('says who can grant the consent, of the registration in use, and goes on once somebody did', async () => {
    await consent('gallery', false);
    await open();
    await page.getByRole('heading', { name: 'API access is not approved' }).waitFor();
    await page.getByText('Code: AADSTS65001').waitFor();
    await page
      .getByRole('region', { name: 'Script' })
      .getByText('az ad app permission admin-consent --id c0000000-0000-4000-8000-000000000002', {
        exact: false,
      })
      .waitFor();
    expect(await page.getByRole('link', { name: /API access/ }).count()).toBe(0);

    await consent('gallery', true);
    await page.getByRole('button', { name: 'Check again' }).click();
    await seeList();
  });
});

describe('a redirect bridge that does not report', () => {
  async function silenceBridge(): Promise<void> {
    await desk.context.route(bridge, async (route) =>
      route.fulfill({ contentType: 'text/javascript', body: '/* Reports nothing. */' }),
    );
  }

  it('is waited for 30 s, then SharePoint’s token provider is taken, once', async () => {
    await open();
    await seeList();
    await silenceBridge();
    const redirects = watchRedirects();
    const exchanges: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('AcquireOBOToken')) exchanges.push(request.url());
    });
    await page.reload();
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor(afterTheLimit);
    expect(exchanges).toHaveLength(1);
    expect(redirects).toEqual([]);
  });

  it('asks for a click where the provider gives no token, and says so when the window does not report either', async () => {
    await consent('sharePointClient', false);
    await open();
    await seeList();
    await silenceBridge();
    await page.reload();
    await signInButton().waitFor(afterTheLimit);
    await signInButton().click();
    await page.getByText('The sign-in window did not report back.', { exact: false }).waitFor(afterTheLimit);
    await keepPicture(page, 'told-apart/sign-in-timed-out');

    await desk.context.unrouteAll();
    await signInButton().click();
    await seeList();
    await consent('sharePointClient', true);
  });
});
