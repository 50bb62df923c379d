import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Program {
  /** A compiled program and its arguments. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** `delay` ms after the program has written `line` for the `count`th time; with 0 times, after it was started. */
export interface KillPoint {
  readonly line: string;
  readonly count: number;
  readonly delay: number;
}

/** Runs a program to its end, or to where it is killed (SIGKILL). Rejects where it fails by itself. */
export async function runUntil(
  { command, environment }: Program,
  killPoint?: KillPoint,
): Promise<'killed' | 'ended'> {
  const child = spawn(process.execPath, ['--no-warnings', ...command], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let timer: NodeJS.Timeout | undefined;
  let output = '';
  let seen = 0;

  function look(): void {
    if (killPoint === undefined || timer !== undefined || seen < killPoint.count) return;
    timer = setTimeout(() => child.kill('SIGKILL'), killPoint.delay);
  }

  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (output + text).split('\n');
    output = lines.pop() ?? '';
    seen += lines.filter((line) => line === killPoint?.line).length;
    look();
  });
  look();
  await once(child, 'close');
  clearTimeout(timer);
  if (child.signalCode === 'SIGKILL') return 'killed';
  if (child.exitCode !== 0) throw new Error(`The process failed: ${command.slice(1).join(' ')}.`);
  return 'ended';
}
