// @ts-check

/** What an engineer imports as text: style sheets, pages, pictures and scripts that run in a browser. */
const asText = /** @type {const} */ ({
  '.css': 'text',
  '.html': 'text',
  '.svg': 'text',
  '.client.js': 'text',
});

/** A bundle that Node 22 runs as an ES module. @satisfies {import('esbuild').BuildOptions} */
export const forNode = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  loader: asText,
  keepNames: true,
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

/** CommonJS packages inside an ES module still ask for these. */
export const commonJsBanner = [
  "import { createRequire as bannerCreateRequire } from 'node:module';",
  'const require = bannerCreateRequire(import.meta.url);',
  'const __filename = import.meta.filename;',
  'const __dirname = import.meta.dirname;',
].join('\n');
