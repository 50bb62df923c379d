import { createHash } from 'node:crypto';

/** A whole number from 0 to below `limit`: the same for the same names, and spread evenly over different ones. */
export function seededBelow(limit: number, ...names: readonly (string | number)[]): number {
  return createHash('sha256').update(names.join('/')).digest().readUIntBE(0, 6) % limit;
}
