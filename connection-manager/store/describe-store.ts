import { describeConcurrency } from './describe-concurrency';
import { describeIndexes } from './describe-indexes';
import { describeRanges } from './describe-ranges';
import { describeWrites } from './describe-writes';
import type { OpenStore } from './store-under-test';

/** Declares the suite that every adapter of the store port passes. */
export function describeStore(name: string, open: OpenStore): void {
  describe(name, () => {
    describeWrites(open);
    describeRanges(open);
    describeIndexes(open);
    describeConcurrency(open);
  });
}
