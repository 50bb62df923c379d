import { createHash, timingSafeEqual } from 'node:crypto';

/** Takes the same time whatever differs, and however long it is. */
export function isSame(expected: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
