// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** @typedef {{ readonly code: number, readonly output: string }} CommandResult */

/**
 * Runs a script of this project, or of an installed package, under the Node that runs this.
 *
 * @param {string} script path below the project's folder
 * @param {readonly string[]} scriptArguments
 * @param {{ readonly nodeOptions?: readonly string[], readonly env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<CommandResult>} with everything it printed, in the order it came
 */
export function runScript(script, scriptArguments, options = {}) {
  const nodeArguments = [...(options.nodeOptions ?? []), join(root, script), ...scriptArguments];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, nodeArguments, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const pieces = [];
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.stderr.on('data', (piece) => pieces.push(piece));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(pieces).toString('utf8') }));
  });
}
