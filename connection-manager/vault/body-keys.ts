import { createHash } from 'node:crypto';
import { KEY_LENGTH } from './aes-gcm';
import { hkdfSha256 } from './hkdf';
import { lengthPrefixed } from './length-prefixed';

export const MESSAGE_ID_LENGTH = 32;

/** The two keys of one sealed secret. */
export interface BodyKeys {
  /** Encrypts the credential; the caller wipes it. */
  readonly encryptionKey: Buffer;
  /** Public: proves which data key, message id and context a record was sealed with. */
  readonly commitment: Buffer;
}

/**
 * Derives encryption key and key commitment from a data key, as the AWS Encryption SDK does, so that
 * nobody can make one record that opens under two data keys (S15).
 *
 * AES-GCM alone does not commit to its key. The digest of the additional data makes the commitment cover
 * the context too, and gives two contexts two keys even if a random generator ever repeated itself.
 */
export function deriveBodyKeys(
  dataKey: Uint8Array,
  messageId: Uint8Array,
  additionalData: Uint8Array,
): BodyKeys {
  const contextDigest = createHash('sha256').update(additionalData).digest();
  function derive(purpose: string): Buffer {
    const info = lengthPrefixed([`workflow-gallery-connections/${purpose}/1`, contextDigest]);
    return hkdfSha256({ key: dataKey, salt: messageId, info }, KEY_LENGTH);
  }
  return { encryptionKey: derive('encryption-key'), commitment: derive('key-commitment') };
}
