import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isSameState, readState, stateAfter } from './crash-script';
import { openSqliteStore } from './sqlite-store';

export interface CrashCampaign {
  /** `crash-writer`, compiled to one file that Node runs. */
  readonly writer: string;
  /** A store file that is not there yet. */
  readonly file: string;
  readonly seed: number;
  readonly kills: number;
}

export interface CrashResult {
  readonly kills: number;
  readonly acknowledgedSteps: number;
  /** Kills that fell between a commit and its acknowledgement. */
  readonly unacknowledgedCommits: number;
}

/**
 * Kills a writing process again and again (SIGKILL), each time at another moment, and throws unless after each
 * kill the store holds what was acknowledged, whole: nothing lost, nothing removed come back, no half batch.
 * The one step that was under way may be there or not. Loss of power is not covered: that rests on fsync.
 */
export async function runCrashCampaign({ writer, file, seed, kills }: CrashCampaign): Promise<CrashResult> {
  let next = 0;
  let unacknowledgedCommits = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const stepsToLive = 1 + ((seed * 31 + kill * 17) % 60);
    const delay = (seed * 7 + kill * 13) % 9;
    const acknowledged = await runUntilKilled([writer, file, String(seed), String(next)], {
      stepsToLive,
      delay,
    });
    next = Math.max(next, acknowledged + 1);
    const isOneAhead = await findsOneMore(file, seed, next);
    if (isOneAhead) {
      unacknowledgedCommits += 1;
      next += 1;
    }
  }
  return { kills, acknowledgedSteps: next - unacknowledgedCommits, unacknowledgedCommits };
}

/** Returns the last step that was acknowledged. Kills within `delay` ms of the acknowledgement number `stepsToLive`. */
async function runUntilKilled(
  programArguments: readonly string[],
  { stepsToLive, delay }: { readonly stepsToLive: number; readonly delay: number },
): Promise<number> {
  const child = spawn(process.execPath, ['--no-warnings', ...programArguments], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let isDoomed = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (isDoomed || output.split('\n').length <= stepsToLive) return;
    isDoomed = true;
    setTimeout(() => child.kill('SIGKILL'), delay);
  });
  await once(child, 'close');
  if (!isDoomed) throw new Error('The writer ended by itself.');
  // What follows the last line feed was not acknowledged completely.
  return Number(output.split('\n').at(-2));
}

async function findsOneMore(file: string, seed: number, next: number): Promise<boolean> {
  const store = openSqliteStore({ file });
  try {
    const found = await readState(store);
    if (isSameState(found, stateAfter(seed, next))) return false;
    if (isSameState(found, stateAfter(seed, next + 1))) return true;
    throw new Error(`After step ${next} of seed ${seed} the store does not hold what was acknowledged.`);
  } finally {
    await store.close();
  }
}
