import { isUtf8 } from 'node:buffer';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';
import { isWellFormed } from './well-formed';

const MASK = '[secret]';

/**
 * Holds a plaintext where it must exist, and never prints it: `String()`, templates, JSON and
 * `util.inspect` all give `[secret]`.
 *
 * `dispose` wipes the buffer, best effort: strings that were passed in or revealed are JavaScript's
 * to forget.
 */
export class Secret {
  readonly #bytes: Buffer;
  #disposed = false;

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Holds `text` exactly as it is. Refuses text with half a surrogate pair, which UTF-8 cannot carry. */
  static of(text: string): Secret {
    if (!isWellFormed(text)) throw new TypeError('A secret must be well-formed Unicode text.');
    // Buffer.alloc, because Buffer.from would put the plaintext in the pool that other buffers share.
    const bytes = Buffer.alloc(Buffer.byteLength(text, 'utf8'));
    bytes.write(text, 'utf8');
    return new Secret(bytes);
  }

  /** Holds a copy of UTF-8 bytes; the caller keeps, and should wipe, its own. Refuses bytes that are not UTF-8. */
  static ofUtf8(bytes: Uint8Array): Secret {
    if (!isUtf8(bytes)) throw new TypeError('A secret must be well-formed Unicode text.');
    const copy = Buffer.alloc(bytes.length);
    copy.set(bytes);
    return new Secret(copy);
  }

  /** The plaintext. Call it only where the text goes out, and keep the result in no variable that lives on. */
  reveal(): string {
    return this.#readable().toString('utf8');
  }

  /** A copy of the plaintext's UTF-8 bytes, for the caller to wipe. */
  revealUtf8(): Buffer {
    const copy = Buffer.alloc(this.#bytes.length);
    copy.set(this.#readable());
    return copy;
  }

  /** Whether both hold the same text, in a time that depends on neither content. */
  equals(other: Secret): boolean {
    // Digests under a key of this moment have one length, which timingSafeEqual demands, and are worth nothing later.
    const key = randomBytes(32);
    return timingSafeEqual(digest(key, this.#readable()), digest(key, other.#readable()));
  }

  /** Wipes the plaintext; every later use throws. Doing it twice is allowed. */
  dispose(): void {
    this.#bytes.fill(0);
    this.#disposed = true;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }

  #readable(): Buffer {
    if (this.#disposed) throw new Error('This secret was wiped and can no longer be read.');
    return this.#bytes;
  }
}

function digest(key: Buffer, bytes: Buffer): Buffer {
  return createHmac('sha256', key).update(bytes).digest();
}
