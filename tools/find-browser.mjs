// @ts-check
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, posix, win32 } from 'node:path';

/**
 * What this needs to know of a machine. A test passes its own.
 *
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {number | undefined} userId
 * @property {string} pathDelimiter
 * @property {(file: string) => boolean} isExecutable
 * @property {(file: string) => boolean} exists
 * @property {(command: string, commandArguments: readonly string[]) => void} execute throws when the command fails
 */

/** @type {Machine} */
const thisMachine = {
  platform: process.platform,
  env: process.env,
  userId: process.getuid?.(),
  pathDelimiter: delimiter,
  exists: existsSync,
  isExecutable(file) {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  execute(command, commandArguments) {
    execFileSync(command, [...commandArguments], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  },
};

const commandNames = [
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
  'chromium',
  'chromium-browser',
];

const macPrograms = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Chromium.app/Contents/MacOS/Chromium',
];

const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

/** @param {Machine} machine @returns {string[]} */
function usualPlaces({ platform, env }) {
  if (platform === 'darwin') {
    const folders = ['/Applications', `${env.HOME}/Applications`];
    return folders.flatMap((folder) => macPrograms.map((program) => posix.join(folder, program)));
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    return folders.flatMap((folder) => windowsPrograms.map((program) => win32.join(folder, program)));
  }
  return ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium'];
}

/** @param {Machine} machine @returns {string[]} */
function placesOnPath({ platform, env, pathDelimiter }) {
  const join = platform === 'win32' ? win32.join : posix.join;
  const ending = platform === 'win32' ? '.exe' : '';
  const folders = (env.PATH ?? '').split(pathDelimiter).filter((folder) => folder !== '');
  return commandNames.flatMap((name) => folders.map((folder) => join(folder, name + ending)));
}

/** @param {Machine} machine @returns {string | undefined} */
function installedBrowser(machine) {
  return [...placesOnPath(machine), ...usualPlaces(machine)].find((place) => machine.isExecutable(place));
}

/** @param {Machine} machine */
function mayInstall({ platform, userId, exists }) {
  return platform === 'linux' && userId === 0 && exists('/etc/debian_version') && exists('/usr/bin/apt-get');
}

const whatToDo =
  'No Chrome, Edge or Chromium was found. Install one of them (on Debian: "sudo apt-get install chromium"), ' +
  'or set CHROME_PATH to the program.';

/**
 * Finds a browser of the Chromium family: what CHROME_PATH names, else what is on the PATH or in the usual
 * places. On Debian, as root, it installs the distribution's Chromium when there is none.
 *
 * @param {Machine} [machine]
 * @returns {string} the program's path
 */
export function findBrowser(machine = thisMachine) {
  const named = machine.env.CHROME_PATH;
  if (named) {
    if (machine.isExecutable(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is not a program.`);
  }
  const found = installedBrowser(machine);
  if (found !== undefined) return found;
  if (!mayInstall(machine)) throw new Error(whatToDo);

  try {
    machine.execute('/usr/bin/apt-get', ['update']);
    machine.execute('/usr/bin/apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
  } catch (cause) {
    throw new Error(`${whatToDo} Installing Debian's chromium failed.`, { cause });
  }
  const installed = installedBrowser(machine);
  if (installed === undefined) throw new Error(whatToDo);
  return installed;
}
