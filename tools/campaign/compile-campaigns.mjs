// @ts-check
import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { forNode } from '../build/esbuild-settings.mjs';
import { root } from '../run-command.mjs';

/**
 * The campaigns from their sources as they are now, and the folder with the programs that they run.
 *
 * @returns {Promise<typeof import('../../connection-manager/campaigns/campaign-command') & { readonly programs: string }>}
 */
export async function compileCampaigns() {
  const programs = join(root, '.build/campaigns');
  await build({
    ...forNode,
    entryPoints: [
      'connection-manager/campaigns/campaign-command.ts',
      'connection-manager/campaigns/load-process.ts',
      'connection-manager/campaigns/rotator.ts',
      'connection-manager/store/crash-writer.ts',
    ].map((source) => join(root, source)),
    entryNames: '[name]',
    outdir: programs,
    outExtension: { '.js': '.mjs' },
  });
  const command = await import(pathToFileURL(join(programs, 'campaign-command.mjs')).href);
  return { ...command, programs };
}
