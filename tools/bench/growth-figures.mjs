// @ts-check

/** @typedef {import('./figures.mjs').Figure} Figure */

/**
 * @typedef {object} Measured
 * @property {string} who
 * @property {string} kind how it was asked
 * @property {number} size how many connections the tenant has
 * @property {number} value milliseconds
 */

/** @param {number} value */
function round(value) {
  return Number(value.toFixed(2));
}

/** @param {string} figure @param {number} value @param {number} baseline @returns {Figure} */
function figureOf(figure, value, baseline) {
  return {
    figure,
    value: round(value),
    unit: 'ms',
    baseline: round(baseline),
    ratio: Number((value / baseline).toFixed(3)),
  };
}

/**
 * Sets each measured first page against the same page of the smallest tenant, and names for each person what grew
 * most from the smallest to the largest. What was not measured in the smallest is set against the default order of
 * its own tenant.
 *
 * @param {readonly Measured[]} measured
 * @returns {Figure[]}
 */
export function growthFigures(measured) {
  const sizes = measured.map(({ size }) => size);
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  /** @param {Measured} one */
  const baselineOf = ({ who, kind, size }) => {
    const ofWho = measured.filter((other) => other.who === who);
    const inSmallest = ofWho.find((other) => other.kind === kind && other.size === smallest);
    const byDefault = ofWho.find((other) => other.kind === 'default order' && other.size === size);
    return { isGrowth: inSmallest !== undefined, value: (inSmallest ?? byDefault)?.value ?? Number.NaN };
  };
  const single = measured.map((one) =>
    figureOf(`list, ${one.who}, ${one.size}: ${one.kind}`, one.value, baselineOf(one).value),
  );
  const grown = [...new Set(measured.map(({ who }) => who))].map((who) => {
    const last = measured.filter(
      (one) => one.who === who && one.size === largest && baselineOf(one).isGrowth,
    );
    const figures = last.map((one) =>
      figureOf(`list, ${who}, ${largest} to ${smallest}`, one.value, baselineOf(one).value),
    );
    return figures.reduce((worst, figure) => (figure.ratio > worst.ratio ? figure : worst));
  });
  return [...single, ...grown];
}
