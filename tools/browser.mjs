// @ts-check
import './pinned-node.mjs';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './find-browser.mjs';
import { root } from './run-command.mjs';
import { signInAddress, tenantKeys } from './stack/addresses.mjs';
import { browserArguments } from './stack/browser-arguments.mjs';
import { writeBrowserProfile } from './stack/browser-profile.mjs';
import { dataFolderFiles } from './stack/data-folder.mjs';

const usage = `npm run browser -- --as <person> [--tenant ${tenantKeys.join('|')}] [--headless] [--print]`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      as: { type: 'string' },
      tenant: { type: 'string', default: 'contoso' },
      data: { type: 'string', default: join(root, '.local') },
      headless: { type: 'boolean', default: false },
      print: { type: 'boolean', default: false },
    },
  });
  const tenant = tenantKeys.find((key) => key === values.tenant);
  if (values.as === undefined || tenant === undefined) throw new Error(`Usage: ${usage}`);
  return { ...values, tenant, as: values.as };
}

/** @param {string} dataFolder */
function readFingerprint(dataFolder) {
  const file = dataFolderFiles(dataFolder).certificateFingerprint;
  if (!existsSync(file))
    throw new Error('There is no certificate yet: run "npm start" first, in another window.');
  return readFileSync(file, 'utf8').trim();
}

function openBrowser() {
  const { as: person, tenant, data, headless, print } = readOptions();
  const profile = mkdtempSync(join(tmpdir(), 'workflow-gallery-browser-'));
  const all = browserArguments({
    fingerprint: readFingerprint(data),
    profile,
    address: signInAddress({ tenant, person }),
    headless,
    asRoot: process.getuid?.() === 0,
  });
  writeBrowserProfile(profile, 'allowed');
  const program = findBrowser();
  if (print) {
    console.log([program, ...all].map((part) => `'${part}'`).join(' '));
    return;
  }
  const browser = spawn(program, all, { stdio: 'ignore' });
  process.on('SIGINT', () => browser.kill());
  browser.on('error', (error) => console.error(`${program} could not be started: ${error.message}`));
  browser.on('close', () => rmSync(profile, { recursive: true, force: true }));
}

try {
  openBrowser();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
