import { hkdfSync, type KeyObject } from 'node:crypto';

/** What to derive a key from, and what for: `info` keeps keys for different purposes apart. */
export interface HkdfInput {
  readonly key: KeyObject | Uint8Array;
  readonly salt: Uint8Array;
  readonly info: Uint8Array;
}

/** Derives `length` bytes with HKDF-SHA-256 (RFC 5869). */
export function hkdfSha256(input: HkdfInput, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', input.key, input.salt, input.info, length));
}
