import { countsOf } from './test-run.mjs';

describe(countsOf.name, () => {
  it('adds up what passed and what did not', () => {
    expect(countsOf({ numPassedTests: 7, numFailedTests: 2 })).toEqual({ passed: 7, failed: 2 });
  });

  it('counts a file that could not run, and whatever was skipped, as failed', () => {
    const result = { numPassedTests: 1, numRuntimeErrorTestSuites: 1, numPendingTests: 2, numTodoTests: 3 };
    expect(countsOf(result)).toEqual({ passed: 1, failed: 6 });
  });
});
