// @ts-check
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../local-stack.mjs';
import { connectionManagerOrigin } from '../stack/addresses.mjs';
import { growthFigures } from './growth-figures.mjs';
import { databaseWith } from './growth-tenant.mjs';
import { percentile } from './figures.mjs';
import { openCallers } from './load.mjs';

/** @typedef {import('../end-to-end.mjs').EndToEnd} EndToEnd */
/** @typedef {import('./growth-figures.mjs').Measured} Measured */

const sizes = [1000, 10_000, 100_000];
const callsToWarmUp = 20;
const rounds = 6;
const calls = 15;

/** Whose first page is measured. */
const people = { 'site owner': 'olivia', administrator: 'walt' };

/** How the first page is asked for. */
const kinds = {
  'default order': '',
  'by name, descending': '&sort=name&direction=descending',
  searched: '&search=led',
};

/**
 * Sorting in an order that no index has, of as many as are sorted at all: in the largest tenant one connection of
 * twenty is invalid.
 */
const atBound = '&sort=changed&direction=descending&status=invalid';

/**
 * The least of the medians of some rounds: what else the machine does at one time does not count, and sizes are
 * measured at different times.
 *
 * @param {Omit<import('./load.mjs').Target, 'origin' | 'method'>} asked
 * @param {string} certificate
 */
async function latency(asked, certificate) {
  const caller = openCallers({ origin: connectionManagerOrigin, method: 'GET', ...asked }, certificate);
  try {
    for (let call = 0; call < callsToWarmUp; call++) await caller.callOnce();
    const medians = [];
    for (let round = 0; round < rounds; round++) {
      const latencies = [];
      for (let call = 0; call < calls; call++) latencies.push((await caller.callOnce()).latency);
      medians.push(percentile(latencies, 0.5));
    }
    return Math.min(...medians);
  } finally {
    await caller.close();
  }
}

/** Asks what a running product with so many connections is asked. @param {EndToEnd} endToEnd @param {string} certificate @param {number} size */
async function measureRunning(endToEnd, certificate, size) {
  const script = new endToEnd.Script(endToEnd.createLocalFetch(certificate));
  const path = `/api/v1/connections?site=${encodeURIComponent(endToEnd.operations)}&limit=50`;
  /** @type {Measured[]} */
  const measured = [];
  for (const [who, person] of Object.entries(people)) {
    const headers = { authorization: `Bearer ${await script.token({ person })}` };
    for (const [kind, query] of Object.entries(kinds))
      measured.push({ who, kind, size, value: await latency({ path: path + query, headers }, certificate) });
    if (who !== 'administrator' || size !== sizes.at(-1)) continue;
    const value = await latency({ path: path + atBound, headers }, certificate);
    measured.push({ who, kind: '5000 sorted by changed', size, value });
  }
  return measured;
}

/** @param {EndToEnd} endToEnd @param {number} size */
async function measureSize(endToEnd, size) {
  const prepared = await databaseWith(size);
  const dataFolder = mkdtempSync(join(tmpdir(), 'workflow-gallery-bench-'));
  try {
    mkdirSync(join(dataFolder, 'connection-manager'), { recursive: true, mode: 0o700 });
    copyFileSync(prepared, join(dataFolder, 'connection-manager', 'connections.db'));
    const stack = await startStack({ dataFolder });
    try {
      return await measureRunning(endToEnd, readFileSync(stack.files.certificate, 'utf8'), size);
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** How the first page of a list grows with what is in the tenant, one caller at a time. @param {EndToEnd} endToEnd */
export async function measureGrowth(endToEnd) {
  /** @type {Measured[]} */
  const measured = [];
  for (const size of sizes) measured.push(...(await measureSize(endToEnd, size)));
  return growthFigures(measured);
}
