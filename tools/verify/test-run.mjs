// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../run-command.mjs';

/** @typedef {{ readonly passed: number, readonly failed: number }} Counts */

/**
 * Reads the counts of a Jest run. A file that could not run at all counts as one failed test, a skipped
 * test as failed too: nothing here may pass without having been tried.
 *
 * @param {unknown} result what `jest --json` wrote
 * @returns {Counts}
 */
export function countsOf(result) {
  const counts = /** @type {Record<string, number>} */ (result);
  const failed = ['numFailedTests', 'numRuntimeErrorTestSuites', 'numPendingTests', 'numTodoTests'];
  return {
    passed: counts.numPassedTests ?? 0,
    failed: failed.reduce((sum, name) => sum + (counts[name] ?? 0), 0),
  };
}

/**
 * Runs Jest in sight of the person who waits.
 *
 * @param {string} name
 * @param {readonly string[]} jestArguments
 * @returns {Promise<Counts>}
 */
export async function runTests(name, jestArguments) {
  const resultFile = join(root, '.build', 'test-results', `${name}.json`);
  mkdirSync(dirname(resultFile), { recursive: true });
  rmSync(resultFile, { force: true });
  const code = await new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${resultFile}`, ...jestArguments],
      // With --json Jest reports to stderr, and the JSON of the file once more to stdout.
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, NODE_OPTIONS: nodeOptions() },
      },
    );
    child.on('error', reject);
    child.on('close', (exitCode) => resolve(exitCode ?? 1));
  });
  if (!existsSync(resultFile)) return { passed: 0, failed: 1 };
  const counts = countsOf(JSON.parse(readFileSync(resultFile, 'utf8')));
  return code === 0 ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

function nodeOptions() {
  // node:sqlite is still announced as experimental.
  return `${process.env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim();
}
