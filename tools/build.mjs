// @ts-check
import './pinned-node.mjs';
import { parseArgs } from 'node:util';
import { buildParts, parts } from './build/build-parts.mjs';

const { values, positionals } = parseArgs({
  options: { force: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const known = parts.map((part) => part.name);
const unknown = positionals.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". The parts are: ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  try {
    await buildParts({
      names: positionals.length > 0 ? positionals : known,
      force: values.force,
      report: (line) => console.log(line),
    });
    console.log('The build is up to date.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
