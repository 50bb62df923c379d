import * as fc from 'fast-check';
import type { Activity } from '../../src/contract/activity';
import { csvHeading, csvLine, jsonLine } from './activity-file';

function activityWith(changes: Partial<Activity> = {}): Activity {
  return {
    id: 'writer-1:1',
    at: '2026-01-01T08:00:00.000Z',
    event: 'connection.changed',
    outcome: 'done',
    actor: { kind: 'person', objectId: 'olivia', name: 'Olivia Owens' },
    from: 'gallery',
    connection: { id: 'con_1', name: 'Ledger' },
    site: 'https://contoso.sharepoint.com/sites/operations',
    changes: [{ field: 'name', before: 'Ledger', after: 'Books' }],
    requestId: 'request-1',
    ...changes,
  };
}

/** Reads one line of RFC 4180. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/gy;
  for (let found = cell.exec(line); found !== null; found = cell.exec(line)) {
    cells.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    if (found[3] !== ',') break;
  }
  return cells;
}

describe(csvLine.name, () => {
  it('has a cell for each column of the heading', () => {
    expect(cellsOf(csvHeading)).toHaveLength(12);
    expect(cellsOf(csvLine(activityWith()))).toEqual([
      '2026-01-01T08:00:00.000Z',
      'connection.changed',
      'done',
      '',
      'Olivia Owens',
      'olivia',
      'gallery',
      'Ledger',
      'con_1',
      'https://contoso.sharepoint.com/sites/operations',
      'name: Ledger → Books',
      'request-1',
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '＝1', '|calc', '%x', '"=1'])(
    'makes text of the name %j',
    (name) => {
      const cell = cellsOf(csvLine(activityWith({ connection: { id: 'con_1', name } })))[7] ?? '';
      expect(cell.startsWith("'") || cell.startsWith('"')).toBe(true);
      expect(cell.endsWith(name)).toBe(true);
    },
  );

  it('gives every name back, and never a cell that begins as a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const cells = cellsOf(csvLine(activityWith({ actor: { kind: 'person', objectId: 'x', name } })));
        expect(cells).toHaveLength(12);
        expect([name, `'${name}`]).toContain(cells[4]);
        for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});

describe(jsonLine.name, () => {
  it('is one object on one line, as it is shown', () => {
    const activity = activityWith({
      because: 'notOwner',
      actor: { kind: 'person', objectId: 'x', name: 'a\nb' },
    });
    const line = jsonLine(activity);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual(activity);
  });
});
