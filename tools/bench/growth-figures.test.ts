import { growthFigures } from './growth-figures.mjs';

describe(growthFigures.name, () => {
  it('sets each page against the smallest tenant’s and names the one that grew most', () => {
    const page = (kind: string, size: number, value: number) => ({ who: 'site owner', kind, size, value });
    expect(
      growthFigures([
        page('default order', 1000, 4),
        page('searched', 1000, 5),
        page('default order', 100000, 5),
        page('searched', 100000, 6),
        page('5000 sorted', 100000, 50),
      ]),
    ).toEqual([
      { figure: 'list, site owner, 1000: default order', value: 4, unit: 'ms', baseline: 4, ratio: 1 },
      { figure: 'list, site owner, 1000: searched', value: 5, unit: 'ms', baseline: 5, ratio: 1 },
      { figure: 'list, site owner, 100000: default order', value: 5, unit: 'ms', baseline: 4, ratio: 1.25 },
      { figure: 'list, site owner, 100000: searched', value: 6, unit: 'ms', baseline: 5, ratio: 1.2 },
      { figure: 'list, site owner, 100000: 5000 sorted', value: 50, unit: 'ms', baseline: 5, ratio: 10 },
      { figure: 'list, site owner, 100000 to 1000', value: 5, unit: 'ms', baseline: 4, ratio: 1.25 },
    ]);
  });
});
