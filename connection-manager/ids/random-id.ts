import { createHash, randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 128 random bits as 26 characters of Crockford's base 32, lower case, behind a prefix: `con_…`. */
export function randomId(prefix: string): string {
  return `${prefix}_${encode(randomBytes(16))}`;
}

/**
 * The id that belongs to an Idempotency-Key: the same parts give the same id, so that a repeated create
 * meets the record it made the first time, even after a crash, and no second record can come about.
 */
export function derivedId(prefix: string, parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return `${prefix}_${encode(digest.subarray(0, 16))}`;
}

function encode(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let index = 0; index < 26; index += 1) {
    text = (alphabet[Number(value & 31n)] ?? '') + text;
    value >>= 5n;
  }
  return text;
}
