/**
 * Whether an API key can be sent in a header as it is. RFC 9110 §5.5 allows spaces within and bytes beyond
 * ASCII too; no system gives out such keys, and what is copied with one is seldom the key.
 */
export function isSendableKey(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key);
}
