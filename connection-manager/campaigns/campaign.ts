import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** How far a campaign has come, as its file keeps it. */
export interface CampaignState {
  readonly isDone: boolean;
}

export interface CampaignOptions {
  readonly seed: number;
  /** How often it strikes: what a run is, each campaign says. */
  readonly runs: number;
  /** A folder of the campaign's own, kept until it is done. */
  readonly folder: string;
  /** Where the compiled programs are. */
  readonly programs: string;
}

/** A long seeded test that kills processes, in steps that can be continued by another process later. */
export interface Campaign<State extends CampaignState> {
  readonly usualRuns: number;
  begin(): State;
  open(options: CampaignOptions): CampaignSession<State>;
  /** One line: how far it has come, or at the end its figures. */
  describe(state: State, runs: number): string;
}

export interface CampaignSession<State extends CampaignState> {
  /** Does the next step. Rejects when what must hold does not. */
  step(state: State): Promise<State>;
  close(): Promise<void>;
}

/** What the file of a campaign holds. */
export interface CampaignProgress {
  readonly name: string;
  readonly seed: number;
  readonly runs: number;
  /** Seconds that the steps so far have taken. */
  readonly seconds: number;
  /** `undefined` before the first step. */
  readonly state?: unknown;
}

export interface CampaignRun<State extends CampaignState> {
  readonly campaign: Campaign<State>;
  readonly progress: CampaignProgress;
  /** Where progress is kept after each step. */
  readonly file: string;
  readonly programs: string;
  readonly now: () => Date;
  readonly report: (line: string) => void;
}

/** Takes all steps that are left, and keeps after each how far it came. Rejects at the first that finds a fault. */
export async function runCampaign<State extends CampaignState>(
  run: CampaignRun<State>,
): Promise<{ readonly state: State; readonly seconds: number }> {
  const { campaign, progress, file, now, report } = run;
  const { seed, runs } = progress;
  const folder = folderOf(file);
  // What stands there without progress is of an earlier attempt.
  if (progress.state === undefined) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const session = campaign.open({ seed, runs, folder, programs: run.programs });
  let state = (progress.state as State | undefined) ?? campaign.begin();
  let seconds = progress.seconds;
  try {
    while (!state.isDone) {
      const begun = now().getTime();
      state = await session.step(state);
      seconds += (now().getTime() - begun) / 1000;
      await keepProgress(file, { ...progress, seconds, state });
      report(campaign.describe(state, runs));
    }
  } finally {
    await session.close();
  }
  await rm(folder, { recursive: true, force: true });
  return { state, seconds };
}

/** What a campaign that was stopped had come to. */
export async function readProgress(file: string): Promise<CampaignProgress> {
  return JSON.parse(await readFile(file, 'utf8')) as CampaignProgress;
}

async function keepProgress(file: string, progress: CampaignProgress): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(progress, undefined, 2));
  await rename(`${file}.new`, file);
}

function folderOf(file: string): string {
  return path.join(path.dirname(file), path.basename(file, '.json'));
}
