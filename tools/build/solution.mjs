// @ts-check
import { runScript } from '../run-command.mjs';

/** @param {string} task */
async function gulp(task) {
  const { code, output } = await runScript('node_modules/gulp/bin/gulp.js', [task, '--ship']);
  if (code !== 0) throw new Error(`gulp ${task} --ship failed:\n${output}`);
}

async function buildSolution() {
  await gulp('bundle');
  await gulp('package-solution');
}

/** The SharePoint package. @type {import('./build-parts.mjs').BuildPart} */
export const solution = {
  name: 'solution',
  inputs: [
    'src',
    'config',
    'teams',
    'sharepoint/assets',
    'gulpfile.js',
    'eslint.config.js',
    'tsconfig.base.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ],
  outputs: ['sharepoint/solution/workflow-gallery-connections.sppkg'],
  build: buildSolution,
};
