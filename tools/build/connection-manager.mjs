// @ts-check
import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from '../run-command.mjs';
import { commonJsBanner, forNode } from './esbuild-settings.mjs';

/** The API as one file, with all it needs. @type {import('./build-parts.mjs').BuildPart} */
export const connectionManager = {
  name: 'connection-manager',
  inputs: ['connection-manager', 'src/contract', 'src/rules', 'config/package-solution.json', 'tools/build'],
  outputs: ['connection-manager/dist/connection-manager.mjs'],
  async build() {
    await build({
      ...forNode,
      entryPoints: [join(root, 'connection-manager/main.ts')],
      outfile: join(root, 'connection-manager/dist/connection-manager.mjs'),
      banner: { js: commonJsBanner },
    });
  },
};
