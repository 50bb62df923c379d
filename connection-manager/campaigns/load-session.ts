import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { noLoad, type LoadCounts } from './load';
import type { Program } from './killed-process';

/** A running load process. */
export interface LoadSession {
  /** What it has done since this was asked last. Throws where the process has ended by itself. */
  take(): LoadCounts;
  /** Lets it finish what it is doing, and returns what it has done since. */
  stop(): Promise<LoadCounts>;
}

/** Starts a load process, and resolves once it is at work. */
export async function startLoad({ command, environment }: Program): Promise<LoadSession> {
  const child = spawn(process.execPath, ['--no-warnings', ...command], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const readLatest = latestLine(child);
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  let taken = noLoad;

  function take(): LoadCounts {
    const latest = JSON.parse(readLatest()) as LoadCounts;
    const since = difference(latest, taken);
    taken = latest;
    return since;
  }

  return {
    take() {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error('The load has ended by itself.');
      return take();
    },
    async stop() {
      child.stdin.end();
      await closed;
      if (child.exitCode !== 0) throw new Error('The load has failed.');
      return take();
    },
  };
}

function latestLine({ stdout }: ChildProcess): () => string {
  let latest = JSON.stringify(noLoad);
  let rest = '';
  stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    latest = lines.at(-1) ?? latest;
  });
  return () => latest;
}

function difference(latest: LoadCounts, earlier: LoadCounts): LoadCounts {
  return {
    ...latest,
    opens: latest.opens - earlier.opens,
    failedOpens: latest.failedOpens - earlier.failedOpens,
    seals: latest.seals - earlier.seals,
    conflicts: latest.conflicts - earlier.conflicts,
    created: latest.created - earlier.created,
  };
}
