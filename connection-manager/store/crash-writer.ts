import { writeSync } from 'node:fs';
import { applyStep, scriptStep } from './crash-script';
import { openSqliteStore } from './sqlite-store';

/**
 * A program that is killed: applies the script to the store at argument 1, with the seed of argument 2, from
 * the step of argument 3 on, and acknowledges each step on standard output once the store has resolved.
 */
async function run([file = '', seed = '', firstStep = '']: readonly string[]): Promise<void> {
  const store = openSqliteStore({ file });
  for (let step = Number(firstStep); ; step += 1) {
    await applyStep(store, scriptStep(Number(seed), step));
    // Synchronous, so that no acknowledgement is lost in a buffer of this process.
    writeSync(1, `${step}\n`);
  }
}

void run(process.argv.slice(2));
