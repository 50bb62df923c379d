// @ts-check
import './pinned-node.mjs';
import { build, checks } from './verify/checks.mjs';
import { runTests } from './verify/test-run.mjs';

/** @typedef {{ readonly name: string, readonly seconds: string, readonly passed: boolean, readonly note: string }} Outcome */

/** @param {number} begun */
function secondsSince(begun) {
  return `${((Date.now() - begun) / 1000).toFixed(1)} s`;
}

/** @param {Outcome} outcome */
function show({ name, seconds, passed, note }) {
  console.log(`${passed ? 'ok  ' : 'FAIL'}  ${name}  ${seconds}${note === '' ? '' : `\n${note}`}`);
}

/** @param {import('./verify/checks.mjs').Check} check @returns {Promise<Outcome>} */
async function carryOut({ name, run }) {
  const begun = Date.now();
  let note = '';
  try {
    await run();
  } catch (error) {
    note = error instanceof Error ? error.message : String(error);
  }
  const outcome = { name, seconds: secondsSince(begun), passed: note === '', note };
  show(outcome);
  return outcome;
}

async function carryOutAll() {
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const check of checks) outcomes.push(await carryOut(check));
  return outcomes;
}

/** @param {string} name @param {readonly string[]} jestArguments */
async function test(name, jestArguments) {
  const begun = Date.now();
  const counts = await runTests(name, jestArguments);
  const note = `      ${counts.passed} passed, ${counts.failed} failed`;
  return {
    ...counts,
    outcome: { name: `${name} tests`, seconds: secondsSince(begun), passed: counts.failed === 0, note },
  };
}

async function verify() {
  const begun = Date.now();
  // Two lanes: most machines have two cores, and both of these keep one busy.
  const [built, checked] = await Promise.all([carryOut(build), carryOutAll()]);
  const unit = await test('unit', ['--selectProjects', 'node', 'webpart', '--maxWorkers=100%']);
  const browser = built.passed
    ? await test('browser', ['--selectProjects', 'browser', '--runInBand', '--passWithNoTests'])
    : undefined;

  const outcomes = [built, ...checked];
  console.log('\nSummary');
  for (const outcome of outcomes) show({ ...outcome, note: '' });
  show(unit.outcome);
  if (browser) show(browser.outcome);
  else console.log('skip  browser tests: there is no build');
  console.log(`took ${secondsSince(begun)}`);

  // A check that failed counts too, so that the last line never looks better than the whole.
  const failedChecks = outcomes.filter((outcome) => !outcome.passed).length;
  const passed = unit.passed + (browser?.passed ?? 0);
  const failed = unit.failed + (browser?.failed ?? 0) + failedChecks;
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
}

await verify();
