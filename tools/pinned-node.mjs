// @ts-check
// Imported first by every script here. The project pins its Node as a devDependency; a script that was
// called with another major version starts itself again under the pinned one and answers with its exit code.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const wantedMajor = 22;
const root = join(import.meta.dirname, '..');

/** The pinned Node of this checkout. */
export function pinnedNodePath(platform = process.platform) {
  return join(root, 'node_modules/node/bin', platform === 'win32' ? 'node.exe' : 'node');
}

function restartUnderPinnedNode() {
  const pinned = pinnedNodePath();
  if (!existsSync(pinned) || process.execPath === pinned) {
    process.stderr.write(`This needs Node ${wantedMajor}. "npm ci" installs it beside the project.\n`);
    process.exit(1);
  }
  const { status, signal } = spawnSync(pinned, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
}

if (Number(process.versions.node.split('.')[0]) !== wantedMajor) {
  restartUnderPinnedNode();
}
