import { ConnectionError } from '../problems/connection-error';

/** Where a page ended: in what it is ordered by first, and in what it is ordered by then. */
export type CursorPosition = readonly [first: number | string, order: string];

/**
 * Says where a page of a question's answer ended. It gives no rights: everything after it is judged like everything
 * before.
 */
export function encodeCursor(digest: string, position: CursorPosition): string {
  return Buffer.from(JSON.stringify([digest, ...position]), 'utf8').toString('base64url');
}

/** Where to go on. Refuses, as the field `after`, what no page of this question has ended with. */
export function decodeCursor<First extends 'number' | 'string'>(
  cursor: string,
  digest: string,
  kind: First,
): readonly [First extends 'number' ? number : string, string] {
  const parts = parse(cursor);
  if (parts.length !== 3 || parts[0] !== digest) throw refused();
  const [, first, order] = parts;
  if (typeof first !== kind || !isPlace(first) || !isOrder(order)) throw refused();
  // `typeof` has just said so.
  return [first as First extends 'number' ? number : string, order];
}

function parse(cursor: string): readonly unknown[] {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.toString('base64url') !== cursor) throw refused();
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    throw refused();
  }
}

function isPlace(first: unknown): boolean {
  return typeof first === 'number' ? Number.isInteger(first) && first >= 0 && first < 10 : isStorable(first);
}

function isOrder(order: unknown): order is string {
  return isStorable(order) && /con_[0-9a-hjkmnp-tv-z]{26}$/.test(order);
}

/** Whether the store takes it as a place in an index. */
function isStorable(text: unknown): text is string {
  return typeof text === 'string' && !/\p{Surrogate}/u.test(text) && Buffer.byteLength(text) <= 512;
}

function refused(): ConnectionError {
  const message = 'Send what the page before gave as `next`, unchanged, with everything else as it was then.';
  return new ConnectionError('invalid_request', { errors: [{ field: 'after', code: 'pattern', message }] });
}
