import { isUtf8 } from 'node:buffer';
import { randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { decryptGcm, encryptGcm, KEY_LENGTH, NONCE_LENGTH, TAG_LENGTH } from './aes-gcm';
import { decodeBase64url, encodeBase64url } from './base64url';
import { deriveBodyKeys, MESSAGE_ID_LENGTH } from './body-keys';
import { hasExactly } from './exact-shape';
import {
  freshWrapRandomness,
  isWrappedKey,
  unwrapKey,
  wrapKey,
  type WrappedKey,
  type WrapRandomness,
} from './key-wrap';
import { additionalDataOf, type SealContext } from './seal-context';
import { Secret } from './secret';
import { VaultError } from './vault-error';

export const SEALED_SECRET_FORMAT = 'sealed-secret/1';

const KEY_ID = /^[0-9a-f]{32}$/;

/** A credential as the store keeps it: JSON-safe, bytes as base64url. `docs/reference/vault-format.md` has every byte. */
export type SealedSecret = {
  readonly format: string;
  /** The tenant key it is sealed under; a rotation seals anew what names another than the current one. */
  readonly keyId: string;
  readonly dataKey: WrappedKey;
  readonly messageId: string;
  readonly commitment: string;
  readonly nonce: string;
  /** The credential's ciphertext, then its 16-byte tag. */
  readonly ciphertext: string;
};

/** A tenant's key, unwrapped. */
export interface TenantKey {
  readonly keyId: string;
  readonly generation: number;
  readonly key: KeyObject;
}

/** The chance in one sealing. Only tests and frozen vectors choose it. */
export interface SealRandomness {
  readonly dataKey: Uint8Array;
  readonly wrapping: WrapRandomness;
  readonly messageId: Uint8Array;
  readonly nonce: Uint8Array;
}

/** Randomness for exactly one sealing. */
export function freshSealRandomness(): SealRandomness {
  return {
    dataKey: randomBytes(KEY_LENGTH),
    wrapping: freshWrapRandomness(),
    messageId: randomBytes(MESSAGE_ID_LENGTH),
    nonce: randomBytes(NONCE_LENGTH),
  };
}

/** What a secret is sealed under, and bound to. */
export interface SealUnder {
  readonly tenantKey: TenantKey;
  readonly context: SealContext;
}

/**
 * Seals under a tenant key with the given randomness, whose data key it wipes. The vault calls it with
 * fresh randomness; nothing else in the product calls it.
 */
export function sealUnder(
  { tenantKey, context }: SealUnder,
  secret: Secret,
  randomness: SealRandomness,
): SealedSecret {
  const { keyId, key } = tenantKey;
  const additionalData = additionalDataOf(SEALED_SECRET_FORMAT, keyId, context);
  const { dataKey, messageId, nonce } = randomness;
  const bodyKeys = deriveBodyKeys(dataKey, messageId, additionalData);
  const plaintext = secret.revealUtf8();
  try {
    const wrapping = { wrappingKey: key, purpose: 'data-key', additionalData } as const;
    return {
      format: SEALED_SECRET_FORMAT,
      keyId,
      dataKey: wrapKey(wrapping, dataKey, randomness.wrapping),
      messageId: encodeBase64url(messageId),
      commitment: encodeBase64url(bodyKeys.commitment),
      nonce: encodeBase64url(nonce),
      ciphertext: encodeBase64url(
        encryptGcm({ key: bodyKeys.encryptionKey, nonce, additionalData }, plaintext),
      ),
    };
  } finally {
    plaintext.fill(0);
    bodyKeys.encryptionKey.fill(0);
    dataKey.fill(0);
  }
}

/**
 * Opens what was sealed under this tenant key for this context. Refuses everything else as `tampered`;
 * a data key the record is not committed to is refused before anything is decrypted with it (S15).
 */
export function openUnder({ tenantKey, context }: SealUnder, sealed: SealedSecret): Secret {
  const body = readBody(sealed);
  const additionalData = additionalDataOf(sealed.format, tenantKey.keyId, context);
  const wrapping = { wrappingKey: tenantKey.key, purpose: 'data-key', additionalData } as const;
  const dataKey = unwrapKey(wrapping, sealed.dataKey);
  if (!dataKey) throw tampered('its data key does not unwrap for this connection');
  try {
    return openBody(body, dataKey, additionalData);
  } finally {
    dataKey.fill(0);
  }
}

/** Checks that a value from the store has the form of a sealed secret, with nothing missing and nothing added. */
export function parseSealedSecret(value: unknown): SealedSecret {
  const members = ['format', 'keyId', 'dataKey', 'messageId', 'commitment', 'nonce', 'ciphertext'] as const;
  if (typeof value !== 'object' || value === null) throw tampered('it is not an object');
  if ('format' in value && typeof value.format === 'string' && value.format !== SEALED_SECRET_FORMAT) {
    throw new VaultError(
      'unsupported_format',
      'The sealed secret is in a format this version does not read.',
    );
  }
  if (!hasExactly(value, members)) throw tampered('a member is missing or added');
  const { format, keyId, dataKey, messageId, commitment, nonce, ciphertext } = value;
  if (typeof keyId !== 'string' || !KEY_ID.test(keyId)) throw tampered('its key id is malformed');
  if (!isWrappedKey(dataKey)) throw tampered('its data key is malformed');
  return {
    format: text(format),
    keyId,
    dataKey,
    messageId: text(messageId),
    commitment: text(commitment),
    nonce: text(nonce),
    ciphertext: text(ciphertext),
  };
}

interface Body {
  readonly messageId: Buffer;
  readonly commitment: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
}

function readBody(sealed: SealedSecret): Body {
  const body = {
    messageId: bytes(sealed.messageId),
    commitment: bytes(sealed.commitment),
    nonce: bytes(sealed.nonce),
    ciphertext: bytes(sealed.ciphertext),
  };
  if (body.messageId.length !== MESSAGE_ID_LENGTH) throw tampered('its message id has a wrong length');
  if (body.commitment.length !== KEY_LENGTH) throw tampered('its key commitment has a wrong length');
  if (body.nonce.length !== NONCE_LENGTH) throw tampered('its nonce has a wrong length');
  if (body.ciphertext.length < TAG_LENGTH) throw tampered('its ciphertext is too short');
  return body;
}

function openBody(body: Body, dataKey: Buffer, additionalData: Buffer): Secret {
  const { encryptionKey, commitment } = deriveBodyKeys(dataKey, body.messageId, additionalData);
  try {
    if (!timingSafeEqual(commitment, body.commitment)) throw tampered('it is not committed to its data key');
    const input = { key: encryptionKey, nonce: body.nonce, additionalData };
    const plaintext = decryptGcm(input, body.ciphertext);
    if (!plaintext) throw tampered('its ciphertext is not authentic');
    try {
      if (!isUtf8(plaintext)) throw tampered('it does not hold text');
      return Secret.ofUtf8(plaintext);
    } finally {
      plaintext.fill(0);
    }
  } finally {
    encryptionKey.fill(0);
  }
}

function bytes(value: string): Buffer {
  const decoded = decodeBase64url(value);
  if (!decoded) throw tampered('a member is not base64url');
  return decoded;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw tampered('a member is not text');
  return value;
}

function tampered(because: string): VaultError {
  return new VaultError('tampered', `The sealed secret is refused: ${because}.`);
}
