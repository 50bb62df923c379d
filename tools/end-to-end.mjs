// @ts-check
import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { forNode } from './build/esbuild-settings.mjs';
import { root } from './run-command.mjs';

const entry = `
  export { openWorkplace } from './e2e/workplace';
  export { field, operations, Script, workflowAccount } from './e2e/script';
  export { connectInWindow } from './e2e/connect-in-window';
  export { createLocalFetch } from './local-tenant/http/local-fetch';
`;

/**
 * The scripts of this folder know where they lie, so they are loaded from there and not bundled.
 *
 * @type {import('esbuild').Plugin}
 */
const scriptsStay = {
  name: 'scripts-stay',
  setup(bundler) {
    bundler.onResolve({ filter: /^\..*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(join(resolveDir, path)).href,
      external: true,
    }));
  },
};

/**
 * @typedef {object} EndToEnd
 * @property {typeof import('../e2e/workplace').openWorkplace} openWorkplace
 * @property {typeof import('../e2e/script').Script} Script
 * @property {typeof import('../e2e/script').field} field
 * @property {typeof import('../e2e/script').operations} operations
 * @property {typeof import('../e2e/script').workflowAccount} workflowAccount
 * @property {typeof import('../e2e/connect-in-window').connectInWindow} connectInWindow
 * @property {typeof import('../local-tenant/http/local-fetch').createLocalFetch} createLocalFetch
 */

/** What the browser tests drive the whole product with, for scripts that measure it. @returns {Promise<EndToEnd>} */
export async function loadEndToEnd() {
  const outfile = join(root, '.build/end-to-end.mjs');
  await build({
    ...forNode,
    packages: 'external',
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    plugins: [scriptsStay],
    outfile,
  });
  return await import(pathToFileURL(outfile).href);
}
