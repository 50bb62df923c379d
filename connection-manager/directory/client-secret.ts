import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';
import { Secret } from '../vault/secret';

const groupAndOthers = 0o077;
const longestSecret = 4096;

/** A client secret's file that cannot be used. The message names the file and the cure, never the content. */
export class ClientSecretError extends Error {
  override readonly name = 'ClientSecretError';
}

interface Read {
  readonly version: string;
  readonly secret: Secret;
}

/**
 * Reads the client secrets of our own applications (S51). A file that was replaced is read again, so that
 * a secret can be renewed without a stop.
 */
export class ClientSecrets {
  readonly #read = new Map<string, Read>();

  /** The secret in the file as it is now. Rejects with `ClientSecretError`. */
  async read(file: string): Promise<Secret> {
    const handle = await openFile(file);
    try {
      const version = await checkFile(file, handle);
      const known = this.#read.get(file);
      if (known?.version === version) return known.secret;
      const secret = await readSecret(file, handle);
      this.#read.set(file, { version, secret });
      return secret;
    } finally {
      await handle.close();
    }
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    // O_NONBLOCK, so that a named pipe put in the file's place cannot keep us waiting for a writer.
    return await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const isMissing = isNativeError(error) && 'code' in error && error.code === 'ENOENT';
    const cure = isMissing
      ? 'does not exist. Write the secret of the application registration into it.'
      : 'cannot be opened. Let the user that runs the connection manager read it.';
    throw new ClientSecretError(`The client secret's file ${file} ${cure}`, { cause: error });
  }
}

/** Returns what changes when the file's content does. Asked of the open file, which no rename can exchange. */
async function checkFile(file: string, handle: FileHandle): Promise<string> {
  const found = await handle.stat({ bigint: true });
  if (!found.isFile()) throw new ClientSecretError(`The client secret's file ${file} is not a regular file.`);
  if ((Number(found.mode) & groupAndOthers) !== 0) {
    throw new ClientSecretError(
      `The client secret's file ${file} is open to other users. Close it: chmod 600.`,
    );
  }
  return [found.dev, found.ino, found.mtimeNs, found.size].join(' ');
}

async function readSecret(file: string, handle: FileHandle): Promise<Secret> {
  const text = (await handle.readFile('utf8')).trim();
  if (text === '' || text.length > longestSecret || /[\s\p{Cc}]/u.test(text)) {
    throw new ClientSecretError(
      `The client secret's file ${file} must hold the secret and nothing else, on one line.`,
    );
  }
  return Secret.of(text);
}
