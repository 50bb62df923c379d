import { randomBytes, type KeyObject } from 'node:crypto';
import { decryptGcm, encryptGcm, KEY_LENGTH, NONCE_LENGTH, TAG_LENGTH } from './aes-gcm';
import { decodeBase64url, encodeBase64url } from './base64url';
import { hkdfSha256 } from './hkdf';
import { hasExactly } from './exact-shape';
import { lengthPrefixed } from './length-prefixed';

const SALT_LENGTH = 32;

/** A key encrypted under another key; every value is base64url. */
export type WrappedKey = { readonly salt: string; readonly nonce: string; readonly wrapped: string };

/** Under which key, for which purpose and bound to what a key is wrapped. */
export interface Wrapping {
  readonly wrappingKey: KeyObject;
  /** Keeps the levels of the hierarchy apart: a key wrapped for one purpose does not unwrap for another. */
  readonly purpose: 'tenant-key' | 'data-key';
  readonly additionalData: Uint8Array;
}

/** The chance in one wrapping. Only tests and frozen vectors choose it. */
export interface WrapRandomness {
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
}

/** Randomness for exactly one wrapping. */
export function freshWrapRandomness(): WrapRandomness {
  return { salt: randomBytes(SALT_LENGTH), nonce: randomBytes(NONCE_LENGTH) };
}

/**
 * Wraps 32 key bytes with AES-256-GCM under a key derived for this one wrapping.
 *
 * The salt, not the 96-bit nonce, is what keeps wrappings apart, so one wrapping key serves without a
 * bound that a product could reach (NIST SP 800-38D §8.3 allows 2^32 random nonces under one key).
 */
export function wrapKey(wrapping: Wrapping, key: Uint8Array, randomness: WrapRandomness): WrappedKey {
  const wrapped = withDerivedKey(wrapping, randomness.salt, (derived) =>
    encryptGcm({ key: derived, nonce: randomness.nonce, additionalData: wrapping.additionalData }, key),
  );
  return {
    salt: encodeBase64url(randomness.salt),
    nonce: encodeBase64url(randomness.nonce),
    wrapped: encodeBase64url(wrapped),
  };
}

/** The wrapped key's 32 bytes, for the caller to wipe, or `undefined` where it is damaged or not authentic. */
export function unwrapKey(wrapping: Wrapping, wrappedKey: WrappedKey): Buffer | undefined {
  const salt = decodeBase64url(wrappedKey.salt);
  const nonce = decodeBase64url(wrappedKey.nonce);
  const wrapped = decodeBase64url(wrappedKey.wrapped);
  if (salt?.length !== SALT_LENGTH || nonce?.length !== NONCE_LENGTH) return undefined;
  if (wrapped?.length !== KEY_LENGTH + TAG_LENGTH) return undefined;
  return withDerivedKey(wrapping, salt, (derived) =>
    decryptGcm({ key: derived, nonce, additionalData: wrapping.additionalData }, wrapped),
  );
}

/** Whether a value from the store has the form of a wrapped key, with nothing missing and nothing added. */
export function isWrappedKey(value: unknown): value is WrappedKey {
  return (
    hasExactly(value, ['salt', 'nonce', 'wrapped']) &&
    typeof value.salt === 'string' &&
    typeof value.nonce === 'string' &&
    typeof value.wrapped === 'string'
  );
}

function withDerivedKey<Result>(
  wrapping: Wrapping,
  salt: Uint8Array,
  use: (derived: Buffer) => Result,
): Result {
  const info = lengthPrefixed(['workflow-gallery-connections/wrapping-key/1', wrapping.purpose]);
  const derived = hkdfSha256({ key: wrapping.wrappingKey, salt, info }, KEY_LENGTH);
  try {
    return use(derived);
  } finally {
    derived.fill(0);
  }
}
