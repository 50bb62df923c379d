import path from 'node:path';
import {
  readProgress,
  runCampaign,
  type Campaign,
  type CampaignProgress,
  type CampaignRun,
  type CampaignState,
} from './campaign';
import { crashCampaign } from './crash-campaign';
import { rotationCampaign } from './rotation-campaign';

const rotation = rotationCampaign({ credentials: 10_000, tenants: 1_000, longestWaitMs: 60_000 });

const crash = crashCampaign(20);

export const campaignNames = ['rotation', 'crash'] as const;

type CampaignName = (typeof campaignNames)[number];

export interface CampaignRequest {
  readonly name: string | undefined;
  readonly seed: number | undefined;
  readonly runs: number | undefined;
  /** The file of a campaign that was stopped; it says the rest. */
  readonly resume: string | undefined;
}

export interface CampaignSurroundings extends Pick<
  CampaignRun<CampaignState>,
  'programs' | 'now' | 'report'
> {
  /** Where campaigns keep their progress. */
  readonly folder: string;
}

/** Runs the campaign that was asked for and returns its line of figures. Rejects where it finds a fault. */
export async function runCampaignCommand(
  request: CampaignRequest,
  { folder, ...surroundings }: CampaignSurroundings,
): Promise<string> {
  const progress = await progressOf(request, surroundings.now());
  const file = request.resume ?? path.join(folder, `${progress.name}-${progress.seed}.json`);
  surroundings.report(`${progress.name}, seed ${progress.seed}, ${progress.runs} runs, progress in ${file}`);
  const run = { ...surroundings, progress, file };
  return progress.name === 'rotation' ? await figures(rotation, run) : await figures(crash, run);
}

async function progressOf(
  { name, seed, runs, resume }: CampaignRequest,
  now: Date,
): Promise<CampaignProgress> {
  if (resume !== undefined) return await readProgress(resume);
  if (!isCampaignName(name)) throw new Error(`Name a campaign: ${campaignNames.join(' or ')}.`);
  const { usualRuns } = name === 'rotation' ? rotation : crash;
  return { name, seed: seed ?? now.getTime() % 1_000_000, runs: runs ?? usualRuns, seconds: 0 };
}

function isCampaignName(name: string | undefined): name is CampaignName {
  return campaignNames.some((known) => known === name);
}

async function figures<State extends CampaignState>(
  campaign: Campaign<State>,
  run: Omit<CampaignRun<State>, 'campaign'>,
): Promise<string> {
  const { name, seed, runs } = run.progress;
  const { state, seconds } = await runCampaign({ ...run, campaign });
  return `${name}, seed ${seed}: ${campaign.describe(state, runs)}; ${seconds.toFixed(0)} s`;
}
