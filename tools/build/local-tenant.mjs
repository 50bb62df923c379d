// @ts-check
import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from '../run-command.mjs';
import { forNode } from './esbuild-settings.mjs';

/** The stand-in for Microsoft 365. @type {import('./build-parts.mjs').BuildPart} */
export const localTenant = {
  name: 'local-tenant',
  inputs: ['local-tenant', 'connection-manager/setup/applications.ts', 'tools/build'],
  outputs: ['local-tenant/dist/main.mjs'],
  async build() {
    // Packages stay outside: it reads Microsoft's runtime and fonts from their folders.
    await build({
      ...forNode,
      packages: 'external',
      entryPoints: [join(root, 'local-tenant/main.ts')],
      outfile: join(root, 'local-tenant/dist/main.mjs'),
    });
  },
};
