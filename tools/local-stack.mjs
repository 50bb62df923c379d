// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './run-command.mjs';
import { connectionManagerOrigin, directoryOrigin, ports, sharePointOrigin } from './stack/addresses.mjs';
import { prepareConnectionManager } from './stack/connection-manager-setup.mjs';
import { dataFolderFiles, readEnvironment } from './stack/data-folder.mjs';
import { httpsStatus } from './stack/https-status.mjs';
import { portsInUse } from './stack/ports-in-use.mjs';
import { startServer } from './stack/server-process.mjs';

/** @typedef {import('./stack/server-process.mjs').ServerProcess} ServerProcess */

const patience = 60_000;
const packageFile = join(root, 'sharepoint/solution/workflow-gallery-connections.sppkg');

async function refuseWhenPortsAreTaken() {
  const taken = await portsInUse(Object.values(ports));
  if (taken.length > 0) {
    throw new Error(
      `Something already listens on port ${taken.join(', ')}. Is "npm start" running in another window? ` +
        'End it, or choose other ports with LOCAL_TENANT_PORT_SHAREPOINT, _DIRECTORY, _CONNECTION_MANAGER, _LEDGER and _BEACON.',
    );
  }
}

/** @param {string} file */
function lastLines(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
}

/** @param {ServerProcess} server @param {string} how */
function deadServer(server, how) {
  return new Error(
    `The ${server.name} ${how}. Its log is ${server.logFile}; the end of it:\n${lastLines(server.logFile)}`,
  );
}

/**
 * Waits until `isReady`; a server that dies meanwhile, or takes a minute, is an error.
 *
 * @param {ServerProcess} server
 * @param {() => Promise<boolean>} isReady
 */
async function waitFor(server, isReady) {
  /** @type {string | undefined} */
  let end;
  void server.ended.then((how) => (end = how));
  const deadline = Date.now() + patience;
  while (!(await isReady())) {
    if (end !== undefined) throw deadServer(server, end);
    if (Date.now() > deadline) throw deadServer(server, `does not answer after ${patience / 1000} s`);
    await delay(100);
  }
}

/** @param {ReturnType<typeof dataFolderFiles>} files @param {readonly string[]} addresses */
async function allAnswer(files, addresses) {
  if (!existsSync(files.certificate)) return false;
  const certificate = readFileSync(files.certificate, 'utf8');
  const statuses = await Promise.all(addresses.map((address) => httpsStatus(address, certificate)));
  return statuses.every((status) => status !== undefined && status < 500);
}

/** @param {string} dataFolder @param {((text: string) => void) | undefined} onOutput */
async function startLocalTenant(dataFolder, onOutput) {
  const files = dataFolderFiles(dataFolder);
  // Written again by this run: an old one would say "ready" too early.
  rmSync(files.environment, { force: true });
  const server = startServer({
    name: 'local tenant',
    script: 'local-tenant/dist/main.mjs',
    scriptArguments: ['--data', dataFolder, '--package', packageFile],
    env: {},
    logFile: files.localTenantLog,
    onOutput,
  });
  const isReady = async () =>
    existsSync(files.environment) &&
    (await allAnswer(files, [`${directoryOrigin}/`, `${sharePointOrigin('contoso')}/`]));
  return { server, isReady };
}

/** @param {string} dataFolder */
async function startConnectionManager(dataFolder) {
  const files = dataFolderFiles(dataFolder);
  const env = {
    ...readEnvironment(files.environment),
    NODE_EXTRA_CA_CERTS: files.certificate,
    LOCAL_TENANT_CLOCK: files.connectionManagerClock,
  };
  await prepareConnectionManager(files, env);
  const server = startServer({
    name: 'connection manager',
    script: 'connection-manager/dist/connection-manager.mjs',
    scriptArguments: ['serve'],
    env,
    logFile: files.connectionManagerLog,
    onOutput: undefined,
  });
  const isReady = async () => {
    const status = await httpsStatus(
      `${connectionManagerOrigin}/health/ready`,
      readFileSync(files.certificate, 'utf8'),
    );
    return status === 200;
  };
  return { server, isReady };
}

/**
 * Starts local tenant and connection manager, as built, and answers once both do. What was started before
 * a failure is ended again.
 *
 * @param {object} options
 * @param {string} options.dataFolder everything both keep
 * @param {(text: string) => void} [options.onOutput] gets what the local tenant prints
 */
export async function startStack({ dataFolder, onOutput }) {
  await refuseWhenPortsAreTaken();
  const files = dataFolderFiles(dataFolder);
  mkdirSync(files.logs, { recursive: true });
  /** @type {ServerProcess[]} */
  const running = [];
  const stop = async () => {
    // The connection manager first: it may still be asking the directory.
    for (const server of running.toReversed()) await server.stop();
  };
  try {
    const localTenant = await startLocalTenant(dataFolder, onOutput);
    running.push(localTenant.server);
    await waitFor(localTenant.server, localTenant.isReady);
    const connectionManager = await startConnectionManager(dataFolder);
    running.push(connectionManager.server);
    await waitFor(connectionManager.server, connectionManager.isReady);
  } catch (error) {
    await stop();
    throw error;
  }
  /** Says which of the two ended, and how, as soon as one does. */
  const ended = Promise.race(running.map(async (server) => deadServer(server, await server.ended)));
  return { files, ended, stop };
}
