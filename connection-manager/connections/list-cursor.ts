import { isUtf8 } from 'node:buffer';
import { ConnectionError } from '../problems/connection-error';

/** Says where a page ended. It gives no rights: everything after it is judged like everything before. */
export function encodeCursor(order: string): string {
  return Buffer.from(order, 'utf8').toString('base64url');
}

/** Where to go on. Refuses, as the field `after`, what no page has ended with. */
export function decodeCursor(cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const order = bytes.toString('utf8');
  const isOurs = bytes.toString('base64url') === cursor && isUtf8(bytes) && bytes.length <= 512;
  if (isOurs && /^[^\0]+\0con_[0-9a-hjkmnp-tv-z]{26}$/u.test(order)) return order;
  const message = 'Send what the page before gave as `next`, unchanged.';
  throw new ConnectionError('invalid_request', { errors: [{ field: 'after', code: 'pattern', message }] });
}
