// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildParts } from '../build/build-parts.mjs';
import { root, runScript } from '../run-command.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<void>} run throws, with what the tool printed, when something is wrong
 */

/** @param {string} name @param {string} script @param {readonly string[]} scriptArguments @returns {Check} */
function tool(name, script, scriptArguments) {
  return {
    name,
    async run() {
      const { code, output } = await runScript(script, scriptArguments);
      if (code !== 0) throw new Error(output.trimEnd());
    },
  };
}

const sourceFolders = ['src', 'connection-manager', 'local-tenant', 'e2e', 'tools'];

/** @param {readonly string[]} paths */
function existing(paths) {
  return paths.filter((path) => existsSync(join(root, path)));
}

/** @type {Check} */
export const build = { name: 'build', run: () => buildParts() };

/** All that can be said without running the product, in the order in which a person wants to know. */
export const checks = [
  tool('format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  tool('lint', 'node_modules/eslint/bin/eslint.js', ['--max-warnings', '0', '.']),
  tool('types of src', 'node_modules/typescript/bin/tsc', ['--project', 'tsconfig.json']),
  tool('types of the rest', 'node_modules/typescript/bin/tsc', ['--project', 'tsconfig.node.json']),
  tool('import directions', 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', [
    '--config',
    '.dependency-cruiser.cjs',
    ...existing(sourceFolders),
  ]),
  ...existing(['tools/reference.mjs']).map((script) => tool('generated reference', script, ['--check'])),
];
