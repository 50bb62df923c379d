import { rm } from 'node:fs/promises';
import path from 'node:path';
import { runCrashCampaign } from '../store/crash-campaign';
import type { Campaign, CampaignOptions, CampaignState } from './campaign';

interface CrashState extends CampaignState {
  readonly kills: number;
  readonly acknowledgedSteps: number;
  readonly unacknowledgedCommits: number;
}

/** The store's crash campaign: a run is one SIGKILL of a writing process. Each step has a store of its own. */
export function crashCampaign(killsInAStep: number): Campaign<CrashState> {
  return {
    usualRuns: 1000,
    begin: () => ({ isDone: false, kills: 0, acknowledgedSteps: 0, unacknowledgedCommits: 0 }),
    open: (options) => ({
      step: (state) => step(options, state, killsInAStep),
      close: async () => undefined,
    }),
    describe: ({ kills, acknowledgedSteps, unacknowledgedCommits }, runs) =>
      `${kills} of ${runs} kills, ${acknowledgedSteps} acknowledged writes, ${unacknowledgedCommits} kills between commit and acknowledgement, 0 acknowledged losses, 0 resurrected deletes`,
  };
}

async function step(
  { seed, runs, folder, programs }: CampaignOptions,
  state: CrashState,
  killsInAStep: number,
): Promise<CrashState> {
  const kills = Math.min(killsInAStep, runs - state.kills);
  const store = path.join(folder, 'store');
  // A step that was stopped half-way begins anew.
  await rm(store, { recursive: true, force: true });
  const result = await runCrashCampaign({
    writer: path.join(programs, 'crash-writer.mjs'),
    file: path.join(store, 'crash.sqlite'),
    seed: seed + state.kills,
    kills,
  });
  return {
    isDone: state.kills + kills >= runs,
    kills: state.kills + kills,
    acknowledgedSteps: state.acknowledgedSteps + result.acknowledgedSteps,
    unacknowledgedCommits: state.unacknowledgedCommits + result.unacknowledgedCommits,
  };
}
