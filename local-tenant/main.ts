import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeConnectionManagerConfiguration } from './connection-manager-configuration';
import { galleryPages } from './guide/local-tenant-guide';
import { startLocalTenant, type LocalTenant } from './start';
import { tenants } from './world/world';

const usage = 'Usage: local-tenant --data <folder> --package <file.sppkg> [--node-modules <folder>]';

function readArguments(): { readonly data: string; readonly package: string; readonly nodeModules: string } {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      package: { type: 'string' },
      'node-modules': { type: 'string', default: 'node_modules' },
    },
  });
  if (values.data === undefined || values.package === undefined) throw new Error(usage);
  return {
    data: resolve(values.data),
    package: resolve(values.package),
    nodeModules: resolve(values['node-modules']),
  };
}

/** What somebody who starts this wants to know first; the guide has the rest. */
function describe({ addresses }: LocalTenant): string {
  const people = tenants.flatMap((tenant) => tenant.people);
  const width = Math.max(...people.map(({ key }) => key.length));
  const perTenant = tenants.map((tenant) => [
    `${tenant.displayName} (signs in with ${tenant.signInWith})`,
    ...galleryPages(tenant).map(({ title, address }) => `  ${title.padEnd(12)} ${address}`),
    '  People:',
    ...tenant.people.map(
      ({ key, displayName, about }) => `    ${key.padEnd(width)}  ${displayName.padEnd(13)} ${about}`,
    ),
  ]);
  return [
    'The local tenant is running.',
    '',
    `Everything, as JSON:  ${addresses.guide}`,
    `Directory:            ${addresses.directory}`,
    `Ledger:               ${addresses.ledger}`,
    `Beacon:               ${addresses.beacon}`,
    '',
    ...perTenant.flatMap((lines) => [...lines, '']),
  ].join('\n');
}

async function main(): Promise<void> {
  const { data, package: packageFile, nodeModules } = readArguments();
  const localTenant = await startLocalTenant({ dataFolder: data, packageFile, nodeModules });
  const { certificate } = localTenant;
  await writeConnectionManagerConfiguration({ tenants, dataFolder: data, certificate });
  console.log(describe(localTenant));

  const stop = (): void => {
    void localTenant.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
