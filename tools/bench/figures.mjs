// @ts-check

/** @typedef {import('./load.mjs').Load} Load */

/**
 * @typedef {object} Figure
 * @property {string} figure
 * @property {number} value of the connection manager
 * @property {string} unit
 * @property {number} baseline of the bare server
 * @property {number} ratio value / baseline
 */

/** The smallest value that `share` of all do not exceed. @param {readonly number[]} values @param {number} share */
export function percentile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {readonly Load[]} loads of one server, one after the other */
export function summarise(loads) {
  const latencies = loads.flatMap((load) => load.latencies);
  const seconds = loads.reduce((sum, load) => sum + load.milliseconds, 0) / 1000;
  return {
    rate: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
  };
}

/** @param {number} value @param {number} digits */
function round(value, digits) {
  return Number(value.toFixed(digits));
}

/**
 * @param {string} name
 * @param {{ readonly measured: readonly Load[], readonly bare: readonly Load[] }} loads
 * @returns {Figure[]}
 */
export function figuresOf(name, { measured, bare }) {
  const [value, baseline] = [summarise(measured), summarise(bare)];
  const kinds = /** @type {const} */ ([
    { key: 'rate', title: 'throughput', unit: 'requests/s', digits: 0 },
    { key: 'p50', title: 'latency, p50', unit: 'ms', digits: 2 },
    { key: 'p95', title: 'latency, p95', unit: 'ms', digits: 2 },
  ]);
  return kinds.map(({ key, title, unit, digits }) => ({
    figure: `${name}: ${title}`,
    value: round(value[key], digits),
    unit,
    baseline: round(baseline[key], digits),
    ratio: round(value[key] / baseline[key], 3),
  }));
}
