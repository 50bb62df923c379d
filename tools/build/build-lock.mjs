// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** @param {unknown} error what a call of Node threw */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {string} file @returns {boolean} whether this process now holds it */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  }
}

/** @param {string} file */
function dropIfLeftBehind(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // An empty file belongs to a process that is about to write its id.
    if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
  } catch {
    // It was given back in the meantime.
  }
}

/**
 * Runs `work` while no other process of this checkout builds: two builds would clean each other's folders.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 */
export async function whileBuildingAlone(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    dropIfLeftBehind(file);
    await setTimeout(250);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
