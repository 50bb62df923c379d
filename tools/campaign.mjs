// @ts-check
import './pinned-node.mjs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compileCampaigns } from './campaign/compile-campaigns.mjs';
import { root } from './run-command.mjs';

const usage = 'Usage: npm run campaign -- rotation|crash [--seed S] [--runs N] [--resume FILE]';

function readRequest() {
  const { values, positionals } = parseArgs({
    options: { seed: { type: 'string' }, runs: { type: 'string' }, resume: { type: 'string' } },
    allowPositionals: true,
  });
  const { resume } = values;
  return {
    name: positionals[0],
    seed: wholeNumber('--seed', values.seed),
    runs: wholeNumber('--runs', values.runs),
    resume: resume === undefined ? undefined : resolve(resume),
  };
}

/** @param {string} option @param {string | undefined} text */
function wholeNumber(option, text) {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text) || (option === '--runs' && Number(text) === 0))
    throw new Error(`${option} wants a whole number.\n${usage}`);
  return Number(text);
}

try {
  const request = readRequest();
  if (request.name === undefined && request.resume === undefined) throw new Error(usage);
  const { runCampaignCommand, programs } = await compileCampaigns();
  const line = await runCampaignCommand(request, {
    folder: join(root, '.local/campaigns'),
    programs,
    now: () => new Date(),
    report: (text) => console.log(text),
  });
  console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
