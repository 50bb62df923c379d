import { exactTime, relativeTime, shortTime } from './when';

const reader = { now: new Date('2026-11-21T12:00:00.000Z'), locale: 'en-US' };

describe(relativeTime.name, () => {
  it.each([
    ['2026-11-21T11:59:40.000Z', 'now'],
    ['2026-11-21T11:57:00.000Z', '3 minutes ago'],
    ['2026-11-21T10:01:00.000Z', '1 hour ago'],
    ['2026-11-20T11:00:00.000Z', 'yesterday'],
    ['2026-11-07T11:00:00.000Z', '2 weeks ago'],
    ['2024-11-07T11:00:00.000Z', '2 years ago'],
  ])('says %s as %s', (moment, words) => {
    expect(relativeTime(moment, reader)).toBe(words);
  });

  it('speaks the language of the reader', () => {
    expect(relativeTime('2026-11-20T11:00:00.000Z', { ...reader, locale: 'de' })).toBe('gestern');
  });
});

describe(shortTime.name, () => {
  it('is a time today and a day before', () => {
    expect(shortTime('2026-11-21T12:00:00.000Z', reader)).toMatch(/\d:\d\d/);
    expect(shortTime('2026-11-18T12:00:00.000Z', reader)).toBe('Nov 18, 2026');
  });
});

describe(exactTime.name, () => {
  it('has day, time and zone', () => {
    expect(exactTime('2026-11-18T12:00:05.000Z', 'en-US')).toMatch(
      /Wednesday, November 18, 2026 at .*:\d\d:05 .*/,
    );
  });
});
