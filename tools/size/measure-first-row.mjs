// @ts-check
import { gzipSync } from 'node:zlib';
import { connectionManagerOrigin } from '../stack/addresses.mjs';

const patience = 20_000;

/**
 * @typedef {object} FetchedFile
 * @property {string} name
 * @property {number} bytes as gzip sends it, at its highest level
 */

/**
 * @typedef {object} FirstRow
 * @property {readonly FetchedFile[]} files what came from the package until the first row stood there
 * @property {number} milliseconds from the request for the entry file to the first row
 * @property {number} apiCalls requests to the connection manager until then
 */

/** Runs in the page, before anything else: notes when the first row of the list stands there. @param {string} name */
function noteFirstRow(name) {
  performance.setResourceTimingBufferSize(5000);
  const observer = new MutationObserver(() => {
    const rows = [...document.querySelectorAll('[role="row"]')];
    if (!rows.some((row) => row.textContent?.includes(name))) return;
    observer.disconnect();
    performance.mark('first-row');
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}

/** Runs in the page: what was asked for before the first row stood there. */
function requestsUntilFirstRow() {
  const end = performance.getEntriesByName('first-row')[0]?.startTime ?? 0;
  const all = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
  const requests = all
    .filter(({ startTime }) => startTime < end)
    .map(({ name, startTime }) => ({ address: name, startTime }));
  return { end, requests };
}

/** @param {string} address */
function fileName(address) {
  const { pathname } = new URL(address);
  return pathname.slice(pathname.lastIndexOf('/') + 1);
}

/**
 * Opens the gallery in a new page of the browser and counts, in the browser, what it asks for until the first
 * row stands there.
 *
 * @param {import('playwright-core').BrowserContext} context of a person who is signed in to the directory
 * @param {{ readonly address: string, readonly connection: string, readonly entryFile: string }} gallery
 *   its page, the name of a connection that is listed there, and the file its web part begins with
 * @returns {Promise<FirstRow | undefined>} undefined where no row came
 */
export async function measureFirstRow(context, { address, connection, entryFile }) {
  const page = await context.newPage();
  /** @type {Map<string, Promise<Buffer>>} */
  const bodies = new Map();
  page.on('response', (response) => {
    if (!response.url().includes('/ClientSideAssets/')) return;
    const body = response.body();
    // Whoever needs it is told; a page that is closed early is no fault.
    body.catch(() => undefined);
    bodies.set(response.url(), body);
  });
  try {
    await page.addInitScript(noteFirstRow, connection);
    await page.goto(address);
    await page.getByRole('row').filter({ hasText: connection }).first().waitFor({ timeout: patience });
    const { end, requests } = await page.evaluate(requestsUntilFirstRow);
    const assets = [...new Set(requests.map((request) => request.address))].filter((asset) =>
      bodies.has(asset),
    );
    const files = await Promise.all(
      assets.map(async (asset) => {
        const body = (await bodies.get(asset)) ?? Buffer.alloc(0);
        return { name: fileName(asset), bytes: gzipSync(body, { level: 9 }).length };
      }),
    );
    const start = requests.find((request) => fileName(request.address) === entryFile)?.startTime;
    if (start === undefined)
      throw new Error(`The page did not ask for ${entryFile}, the entry of the package.`);
    const apiCalls = requests.filter((request) =>
      request.address.startsWith(`${connectionManagerOrigin}/`),
    ).length;
    return { files, milliseconds: Math.round(end - start), apiCalls };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return undefined;
    throw error;
  } finally {
    await page.close();
  }
}
