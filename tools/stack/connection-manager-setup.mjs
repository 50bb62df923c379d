// @ts-check
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { runScript } from '../run-command.mjs';
import { registrationFiles } from './data-folder.mjs';
import { nodeArguments } from './server-process.mjs';

const script = 'connection-manager/dist/connection-manager.mjs';

/** The variable that names the file with the master key. */
const keyFileVariable = 'WFC_MASTER_KEY_FILE';

/** @param {readonly string[]} command @param {NodeJS.ProcessEnv} env */
async function connectionManager(command, env) {
  const { code, output } = await runScript(script, command, { nodeOptions: nodeArguments, env });
  if (code !== 0) throw new Error(`connection-manager ${command.join(' ')} failed:\n${output.trimEnd()}`);
}

/**
 * What an operator does once: makes the master key, and registers the tenants. Registering is repeatable.
 *
 * @param {{ readonly registrations: string }} files
 * @param {Record<string, string>} env the connection manager's configuration
 */
export async function prepareConnectionManager(files, env) {
  const keyFile = env[keyFileVariable];
  if (keyFile === undefined)
    throw new Error(`The configuration does not say where the key is: ${keyFileVariable}.`);
  if (!existsSync(keyFile)) {
    mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
    await connectionManager(['key', 'create', '--file', keyFile], env);
  }
  for (const file of registrationFiles(files.registrations))
    await connectionManager(['tenant', 'add', file], env);
}
