import { isWellFormed } from './well-formed';

/** A piece of an encoding: text (as UTF-8), a whole number (as 8 bytes, big-endian) or bytes. */
export type Part = string | number | Uint8Array;

/**
 * Joins parts so that two different lists never give the same bytes: each part is preceded by its
 * length in 4 bytes, big-endian. Refuses what has no exact encoding: text with half a surrogate pair,
 * numbers that are negative or not whole.
 */
export function lengthPrefixed(parts: readonly Part[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = bytesOf(part);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

function bytesOf(part: Part): Uint8Array {
  if (typeof part === 'string') return utf8(part);
  if (typeof part === 'number') return uint64(part);
  return part;
}

function utf8(text: string): Buffer {
  // Otherwise every half pair would become U+FFFD, and two different texts one encoding.
  if (!isWellFormed(text)) throw new TypeError('Text with half a surrogate pair cannot be encoded.');
  return Buffer.from(text, 'utf8');
}

function uint64(value: number): Buffer {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TypeError('Only whole numbers from 0 can be encoded.');
  }
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
