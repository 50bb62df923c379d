import { createCipheriv } from 'node:crypto';

/** A block of 16 bytes as the element of GF(2^128) that NIST SP 800-38D §6.3 means by it. */
type Element = bigint;

const REDUCTION = 0xe1n << 120n;
const TOP_BIT = 1n << 127n;

/**
 * Makes one AES-256-GCM ciphertext of 16 bytes, with its tag, that is authentic under both keys: the
 * attack that key commitment is there for. Nonce and additional data are the same for both.
 */
export function openUnderTwoKeys(
  keys: readonly [Buffer, Buffer],
  { nonce, additionalData }: { readonly nonce: Buffer; readonly additionalData: Buffer },
): Buffer {
  const lengths = Buffer.alloc(16);
  lengths.writeBigUInt64BE(BigInt(additionalData.length) * 8n, 0);
  lengths.writeBigUInt64BE(128n, 8);
  const [a, b] = keys.map((key) => {
    const hashKey = elementOf(encryptBlock(key, Buffer.alloc(16)));
    const firstCounter = Buffer.concat([nonce, Buffer.from([0, 0, 0, 1])]);
    const square = multiply(hashKey, hashKey);
    // The tag is  data·H² ⊕ C·H² ⊕ lengths·H ⊕ E(J0); everything but the part with C is known.
    const known =
      multiply(ghash(hashKey, additionalData), square) ^
      multiply(elementOf(lengths), hashKey) ^
      elementOf(encryptBlock(key, firstCounter));
    return { square, known };
  }) as [Halves, Halves];
  const block = multiply(a.known ^ b.known, invert(a.square ^ b.square));
  const tag = multiply(block, a.square) ^ a.known;
  return Buffer.concat([bytesOf(block), bytesOf(tag)]);
}

interface Halves {
  readonly square: Element;
  readonly known: Element;
}

function ghash(hashKey: Element, bytes: Buffer): Element {
  let sum = 0n;
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const block = Buffer.alloc(16);
    bytes.copy(block, 0, offset, Math.min(offset + 16, bytes.length));
    sum = multiply(sum ^ elementOf(block), hashKey);
  }
  return sum;
}

function multiply(x: Element, y: Element): Element {
  let product = 0n;
  let shifted = y;
  for (let bit = TOP_BIT; bit > 0n; bit >>= 1n) {
    if ((x & bit) !== 0n) product ^= shifted;
    shifted = (shifted & 1n) === 1n ? (shifted >> 1n) ^ REDUCTION : shifted >> 1n;
  }
  return product;
}

function invert(x: Element): Element {
  // Fermat: x^(2^128 − 2), the product of x^(2^1), x^(2^2) … x^(2^127). The one of this field is the top bit.
  let power = x;
  let inverse = TOP_BIT;
  for (let exponent = 1; exponent < 128; exponent += 1) {
    power = multiply(power, power);
    inverse = multiply(inverse, power);
  }
  return inverse;
}

function encryptBlock(key: Buffer, block: Buffer): Buffer {
  return createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block);
}

function elementOf(block: Buffer): Element {
  return BigInt(`0x${block.toString('hex')}`);
}

function bytesOf(element: Element): Buffer {
  return Buffer.from(element.toString(16).padStart(32, '0'), 'hex');
}
