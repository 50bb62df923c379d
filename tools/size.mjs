// @ts-check
import './pinned-node.mjs';
import { parseArgs } from 'node:util';
import { buildParts } from './build/build-parts.mjs';
import { loadEndToEnd } from './end-to-end.mjs';
import { measurePackage } from './size/measure-package.mjs';
import { kilobytes, limits, passedLimits, sizeThatCounts } from './size/size-limits.mjs';

/** @typedef {import('./size/measure-package.mjs').PackageSize} PackageSize */

/** What a file is, by the name the build gives it. @param {string} name @param {string} entryFile */
function contentOf(name, entryFile) {
  if (name === entryFile) return 'the entry file';
  if (/Strings_/.test(name)) return `texts (${/Strings_(.+?)_/.exec(name)?.[1] ?? ''})`;
  const chunk = /^chunk\.(.+?)_/.exec(name)?.[1];
  if (chunk === undefined) return 'an asset';
  return /^\d+$/.test(chunk) ? 'code that several chunks share' : `the chunk "${chunk}"`;
}

/** @param {PackageSize} size */
function show({ tenant, signsInWith, firstRow }) {
  console.log(`\n${tenant}, which signs in with the ${signsInWith}`);
  if (firstRow === undefined) {
    console.log('  showed no row, so there is nothing to count');
    return;
  }
  const files = [...firstRow.files].sort((one, other) => other.bytes - one.bytes);
  for (const { name, bytes } of files)
    console.log(`  ${String(bytes).padStart(7)}  ${contentOf(name, firstRow.entryFile).padEnd(32)}  ${name}`);
  console.log(`  ${String(firstRow.bytes).padStart(7)}  bytes (gzip) before the first row`);
  console.log(
    `  first row ${firstRow.milliseconds} ms after the entry file was asked for, ${firstRow.apiCalls} API call(s)`,
  );
}

/** Both tenants in one run of everything. */
async function measure() {
  await buildParts();
  const { openWorkplace, Script } = await loadEndToEnd();
  const workplace = await openWorkplace();
  try {
    return await measurePackage({ workplace, script: new Script(workplace.fetch) });
  } finally {
    await workplace.close();
  }
}

async function run() {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const sizes = await measure();
  const { tenant, firstRowBytes, entryBytes } = sizeThatCounts(sizes);
  const measured = `Measured in the tenant ${tenant}`;
  if (values.json) {
    console.error(`${measured}.`);
    console.log(JSON.stringify({ firstRowBytes, entryBytes }));
  } else {
    for (const size of sizes) show(size);
    console.log(
      `\n${measured}: ${kilobytes(firstRowBytes)} before the first row (limit ${kilobytes(limits.firstRowBytes)}), ` +
        `${kilobytes(entryBytes)} the entry file (limit ${kilobytes(limits.entryBytes)}).`,
    );
  }
  const passed = passedLimits({ firstRowBytes, entryBytes });
  for (const sentence of passed) console.error(sentence);
  process.exitCode = passed.length === 0 ? 0 : 1;
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
