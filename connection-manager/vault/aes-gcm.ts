import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

export const KEY_LENGTH = 32;
export const NONCE_LENGTH = 12;
export const TAG_LENGTH = 16;

const ALGORITHM = 'aes-256-gcm';

/** What one AES-256-GCM operation needs beside the text. */
export interface GcmInput {
  readonly key: KeyObject | Uint8Array;
  readonly nonce: Uint8Array;
  readonly additionalData: Uint8Array;
}

/** Encrypts with AES-256-GCM: ciphertext followed by the 16-byte tag. Refuses other key and nonce lengths. */
export function encryptGcm(input: GcmInput, plaintext: Uint8Array): Buffer {
  checkLengths(input);
  const cipher = createCipheriv(ALGORITHM, input.key, input.nonce, { authTagLength: TAG_LENGTH });
  cipher.setAAD(input.additionalData);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Decrypts ciphertext followed by its 16-byte tag, or gives `undefined` where it is not authentic.
 * Refuses other key and nonce lengths.
 */
export function decryptGcm(input: GcmInput, sealed: Uint8Array): Buffer | undefined {
  checkLengths(input);
  if (sealed.length < TAG_LENGTH) return undefined;
  // Without authTagLength Node takes tags of 4, 8 and 12 bytes, which are forged in few tries.
  const decipher = createDecipheriv(ALGORITHM, input.key, input.nonce, { authTagLength: TAG_LENGTH });
  decipher.setAAD(input.additionalData);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_LENGTH));
  const plaintext = decipher.update(sealed.subarray(0, sealed.length - TAG_LENGTH));
  try {
    decipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return undefined;
  }
}

function checkLengths({ key, nonce }: GcmInput): void {
  const keyLength = key instanceof Uint8Array ? key.length : key.symmetricKeySize;
  if (keyLength !== KEY_LENGTH) throw new TypeError('An AES-256-GCM key has 32 bytes.');
  if (nonce.length !== NONCE_LENGTH) throw new TypeError('An AES-256-GCM nonce has 12 bytes here.');
}
