import { figuresOf, percentile, summarise } from './figures.mjs';

describe(percentile.name, () => {
  it('is the smallest value that so many do not exceed', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, 0.5)).toBe(50);
    expect(percentile(values, 0.95)).toBe(95);
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([1, 2, 3, 4], 0.95)).toBe(4);
  });
});

describe(summarise.name, () => {
  it('counts the rounds of one server as one', () => {
    const rounds = [
      { latencies: [1, 3], milliseconds: 500 },
      { latencies: [2, 4], milliseconds: 1500 },
    ];
    expect(summarise(rounds)).toEqual({ rate: 2, p50: 2, p95: 4 });
  });
});

describe(figuresOf.name, () => {
  it('sets each figure against the bare server’s', () => {
    const measured = [{ latencies: [4, 4, 4, 6], milliseconds: 2000 }];
    const bare = [{ latencies: [1, 1, 1, 1, 1, 1, 1, 3], milliseconds: 1000 }];
    expect(figuresOf('list', { measured, bare })).toEqual([
      { figure: 'list: throughput', value: 2, unit: 'requests/s', baseline: 8, ratio: 0.25 },
      { figure: 'list: latency, p50', value: 4, unit: 'ms', baseline: 1, ratio: 4 },
      { figure: 'list: latency, p95', value: 6, unit: 'ms', baseline: 3, ratio: 2 },
    ]);
  });
});
