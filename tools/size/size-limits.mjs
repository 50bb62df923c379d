// @ts-check

/** In bytes as gzip sends them. A kilobyte is a thousand of them, the stricter reading. */
export const limits = { firstRowBytes: 170_000, entryBytes: 60_000 };

/**
 * @typedef {object} Size
 * @property {number} firstRowBytes everything from the package before the first row is shown, React apart
 * @property {number} entryBytes the entry file
 */

/**
 * The tenant with the token provider counts; while no row comes there, the other one is taken.
 *
 * @param {readonly import('./measure-package.mjs').PackageSize[]} sizes the one that counts first
 * @returns {Size & { readonly tenant: string }}
 */
export function sizeThatCounts(sizes) {
  for (const { tenant, firstRow } of sizes) {
    if (firstRow === undefined) continue;
    const entry = firstRow.files.find(({ name }) => name === firstRow.entryFile);
    if (entry === undefined)
      throw new Error(`${firstRow.entryFile} is not among the files that were fetched.`);
    return { tenant, firstRowBytes: firstRow.bytes, entryBytes: entry.bytes };
  }
  throw new Error('No tenant showed a row.');
}

/** @param {number} bytes */
export function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** @param {Size} size @returns {string[]} a sentence for each limit that is passed */
export function passedLimits({ firstRowBytes, entryBytes }) {
  const passed = [];
  if (firstRowBytes > limits.firstRowBytes)
    passed.push(
      `${kilobytes(firstRowBytes)} before the first row; the limit is ${kilobytes(limits.firstRowBytes)}.`,
    );
  if (entryBytes > limits.entryBytes)
    passed.push(`The entry file has ${kilobytes(entryBytes)}; the limit is ${kilobytes(limits.entryBytes)}.`);
  return passed;
}
