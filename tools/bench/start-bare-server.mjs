// @ts-check
import { join } from 'node:path';
import { startServer } from '../stack/server-process.mjs';

/**
 * Starts the bare server as a process of its own, as the connection manager is.
 *
 * @param {object} options
 * @param {string} options.dataFolder where log and certificate lie
 * @param {{ readonly certificate: string, readonly key: string }} options.tls files
 * @param {{ readonly list: number, readonly resolve: number }} options.bytes of its answers
 */
export async function startBareServer({ dataFolder, tls, bytes }) {
  /** @type {(port: string) => void} */
  let tell = () => undefined;
  /** @type {Promise<string>} */
  const told = new Promise((resolve) => (tell = resolve));
  const server = startServer({
    name: 'bare server',
    script: 'tools/bench/bare-server.mjs',
    scriptArguments: [
      ...['--certificate', tls.certificate, '--key', tls.key],
      ...['--list-bytes', String(bytes.list), '--resolve-bytes', String(bytes.resolve)],
    ],
    env: {},
    logFile: join(dataFolder, 'bare-server.log'),
    onOutput(text) {
      const port = /port (\d+)/.exec(text)?.[1];
      if (port !== undefined) tell(port);
    },
  });
  const died = server.ended.then((how) => {
    throw new Error(`The bare server ${how}. Its log is ${server.logFile}.`);
  });
  const port = await Promise.race([told, died]);
  died.catch(() => undefined);
  return { origin: `https://connections.manager.localhost:${port}`, stop: server.stop };
}
