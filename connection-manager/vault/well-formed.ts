/** Whether text has no half surrogate pair, and so exactly one UTF-8 encoding that gives it back. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
