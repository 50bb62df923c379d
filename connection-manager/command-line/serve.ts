import { once } from 'node:events';
import { createApp } from '../app';
import { readConfiguration } from '../configuration/configuration';
import { requireConfiguration } from './storage';
import type { Terminal } from './terminal';

/** Serves until the process is told to stop. The first line of the log says where. */
export async function serve({ environment }: Terminal): Promise<void> {
  const configuration = requireConfiguration(readConfiguration(environment));
  const app = await createApp(configuration);
  const { host, port } = configuration.listen;
  try {
    await app.server.listen({
      host,
      port,
      listenTextResolver: (address) => `listening on ${new URL(address).host} as ${configuration.origin}`,
    });
    const signal = await Promise.race([told('SIGTERM'), told('SIGINT')]);
    app.log.info({ signal }, 'stopping');
  } finally {
    await app.close();
    app.log.info('stopped');
  }
}

async function told(signal: NodeJS.Signals): Promise<NodeJS.Signals> {
  await once(process, signal);
  return signal;
}
