import type { Page, Request } from 'playwright-core';
import { routes } from '../src/contract/routes';
import { contoso } from '../local-tenant/world/contoso';
import { fabrikam } from '../local-tenant/world/fabrikam';
import type { Tenant } from '../local-tenant/world/model';
import { connectionManagerOrigin, sharePointOrigin } from '../tools/stack/addresses.mjs';
import type { TenantKey } from '../tools/stack/addresses.mjs';
import { addInPanel } from './add-in-panel';
import { enterCredential, signInParametersIn } from './connect-in-window';
import {
  askFromPage,
  frameInPage,
  openFromPage,
  postFormFromPage,
  redeem,
  sendFromPage,
  useLastHandle,
} from './neighbour-attempts';
import { beaconOrigin, field, ledgerOrigin, Script, workflowAccount, workflowKey } from './script';
import { secretNamesIn, spellings } from './secret-spellings';
import { addressOf, asked } from './every-get';
import { openWorkplace } from './workplace';
import type { Desk, Workplace } from './workplace';

const wrongPassword = 'Canary-Harbor-43 ü&<';

interface Place {
  readonly tenant: Tenant & { readonly key: TenantKey };
  readonly person: string;
  readonly site: string;
}

const places: readonly Place[] = [
  { tenant: { ...contoso, key: 'contoso' }, person: 'olivia', site: '/sites/operations' },
  { tenant: { ...fabrikam, key: 'fabrikam' }, person: 'felix', site: '/sites/finance' },
];

let workplace: Workplace;
let script: Script;

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
});
afterAll(async () => workplace.close());

describe.each(places)(
  'a hostile web part beside ours at $tenant.displayName (S30)',
  ({ tenant, person, site }) => {
    const siteAddress = sharePointOrigin(tenant.key) + site;
    const requests: Request[] = [];
    let desk: Desk;
    let page: Page;
    let ledgerId: string;
    /** Where the connect window of the Ledger was. */
    let windowAddress: string;

    beforeAll(async () => {
      desk = await workplace.open(person, { tenant: tenant.key, site, query: '?neighbour=hostile' });
      page = desk.page;
      desk.context.on('request', (request) => requests.push(request));
      await page.reload();
      await page.getByRole('heading', { name: /^Connections/ }).waitFor();
    });
    afterAll(async () => desk.close());

    /** Everything the neighbour has seen up to now, after it has looked around once more. */
    async function seen(): Promise<readonly string[]> {
      return page.evaluate(async () => {
        await window.hostileNeighbour.lookAround();
        return [...window.hostileNeighbour.seen];
      });
    }

    async function accessToken(): Promise<string> {
      const bearer = (await seen()).map((text) => /Bearer (ey[\w.-]+)/.exec(text)?.[1]);
      return bearer.findLast((token) => token !== undefined) ?? '';
    }

    it('watches a connection with a password and one with an API key being added', async () => {
      const ledger = await addInPanel(page, {
        connector: /HTTP with username and password/,
        name: 'Ledger being watched',
        settings: { 'Base address': ledgerOrigin, 'Test path': '/me' },
      });
      await ledger.getByLabel('Username').waitFor();
      windowAddress = ledger.url();
      await enterCredential(ledger, { username: 'workflow', password: wrongPassword });
      await ledger.getByRole('alert').waitFor();
      await enterCredential(ledger, workflowAccount);
      await ledger.getByRole('heading', { name: 'Connected' }).waitFor();
      await page.getByRole('button', { name: 'Done' }).click();

      const beacon = await addInPanel(page, {
        connector: /HTTP with API key/,
        name: 'Beacon being watched',
        settings: { 'Base address': beaconOrigin, 'Test path': '/me' },
      });
      await beacon.getByLabel('API key', { exact: true }).fill(workflowKey);
      await beacon.getByRole('button', { name: 'Connect' }).click();
      await beacon.getByRole('heading', { name: 'Connected' }).waitFor();
      await page.getByRole('button', { name: 'Done' }).click();
      await page
        .getByRole('row', { name: /Beacon being watched/ })
        .getByText('Ready')
        .waitFor();

      const token = await script.token({ person, tenant: tenant.key });
      const list = await script.call('GET', `/connections?site=${encodeURIComponent(siteAddress)}`, {
        token,
      });
      const items = list.body['items'] as readonly { readonly id: string; readonly name: string }[];
      ledgerId = items.find(({ name }) => name === 'Ledger being watched')?.id ?? '';
      expect(ledgerId).toMatch(/^con_/);
    });

    it('reads what is typed into the page, what the page shows, sends and gets, and whom it is in the name of', async () => {
      const all = await seen();
      const ways = new Set(all.map((text) => text.slice(0, text.indexOf(':'))));
      for (const way of [
        'a request',
        'an answer',
        'JSON',
        'the page',
        'a window',
        'an object',
        'what was typed (input)',
      ])
        expect([...ways]).toContain(way);
      expect(
        all.some((text) => text.startsWith('what was typed') && text.includes('Ledger being watched')),
      ).toBe(true);
      expect(all.some((text) => text.startsWith('an object') && text.includes('Beacon being watched'))).toBe(
        true,
      );
      expect(all.some((text) => text.startsWith('a window') && text.includes(windowAddress))).toBe(true);
      expect(claimsOf(await accessToken())).toMatchObject({
        scp: 'connections.access',
        oid: expect.any(String),
      });
    });

    it('finds no password, no API key, and nothing of the connect window’s sign-in and session', async () => {
      const haystack = (await seen()).join('\n');
      for (const secret of [workflowAccount.password, wrongPassword, workflowKey]) {
        for (const spelling of spellings(secret)) expect(haystack.includes(spelling)).toBe(false);
      }
      const ours = [...(await sessionCookies()), ...signInParametersIn(requests)];
      expect(ours.length).toBeGreaterThanOrEqual(3);
      expect(ours.filter((secret) => haystack.includes(secret))).toEqual([]);
    });

    it('finds no token that reaches further than connections.access', async () => {
      const haystack = (await seen()).join('\n');
      const claims = [...haystack.matchAll(/\bey[\w-]+\.(ey[\w-]+)\.[\w-]+/g)].map(([token]) =>
        claimsOf(token),
      );
      const scopes = claims.flatMap((each) => (each['scp'] === undefined ? [] : [each['scp']]));
      expect(new Set(scopes)).toEqual(new Set(['connections.access']));
      const found = [...haystack.matchAll(/"refresh_token"\s*:\s*"([^"]+)"/g)].map(
        ([, token]) => token ?? '',
      );
      // msal-browser gets its tokens by the page's own fetch; SharePoint's token provider leaves none on the page.
      expect(found.length > 0).toBe(tenant.signInWith === 'msal-browser');
      const idOf = new Map(tenant.applications.map(({ key, appId }) => [key, appId]));
      for (const refreshToken of found) {
        for (const scope of [
          'https://graph.microsoft.com/User.Read',
          `${sharePointOrigin(tenant.key)}/AllSites.Read`,
          `api://${idOf.get('connectionManager')}/bindings.write`,
        ]) {
          const answer = await redeem(workplace.fetch, tenant, { refreshToken, scope });
          expect([scope, answer.status]).toEqual([scope, 400]);
          expect(await answer.json()).not.toHaveProperty('access_token');
        }
      }
    });

    it('finds nothing kept in the browser: no token, no secret', async () => {
      const token = await accessToken();
      const kept = await page.evaluate(async () =>
        JSON.stringify([
          { ...localStorage },
          { ...sessionStorage },
          document.cookie,
          await indexedDB.databases(),
        ]),
      );
      const state = JSON.stringify(await desk.context.storageState({ indexedDB: true }));
      for (const secret of [token, ...spellings(workflowAccount.password), ...spellings(workflowKey)]) {
        expect(kept.includes(secret)).toBe(false);
        expect(state.includes(secret)).toBe(false);
      }
    });

    it('gets no secret out of the API with the person’s token, whatever it asks', async () => {
      const token = await accessToken();
      const reads = Object.values(routes).filter(({ method }) => method === 'GET');
      // A new route is listed here once somebody has thought of what it tells.
      expect(Object.keys(asked).sort()).toEqual(reads.map(({ path }) => path).sort());
      const flowId = windowAddress.split('/').at(-1) ?? '';
      const ownId = tenant.people.find(({ key }) => key === person)?.objectId ?? '';
      const things = { connectionId: ledgerId, flowId, site: siteAddress, person: ownId };
      for (const [path, { status }] of Object.entries(asked)) {
        const answer = await askFromPage(page, addressOf(path, things), { token });
        expect([path, answer.status]).toEqual([path, status]);
        expectNothingSecret(answer.text);
      }
    });

    it('is refused what engines may ask, by the browser and by the connection manager', async () => {
      const token = await accessToken();
      const step = {
        site: siteAddress,
        workflowId: 'w',
        stepId: 's',
        instanceId: 'i',
        stepHash: 'A'.repeat(43),
      };
      for (const [path, body] of [
        ['/runtime/resolve', step],
        ['/runtime/invoke', { ...step, request: { method: 'GET', url: '/me' } }],
      ] as const) {
        expect((await askFromPage(page, path, { token, body })).status).toBe('refused by the browser');
        const outside = await script.call('POST', path, { token, body });
        expect([outside.status, outside.body['code']]).toEqual([403, 'wrong_kind_of_token']);
      }
    });

    it('acts in the person’s name: it can prepare a connect window of its own', async () => {
      const token = await accessToken();
      const site = encodeURIComponent(siteAddress);
      const path = `/connections/${ledgerId}/connect-flows?site=${site}`;
      const begun = await askFromPage(page, path, { token, body: undefined, method: 'POST' });
      expect(begun.status).toBe(201);
      windowAddress = (JSON.parse(begun.text) as { readonly address: string }).address;
    });

    it('reads nothing of a connect window and sends nothing to it', async () => {
      const attempts = await sendFromPage(page, windowAddress);
      const { beacon, ...fetched } = attempts;
      // Not even an opaque answer arrives: Cross-Origin-Resource-Policy.
      for (const outcome of Object.values(fetched)) expect(outcome).toBe('TypeError: Failed to fetch');
      expect(beacon).toBe('true');
      await expectUntouched();
    });

    it('does not frame a connect window', async () => {
      const framed = page.waitForEvent('framenavigated', (frame) => frame.parentFrame() !== null);
      await frameInPage(page, windowAddress);
      await framed;
      const frame = page.frame({ name: 'framed' });
      await expect(frame?.waitForLoadState()).resolves.toBeUndefined();
      expect(frame?.url()).toMatch(/^chrome-error:/);
      expect(await frame?.locator('input').count()).toBe(0);
      expect(desk.complaints.some((complaint) => complaint.includes("frame-ancestors 'none'"))).toBe(true);
      await expectUntouched();
    });

    it('sends no form from this page to a connect window: it is answered with a page that keeps nothing', async () => {
      const [answered] = await Promise.all([
        desk.context.waitForEvent('page'),
        postFormFromPage(page, windowAddress),
      ]);
      await answered.getByRole('heading', { name: 'This form has expired' }).waitFor();
      await answered.close();
      await expectUntouched();
    });

    it('has no hold on a connect window that was opened: neither to read, nor to lead away, nor to speak to', async () => {
      const [opened] = await Promise.all([
        desk.context.waitForEvent('page'),
        openFromPage(page, windowAddress),
      ]);
      await opened.getByLabel('Username').waitFor();
      const tried = await useLastHandle(page);
      expect(tried['closed']).toBe('true');
      expect(JSON.stringify(tried)).not.toMatch(/csrf"|flow_|Username/);
      expect(await opened.evaluate(() => window.opener === null)).toBe(true);
      expect(opened.isClosed()).toBe(false);
      expect(opened.url()).toBe(windowAddress);
      await opened.getByLabel('Username').fill('still here');
      await opened.close();
      const haystack = (await seen()).join('\n');
      expect((await sessionCookies()).filter((secret) => haystack.includes(secret))).toEqual([]);
    });

    /** The connection is as it was, and no attempt was counted. */
    async function expectUntouched(): Promise<void> {
      const token = await script.token({ person, tenant: tenant.key });
      const flow = await script.call('GET', `/connect-flows/${windowAddress.split('/').at(-1)}`, { token });
      expect(flow.body).toMatchObject({ state: expect.stringMatching(/^(waiting|left|open)$/) });
      expect(flow.body['lastProblem']).toBeUndefined();
      const path = `/connections/${ledgerId}?site=${encodeURIComponent(siteAddress)}`;
      const connection = await script.call('GET', path, { token });
      expect(connection.body).toMatchObject({ account: 'workflow', status: { state: 'ready' } });
      expect(field(connection, 'id')).toBe(ledgerId);
    }

    /** The values of the connect window's cookies. */
    async function sessionCookies(): Promise<readonly string[]> {
      const cookies = await desk.context.cookies(connectionManagerOrigin);
      return cookies.map(({ value }) => value).filter((value) => value !== '');
    }
  },
);

function expectNothingSecret(text: string): void {
  for (const secret of [workflowAccount.password, wrongPassword, workflowKey]) {
    for (const spelling of spellings(secret)) expect(text.includes(spelling)).toBe(false);
  }
  expect(secretNamesIn(text)).toEqual([]);
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
