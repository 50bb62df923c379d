const units = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const;

interface Reader {
  readonly now: Date;
  readonly locale: string;
}

/** How long ago, as people say it: `3 days ago`, `now`. */
export function relativeTime(moment: string, { now, locale }: Reader): string {
  const seconds = Math.round((new Date(moment).getTime() - now.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const unit = units.find(([, length]) => Math.abs(seconds) >= length);
  return unit === undefined
    ? words.format(0, 'second')
    : words.format(Math.trunc(seconds / unit[1]), unit[0]);
}

/** Day, time and zone, for those who need to know exactly. */
export function exactTime(moment: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(moment));
}

/** The time of today, else the day. */
export function shortTime(moment: string, { now, locale }: Reader): string {
  const then = new Date(moment);
  const isToday = then.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(locale, isToday ? { timeStyle: 'short' } : { dateStyle: 'medium' }).format(
    then,
  );
}
