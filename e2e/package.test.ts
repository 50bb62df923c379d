import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Page, Response } from 'playwright-core';
import { sharePointOrigin } from '../tools/stack/addresses.mjs';
import { addInPanel } from './add-in-panel';
import { enterCredential } from './connect-in-window';
import { ledgerOrigin, workflowAccount } from './script';
import { openWorkplace, ownComplaints } from './workplace';
import type { Workplace } from './workplace';

const packageFile = join(__dirname, '..', 'sharepoint', 'solution', 'workflow-gallery-connections.sppkg');

let workplace: Workplace;

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(async () => workplace.close());

describe('the package', () => {
  it('is what the browser gets, byte for byte, and nothing of ours comes from elsewhere', async () => {
    const packaged = new Map(
      Object.entries(unzipSync(readFileSync(packageFile)))
        .filter(([name]) => name.startsWith('ClientSideAssets/'))
        .map(([name, bytes]) => [name.slice('ClientSideAssets/'.length), Buffer.from(bytes)]),
    );
    const desk = await workplace.open('olivia');
    const served = new Map<string, Buffer>();
    const foreign: string[] = [];
    const receive = async (response: Response): Promise<void> => {
      const { pathname, origin } = new URL(response.url());
      if (origin === sharePointOrigin('contoso') && pathname.includes('/ClientSideAssets/')) {
        served.set(pathname.slice(pathname.lastIndexOf('/') + 1), await response.body());
      } else if (response.request().resourceType() === 'script' && origin !== sharePointOrigin('contoso')) {
        foreign.push(response.url());
      }
    };
    const received: Promise<void>[] = [];
    desk.page.on('response', (response) => void received.push(receive(response)));
    await desk.page.reload();
    await desk.page.getByRole('heading', { name: /^Connections/ }).waitFor();
    await desk.page.getByText('No connections yet').waitFor();
    await Promise.all(received);

    expect(served.size).toBeGreaterThan(0);
    for (const [name, bytes] of served) expect(packaged.get(name)?.equals(bytes)).toBe(true);
    expect(foreign).toEqual([]);
    await desk.close();
  });

  it('runs under SharePoint’s content security policy from adding to deleting, without one violation (S46)', async () => {
    const desk = await workplace.open('olivia');
    const { page } = desk;
    await page.addInitScript(noteViolations);
    const response = await page.reload();
    expectSharePointsPolicy(response?.headers()['content-security-policy'] ?? '');
    await page.getByText('No connections yet').waitFor();
    const settings = { 'Base address': ledgerOrigin, 'Test path': '/me' };
    const connector = /HTTP with username and password/;
    const opened = await addInPanel(page, { connector, name: 'Ledger under a policy', settings });
    await enterCredential(opened, workflowAccount);
    await opened.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page
      .getByRole('row', { name: /Ledger under a policy/ })
      .getByText('Ready')
      .waitFor();

    await chooseCommand(page, 'Ledger under a policy', 'Edit');
    await page.getByRole('textbox', { name: /^Name/ }).fill('Ledger under the policy');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('row', { name: /Ledger under the policy/ }).waitFor();
    await chooseCommand(page, 'Ledger under the policy', 'Delete');
    await page.getByRole('button', { name: 'Delete connection' }).click();
    await page.getByText('No connections yet').waitFor();

    expect(await violationsOf(page)).toEqual([]);
    expect(ownComplaints(desk)).toEqual([]);
    await desk.close();
  });

  it('runs under a policy that is in force: an inline script and one from elsewhere are refused on the same page', async () => {
    const desk = await workplace.open('olivia');
    const { page } = desk;
    await page.addInitScript(noteViolations);
    await page.reload();
    await page.getByText('No connections yet').waitFor();
    await page.evaluate(() => {
      const inline = document.createElement('script');
      inline.textContent = 'window.inlineScriptRan = true;';
      const foreign = document.createElement('script');
      foreign.src = 'https://cdn.example/foreign.js';
      document.body.append(inline, foreign);
    });
    await page.waitForFunction(() => {
      const violations: unknown = Reflect.get(window, 'policyViolations');
      return Array.isArray(violations) && violations.length >= 2;
    });
    expect(await violationsOf(page)).toEqual([
      'script-src-elem inline',
      'script-src-elem https://cdn.example/foreign.js',
    ]);
    expect(await page.evaluate(() => 'inlineScriptRan' in window)).toBe(false);
    await desk.close();
  });
});

/** The shape Microsoft documents: one list of script sources, with a nonce, and none for elements alone. */
function expectSharePointsPolicy(policy: string): void {
  const [directive, ...others] = policy.split(';').filter((part) => part.trim() !== '');
  expect(others).toEqual([]);
  const [name, ...sources] = (directive ?? '').trim().split(/\s+/);
  expect(name).toBe('script-src');
  expect(sources.slice(0, 2)).toEqual(["'unsafe-eval'", "'self'"]);
  expect(sources.at(-1)).toMatch(/^'nonce-[0-9a-f]{16,}'$/);
  const hosts = sources.slice(2, -1);
  expect(hosts.length).toBeGreaterThanOrEqual(30);
  expect(hosts).toEqual(expect.arrayContaining(['*.cdn.office.net', 'https://teams.microsoft.com']));
  expect(
    hosts.filter((host) => /unsafe-inline|strict-dynamic|data:|blob:|localhost|^\*$/.test(host)),
  ).toEqual([]);
}

/** Runs in the page before any of its scripts. */
function noteViolations(): void {
  const violations: string[] = [];
  Reflect.set(window, 'policyViolations', violations);
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    violations.push(`${effectiveDirective} ${blockedURI}`);
  });
}

async function violationsOf(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'policyViolations') as unknown);
}

async function chooseCommand(page: Page, name: string, command: string): Promise<void> {
  await page.getByRole('button', { name: `Commands for ${name}` }).click();
  await page.getByRole('menuitem', { name: command, exact: true }).click();
}
