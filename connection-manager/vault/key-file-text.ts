import { KEY_LENGTH } from './aes-gcm';
import { hasExactly } from './exact-shape';
import { KeyFileError } from './key-file-error';
import { masterKeyOf } from './master-keys';

const KEY_FILE_FORMAT = 'key-file/1';

/** What a key file holds: 32 bytes for each key id, and which key is the current one. */
export interface KeyFile {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

/** The text of a key file. */
export function encodeKeyFile({ current, keys }: KeyFile): string {
  const encoded = Object.fromEntries([...keys].map(([keyId, bytes]) => [keyId, bytes.toString('base64')]));
  return `${JSON.stringify({ format: KEY_FILE_FORMAT, current, keys: encoded }, undefined, 2)}\n`;
}

/** Reads the text of a key file; refuses one that is not exactly as it was written. */
export function parseKeyFile(file: string, text: string): KeyFile {
  const value = parseJson(file, text);
  if (typeof value === 'object' && value !== null && 'format' in value && value.format !== KEY_FILE_FORMAT) {
    throw new KeyFileError('unsupported_format', file);
  }
  if (!hasExactly(value, ['format', 'current', 'keys'])) throw new KeyFileError('malformed', file);
  const { current, keys: encoded } = value;
  if (typeof current !== 'string' || typeof encoded !== 'object' || encoded === null) {
    throw new KeyFileError('malformed', file);
  }
  const keys = new Map(Object.entries(encoded).map(([keyId, key]) => [keyId, keyBytes(file, keyId, key)]));
  if (!keys.has(current)) throw new KeyFileError('malformed', file);
  return { current, keys };
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The syntax error is not kept as the cause: its message quotes the text, and with it the keys.
    throw new KeyFileError('malformed', file);
  }
}

function keyBytes(file: string, keyId: string, encoded: unknown): Buffer {
  if (typeof encoded !== 'string') throw new KeyFileError('malformed', file);
  const bytes = Buffer.from(encoded, 'base64');
  const isExact = bytes.length === KEY_LENGTH && bytes.toString('base64') === encoded;
  // The id is derived from the key, so a key that was mistyped or mixed up is found here, not at the first secret.
  if (!isExact || masterKeyOf(bytes).keyId !== keyId) throw new KeyFileError('malformed', file);
  return bytes;
}
