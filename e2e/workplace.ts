import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { createLocalFetch } from '../local-tenant/http/local-fetch';
import { findBrowser } from '../tools/find-browser.mjs';
import { startStack } from '../tools/local-stack.mjs';
import { browserArguments } from '../tools/stack/browser-arguments.mjs';
import { writeBrowserProfile } from '../tools/stack/browser-profile.mjs';
import { directoryOrigin, sharePointOrigin } from '../tools/stack/addresses.mjs';
import type { TenantKey } from '../tools/stack/addresses.mjs';

/** Everything that `npm start` starts, with a data folder of its own, and a browser that trusts its certificate. */
export interface Workplace {
  readonly dataFolder: string;
  readonly logFiles: readonly string[];
  /** Reaches the local addresses from Node, as a script of somebody outside would. */
  readonly fetch: typeof fetch;
  /** A browser context of its own, signed in to the directory as this person, with what went wrong in it. */
  open(person: string, options?: OpenOptions): Promise<Desk>;
  /** Sets the connection manager's clock ahead of everybody else's; 0 sets it right. */
  setConnectionManagerClock(ahead: { readonly minutesAhead: number }): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly tenant?: TenantKey;
  readonly site?: string;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Whether the browser draws with the few colours the person chose, as Windows' contrast themes make it do. */
  readonly forcedColors?: 'none' | 'active';
  readonly thirdPartyCookies?: 'allowed' | 'blocked';
  /** A host that may set no cookies at all. */
  readonly hostWithoutCookies?: string;
  /** Put behind the gallery's address, as in `?dir=rtl`. */
  readonly query?: string;
}

/** One person at one browser. */
export interface Desk {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors on the console, policy violations and uncaught errors, in the order they came. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function openWorkplace(): Promise<Workplace> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'workflow-gallery-'));
  const stack = await startStack({ dataFolder });
  const certificate = readFileSync(stack.files.certificate, 'utf8');
  const fingerprint = readFileSync(stack.files.certificateFingerprint, 'utf8').trim();
  const localFetch = createLocalFetch(certificate);
  return {
    dataFolder,
    logFiles: [stack.files.localTenantLog, stack.files.connectionManagerLog],
    fetch: localFetch,
    open: async (person, options) => openDesk(fingerprint, person, options),
    setConnectionManagerClock: async ({ minutesAhead }) =>
      writeFile(stack.files.connectionManagerClock, String(minutesAhead * 60_000)),
    async close() {
      const unknown = await unknownAddresses(localFetch);
      await stack.stop();
      await rm(dataFolder, { recursive: true, force: true });
      // What real SharePoint would answer with 404 is a fault of ours, or of the local SharePoint.
      if (unknown.length > 0)
        throw new Error(`SharePoint was asked for what it does not know: ${unknown.join(', ')}`);
    },
  };
}

async function unknownAddresses(localFetch: typeof fetch): Promise<readonly string[]> {
  const response = await localFetch(`${directoryOrigin}/local-tenant/unknown-addresses`);
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || answer === null || !('unknownAddresses' in answer))
    throw new TypeError('No list came.');
  return Array.isArray(answer.unknownAddresses) ? answer.unknownAddresses.map(String) : [];
}

/** What went wrong in the browser, without Microsoft's own fonts, which cannot be fetched without the internet. */
export function ownComplaints(desk: Desk): readonly string[] {
  return desk.complaints.filter((complaint) => !complaint.startsWith('https://res-1.cdn.office.net/'));
}

const usualDesk = {
  tenant: 'contoso',
  site: '/sites/operations',
  query: '',
  width: 1280,
  height: 800,
  colorScheme: 'light',
  forcedColors: 'none',
  thirdPartyCookies: 'allowed',
  hostWithoutCookies: undefined,
} as const;

/** A fresh profile for each person. */
async function openDesk(fingerprint: string, person: string, options: OpenOptions = {}): Promise<Desk> {
  const { tenant, site, query, width, height, colorScheme, forcedColors } = { ...usualDesk, ...options };
  const { thirdPartyCookies, hostWithoutCookies } = { ...usualDesk, ...options };
  const profile = await mkdtemp(join(tmpdir(), 'workflow-gallery-profile-'));
  writeBrowserProfile(profile, thirdPartyCookies, hostWithoutCookies);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    headless: true,
    args: launchArguments(fingerprint),
    viewport: { width, height },
    colorScheme,
    forcedColors,
    locale: 'en-US',
  });
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.location().url}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(String(error.error().stack ?? error.error())));
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(signInAddress({ tenant, person, path: `${site}/SitePages/WorkflowGallery.aspx${query}` }));
  const close = async (): Promise<void> => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { context, page, complaints, close };
}

function launchArguments(fingerprint: string): string[] {
  const asRoot = process.getuid?.() === 0;
  const all = browserArguments({ fingerprint, profile: '', address: '', headless: true, asRoot });
  // Playwright gives the browser its profile and its first page itself.
  return all.filter((argument) => argument.startsWith('--') && !argument.startsWith('--user-data-dir'));
}

function signInAddress(to: { tenant: TenantKey; person: string; path: string }): string {
  const address = new URL(`${directoryOrigin}/local-tenant/sign-in`);
  address.searchParams.set('tenant', to.tenant);
  address.searchParams.set('person', to.person);
  address.searchParams.set('continue', `${sharePointOrigin(to.tenant)}${to.path}`);
  return address.href;
}
