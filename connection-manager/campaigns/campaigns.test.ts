import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import {
  readProgress,
  runCampaign,
  type Campaign,
  type CampaignProgress,
  type CampaignState,
} from './campaign';
import { crashCampaign } from './crash-campaign';
import { rotationCampaign } from './rotation-campaign';
import { seededBelow } from './seeded';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'campaigns-'));
  await build({
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    entryNames: '[name]',
    entryPoints: ['load-process.ts', 'rotator.ts', '../store/crash-writer.ts'].map((program) =>
      join(__dirname, program),
    ),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
}, 30_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function run<State extends CampaignState>(campaign: Campaign<State>, progress: CampaignProgress) {
  const lines: string[] = [];
  const file = join(folder, `${progress.name}.json`);
  const report = (line: string) => void lines.push(line);
  const finished = runCampaign({ campaign, progress, file, programs: folder, now: () => new Date(), report });
  return { file, lines, finished };
}

describe(rotationCampaign.name, () => {
  it('leaves nothing on an old key and fails no open, wherever rotations are killed', async () => {
    const campaign = rotationCampaign({ credentials: 100, tenants: 18, longestWaitMs: 400 });
    const { finished, lines } = run(campaign, { name: 'rotation', seed: 20260501, runs: 3, seconds: 0 });
    const { state } = await finished;
    expect(state.allKills).toBe(6);
    expect(state.left).toMatchObject({ onOldKey: 0, lost: 0, doubled: 0, unopenable: 0 });
    expect(state.left.credentials).toBeGreaterThanOrEqual(118);
    expect(state.load.failedOpens).toBe(0);
    expect(state.load.opens).toBeGreaterThan(50);
    expect(state.load.seals).toBeGreaterThan(5);
    expect(lines.at(-1)).toMatch(
      /^6 kills; \d+ opens, 0 failed, .* 0 on an old key, 0 lost, 0 doubled, 0 do not open$/,
    );
  }, 60_000);
});

describe(crashCampaign.name, () => {
  it('finds every acknowledged write, and goes on in steps', async () => {
    const { finished } = run(crashCampaign(2), { name: 'crash', seed: 20260501, runs: 3, seconds: 0 });
    const { state } = await finished;
    expect(state).toMatchObject({ isDone: true, kills: 3 });
    expect(state.acknowledgedSteps).toBeGreaterThan(40);
  }, 60_000);
});

describe(runCampaign.name, () => {
  /** Counts to its runs; the process that takes step number `dies` dies in it. */
  function countingCampaign(dies: number): Campaign<{ isDone: boolean; count: number; folders: string[] }> {
    return {
      usualRuns: 5,
      begin: () => ({ isDone: false, count: 0, folders: [] }),
      open: ({ runs, folder: own }) => ({
        async step({ count, folders }) {
          if (count + 1 === dies) throw new Error('The fault.');
          await expect(readdir(own)).resolves.toEqual([]);
          return { isDone: count + 1 === runs, count: count + 1, folders: [...folders, own] };
        },
        close: async () => undefined,
      }),
      describe: ({ count }, runs) => `${count} of ${runs}`,
    };
  }
  const progress = { name: 'counting', seed: 3, runs: 5, seconds: 0 };

  it('goes on from its file where it was stopped, in the same folder', async () => {
    const first = run(countingCampaign(4), progress);
    await expect(first.finished).rejects.toThrow('The fault.');
    expect(first.lines).toEqual(['1 of 5', '2 of 5', '3 of 5']);
    const kept = await readProgress(first.file);
    expect(kept).toMatchObject({ name: 'counting', seed: 3, runs: 5, state: { count: 3 } });
    const second = run(countingCampaign(0), kept);
    const { state } = await second.finished;
    expect(second.lines).toEqual(['4 of 5', '5 of 5']);
    expect(new Set(state.folders)).toEqual(new Set([join(folder, 'counting')]));
    expect(await readdir(folder)).not.toContain('counting');
    expect(JSON.parse(await readFile(first.file, 'utf8'))).toMatchObject({ state: { isDone: true } });
  });
});

describe(seededBelow.name, () => {
  it('is the same for the same names, within its limit, and reaches all below it', () => {
    const found = Array.from({ length: 500 }, (_, index) => seededBelow(7, 42, index));
    expect(found).toEqual(Array.from({ length: 500 }, (_, index) => seededBelow(7, 42, index)));
    expect([...new Set(found)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});
