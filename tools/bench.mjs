// @ts-check
import './pinned-node.mjs';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { figuresOf } from './bench/figures.mjs';
import { measureGrowth } from './bench/growth.mjs';
import { callers, openCallers } from './bench/load.mjs';
import { prepareTargets } from './bench/prepare.mjs';
import { startBareServer } from './bench/start-bare-server.mjs';
import { buildParts } from './build/build-parts.mjs';
import { loadEndToEnd } from './end-to-end.mjs';
import { dataFolderFiles, readEnvironment } from './stack/data-folder.mjs';

const rounds = 5;
const round = 1000;

/** @typedef {import('./bench/load.mjs').Target} Target */
/** @typedef {import('./bench/load.mjs').Load} Load */
/** @typedef {ReturnType<typeof openCallers>} Callers */

/** In turns, so that what else the machine does meets both. @param {Callers} measured @param {Callers} bare */
async function compare(measured, bare) {
  await measured.callFor(round);
  await bare.callFor(round);
  // That was to warm up.
  const loads = { measured: /** @type {Load[]} */ ([]), bare: /** @type {Load[]} */ ([]) };
  for (let count = 0; count < rounds; count++) {
    loads.bare.push(await bare.callFor(round));
    loads.measured.push(await measured.callFor(round));
  }
  return loads;
}

/** @param {Readonly<Record<'list' | 'resolve', Target>>} targets @param {string} dataFolder */
async function measureAll(targets, dataFolder) {
  const files = dataFolderFiles(dataFolder);
  const certificate = readFileSync(files.certificate, 'utf8');
  const key = readEnvironment(files.environment).WFC_TLS_KEY_FILE ?? '';
  const list = openCallers(targets.list, certificate);
  const resolve = openCallers(targets.resolve, certificate);
  const bytes = { list: (await list.callOnce()).bytes, resolve: (await resolve.callOnce()).bytes };
  const bare = await startBareServer({ dataFolder, tls: { certificate: files.certificate, key }, bytes });
  const bareList = openCallers({ ...targets.list, origin: bare.origin, path: '/list' }, certificate);
  const bareResolve = openCallers({ ...targets.resolve, origin: bare.origin, path: '/resolve' }, certificate);
  try {
    const figures = [
      ...figuresOf('list', await compare(list, bareList)),
      ...figuresOf('resolve', await compare(resolve, bareResolve)),
    ];
    return { figures, bytes };
  } finally {
    await Promise.all([list, resolve, bareList, bareResolve].map((all) => all.close()));
    await bare.stop();
  }
}

/** @param {import('./end-to-end.mjs').EndToEnd} endToEnd */
async function measureThroughput(endToEnd) {
  const workplace = await endToEnd.openWorkplace();
  try {
    const script = new endToEnd.Script(workplace.fetch);
    const targets = await prepareTargets({ endToEnd, workplace, script });
    return await measureAll(targets, workplace.dataFolder);
  } finally {
    await workplace.close();
  }
}

async function measure() {
  await buildParts();
  const endToEnd = await loadEndToEnd();
  const throughput = await measureThroughput(endToEnd);
  return { ...throughput, growth: await measureGrowth(endToEnd) };
}

/** @param {readonly import('./bench/figures.mjs').Figure[]} figures @param {string} baseline what they are set against */
function showTable(figures, baseline) {
  const line = (/** @type {readonly unknown[]} */ [first, ...cells]) =>
    String(first).padEnd(56) + cells.map((cell) => String(cell).padStart(14)).join('');
  console.log(line(['figure', 'value', baseline, 'ratio']));
  for (const { figure, value, unit, baseline, ratio } of figures)
    console.log(`${line([figure, value, baseline, ratio])}  ${unit}`);
}

/** @param {Awaited<ReturnType<typeof measure>>} measured */
function show({ figures, bytes, growth }) {
  console.log(
    `${callers} callers at a time, ${rounds} rounds of ${round / 1000} s each; answers of ${bytes.list} (list) and ` +
      `${bytes.resolve} bytes (resolve); Node ${process.versions.node}, ${availableParallelism()} cores\n`,
  );
  showTable(figures, 'bare server');
  console.log('\nThe first page, one caller at a time: the least median of six rounds.\n');
  showTable(growth, 'of 1000');
}

try {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const measured = await measure();
  if (values.json) console.log(JSON.stringify([...measured.figures, ...measured.growth], undefined, 2));
  else show(measured);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
