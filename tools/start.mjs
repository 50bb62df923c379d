// @ts-check
import './pinned-node.mjs';
import { join } from 'node:path';
import { buildParts } from './build/build-parts.mjs';
import { startStack } from './local-stack.mjs';
import { root } from './run-command.mjs';
import { galleryAddress, signInAddress } from './stack/addresses.mjs';

const dataFolder = join(root, '.local');

const welcome = `
The Workflow Gallery is running.

  Open it as Olivia, a site owner:     npm run browser -- --as olivia
  as a designer, or as a reader:       npm run browser -- --as dana      npm run browser -- --as ravi
  Tenant without its own client id:    npm run browser -- --as felix --tenant fabrikam

  Its page:                            ${galleryAddress('contoso')}
  Signed in as Olivia right away:      ${signInAddress({ tenant: 'contoso', person: 'olivia' })}

Another browser warns of the certificate, once for each host. Everything is kept in ${dataFolder}.
Ctrl+C ends it.
`;

/** Ends when the person asks for it, or when one of the two servers ends by itself. */
async function run() {
  await buildParts({ report: (line) => console.log(line) });
  console.log('Starting local tenant and connection manager …');
  const stack = await startStack({ dataFolder, onOutput: (text) => process.stdout.write(text) });
  /** @type {Promise<undefined>} */
  const asked = new Promise((resolve) => {
    process.once('SIGINT', () => resolve(undefined));
    process.once('SIGTERM', () => resolve(undefined));
  });
  console.log(welcome);
  const failure = await Promise.race([asked, stack.ended]);
  console.log(failure === undefined ? '\nEnding …' : `\n${failure.message}`);
  await stack.stop();
  process.exitCode = failure === undefined ? 0 : 1;
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
