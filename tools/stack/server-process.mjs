// @ts-check
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root } from '../run-command.mjs';

const secondsToEnd = 10;
const preloads = [
  'local-tenant/names/localhost-names.mjs',
  'local-tenant/clock/shifted-clock.mjs',
  'tools/stack/end-with-parent.mjs',
];

export const nodeArguments = [
  // node:sqlite is still announced as experimental.
  '--disable-warning=ExperimentalWarning',
  '--enable-source-maps',
  ...preloads.flatMap((file) => ['--import', pathToFileURL(join(root, file)).href]),
];

/**
 * @typedef {object} ServerProcess
 * @property {string} name
 * @property {string} logFile
 * @property {Promise<string>} ended says how it ended; never rejects
 * @property {() => Promise<void>} stop asks it to end, and insists after ten seconds
 */

/**
 * @param {object} what
 * @param {string} what.name
 * @param {string} what.script path below the project's folder
 * @param {readonly string[]} what.scriptArguments
 * @param {NodeJS.ProcessEnv} what.env
 * @param {string} what.logFile
 * @param {((text: string) => void) | undefined} what.onOutput
 * @returns {ServerProcess}
 */
export function startServer({ name, script, scriptArguments, env, logFile, onOutput }) {
  const child = spawn(process.execPath, [...nodeArguments, join(root, script), ...scriptArguments], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Out of the terminal's process group: Ctrl+C reaches the starter only, which ends both in order.
    detached: process.platform !== 'win32',
  });
  const log = createWriteStream(logFile);
  child.stdout?.on('data', (piece) => {
    log.write(piece);
    onOutput?.(String(piece));
  });
  child.stderr?.on('data', (piece) => log.write(piece));

  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(`could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      // Whoever is told reads the log.
      log.end(() => resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`));
    });
  });

  async function stop() {
    child.kill('SIGTERM');
    const inTime = await Promise.race([ended, delay(secondsToEnd * 1000, undefined, { ref: false })]);
    if (inTime === undefined) child.kill('SIGKILL');
    await ended;
  }

  return { name, logFile, ended, stop };
}
