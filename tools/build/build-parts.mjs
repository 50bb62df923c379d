// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run-command.mjs';
import { whileBuildingAlone } from './build-lock.mjs';
import { connectionManager } from './connection-manager.mjs';
import { localTenant } from './local-tenant.mjs';
import { solution } from './solution.mjs';
import { hashOutputs, hashSources } from './source-hash.mjs';

/**
 * @typedef {object} BuildPart
 * @property {string} name
 * @property {readonly string[]} inputs files and folders it is made from
 * @property {readonly string[]} outputs files it writes
 * @property {() => Promise<void>} build
 */

/** @type {readonly BuildPart[]} */
export const parts = [solution, connectionManager, localTenant];

const records = join(root, '.build');

/** @param {BuildPart} part */
function recordFile(part) {
  return join(records, `${part.name}.json`);
}

/** @param {BuildPart} part @returns {{ sources?: string, outputs?: string }} */
function readRecord(part) {
  try {
    return JSON.parse(readFileSync(recordFile(part), 'utf8'));
  } catch {
    return {};
  }
}

/** @param {BuildPart} part @returns {string} */
function hashOf(part) {
  return hashSources(root, [...part.inputs, 'package.json', 'package-lock.json']);
}

/** @param {BuildPart} part */
function isUpToDate(part) {
  const record = readRecord(part);
  return record.sources === hashOf(part) && record.outputs === hashOutputs(root, part.outputs);
}

/** @param {BuildPart} part */
async function buildPart(part) {
  const begun = Date.now();
  // Taken before the build: a source that changes meanwhile is built again next time.
  const sources = hashOf(part);
  rmSync(recordFile(part), { force: true });
  await part.build();
  writeFileSync(recordFile(part), JSON.stringify({ sources, outputs: hashOutputs(root, part.outputs) }));
  return `built ${part.name} in ${((Date.now() - begun) / 1000).toFixed(1)} s`;
}

/**
 * Builds those of the named parts whose sources, or whose result, changed since they were built.
 *
 * @param {object} [options]
 * @param {readonly string[]} [options.names] all parts, unless given
 * @param {boolean} [options.force] builds what is up to date as well
 * @param {(line: string) => void} [options.report]
 */
export async function buildParts({ names, force = false, report = () => undefined } = {}) {
  mkdirSync(records, { recursive: true });
  const chosen = parts.filter((part) => names === undefined || names.includes(part.name));
  await whileBuildingAlone(join(records, 'building'), async () => {
    const due = chosen.filter((part) => force || !isUpToDate(part));
    const outcomes = await Promise.allSettled(due.map(async (part) => report(await buildPart(part))));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) throw failure.reason;
  });
}
