import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { KEY_LENGTH } from './aes-gcm';
import { hkdfSha256 } from './hkdf';
import { lengthPrefixed } from './length-prefixed';

const MASTER_KEY_ID_LENGTH = 16;

/** A master key in memory: a `KeyObject`, which prints no bytes. */
export interface MasterKey {
  readonly keyId: string;
  readonly key: KeyObject;
}

/** The master keys that exist now. */
export interface MasterKeys {
  /** The key that new tenant keys, and tenant keys wrapped again, are wrapped under. */
  readonly current: MasterKey;
  /** Finds a key, current or older. Where the keys live may be read again, so that a rotation needs no restart. */
  find(keyId: string): Promise<MasterKey | undefined>;
}

/** Makes a master key of 32 bytes. Its id is derived from them, so that a mangled key is never taken for it. */
export function masterKeyOf(bytes: Uint8Array): MasterKey {
  if (bytes.length !== KEY_LENGTH) throw new TypeError('A master key has 32 bytes.');
  const info = lengthPrefixed(['workflow-gallery-connections/master-key-id/1']);
  const keyId = hkdfSha256({ key: bytes, salt: Buffer.alloc(0), info }, MASTER_KEY_ID_LENGTH).toString('hex');
  return { keyId, key: createSecretKey(bytes) };
}

/** 32 random bytes for a new master key, for the caller to wipe. */
export function freshMasterKeyBytes(): Buffer {
  return randomBytes(KEY_LENGTH);
}
