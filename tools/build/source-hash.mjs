// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const neverSources = new Set(['node_modules', 'dist']);

/**
 * @param {string} path
 * @returns {string[]} the file, or every source below the folder; nothing if it does not exist
 */
function sourcesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => !neverSources.has(name) && !/\.test\.[a-z]+$/.test(name))
    .flatMap((name) => sourcesBelow(join(path, name)));
}

/**
 * Changes whenever a source changes, comes or goes; tests and generated folders do not count.
 *
 * @param {string} root
 * @param {readonly string[]} inputs files and folders below `root`
 */
export function hashSources(root, inputs) {
  const hash = createHash('sha256');
  const files = inputs.flatMap((input) => sourcesBelow(join(root, input))).sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {readonly string[]} outputs files below `root`
 * @returns {string | undefined} undefined while one of them is missing
 */
export function hashOutputs(root, outputs) {
  return outputs.every((output) => existsSync(join(root, output))) ? hashSources(root, outputs) : undefined;
}
