import { constants } from 'node:fs';
import { open, realpath, rename, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { encodeKeyFile, parseKeyFile, type KeyFile } from './key-file-text';
import { KeyFileError } from './key-file-error';
import { freshMasterKeyBytes, masterKeyOf, type MasterKey, type MasterKeys } from './master-keys';
import { VaultError } from './vault-error';

const OWNER_ONLY = 0o600;
const GROUP_AND_OTHERS = 0o077;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
// O_NONBLOCK, so that a named pipe put in the file's place cannot keep the process waiting for a writer.
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Where the database is: the key must not be there, or a copy of one folder would hold both. */
export interface KeyFilePlace {
  readonly databaseFolder: string;
}

/**
 * Makes a key file with one new master key, readable by its owner only, and on disk before it returns.
 * Gives the key's id. Refuses to touch a file that exists.
 */
export async function createKeyFile(file: string): Promise<string> {
  const keyFile = withNewKey(new Map());
  await writeNew(file, keyFile);
  await syncFolder(file);
  return keyFile.current;
}

/**
 * Reads the master keys, after checking what protects them (S18): a regular file, no symbolic link, open
 * to nobody but this process's user, away from the database, well formed. Throws `KeyFileError`.
 *
 * A key that is asked for and not known makes it read the file again, so that a running process follows
 * a rotation.
 */
export async function readKeyFile(file: string, place: KeyFilePlace): Promise<MasterKeys> {
  let latest = await readChecked(file, place);
  return {
    get current() {
      return latest.current;
    },
    async find(keyId) {
      const known = latest.all.get(keyId);
      if (known) return known;
      try {
        latest = await readChecked(file, place);
      } catch (error) {
        throw new VaultError('unavailable', 'The key file can no longer be read.', error);
      }
      return latest.all.get(keyId);
    },
  };
}

/**
 * Adds a new master key and makes it the current one; the older keys stay. Gives the new key's id. The
 * file is replaced in one step, so that a crash leaves the old one or the new one. Two at once: one is refused.
 */
export async function addMasterKey(file: string): Promise<string> {
  const keyFile = await replaceWithNewKey(file, `${file}.new`);
  await syncFolder(file);
  return keyFile.current;
}

interface Read {
  readonly current: MasterKey;
  readonly all: ReadonlyMap<string, MasterKey>;
}

async function readChecked(file: string, { databaseFolder }: KeyFilePlace): Promise<Read> {
  const { current, keys } = await readUnplaced(file);
  await checkPlace(file, databaseFolder);
  const all = new Map([...keys].map(([keyId, bytes]) => [keyId, masterKeyOf(bytes)]));
  for (const bytes of keys.values()) bytes.fill(0);
  const currentKey = all.get(current);
  if (!currentKey) throw new KeyFileError('malformed', file);
  return { current: currentKey, all };
}

async function readUnplaced(file: string): Promise<KeyFile> {
  const handle = await openExisting(file);
  try {
    await checkProtection(file, handle);
    return parseKeyFile(file, await handle.readFile('utf8'));
  } finally {
    await handle.close();
  }
}

async function checkProtection(file: string, handle: FileHandle): Promise<void> {
  // Asked of the open file, not of its name, which could point elsewhere a moment later.
  const found = await handle.stat();
  if (!found.isFile()) throw new KeyFileError('not_a_file', file);
  // Where the system has no owners and modes nothing protects the file, so it is refused there.
  if (found.uid !== process.getuid?.()) throw new KeyFileError('foreign_owner', file);
  if ((found.mode & GROUP_AND_OTHERS) !== 0) throw new KeyFileError('open_to_others', file);
}

async function checkPlace(file: string, databaseFolder: string): Promise<void> {
  const keyFolder = await realpath(path.dirname(file));
  const fromDatabase = path.relative(await realFolder(databaseFolder), keyFolder);
  const isOutside =
    fromDatabase === '..' || fromDatabase.startsWith(`..${path.sep}`) || path.isAbsolute(fromDatabase);
  if (!isOutside) throw new KeyFileError('beside_database', file);
}

async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    // Before the first start there is no database folder yet, and the key's folder, which exists, is not below it.
    if (codeOf(error) === 'ENOENT') return path.resolve(folder);
    throw error;
  }
}

async function replaceWithNewKey(file: string, beside: string): Promise<KeyFile> {
  // Made before the old file is read: it also keeps a second rotation from building on the same old file.
  const handle = await openNew(beside);
  try {
    const keyFile = withNewKey((await readUnplaced(file)).keys);
    await writeAndSync(handle, keyFile);
    await rename(beside, file);
    return keyFile;
  } catch (error) {
    await unlink(beside).catch(() => undefined);
    throw error instanceof KeyFileError ? error : new KeyFileError('unwritable', file, error);
  } finally {
    await handle.close();
  }
}

async function openExisting(file: string): Promise<FileHandle> {
  try {
    return await open(file, READ);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new KeyFileError('missing', file, error);
    if (codeOf(error) === 'ELOOP') throw new KeyFileError('symbolic_link', file, error);
    throw new KeyFileError('unreadable', file, error);
  }
}

async function openNew(file: string): Promise<FileHandle> {
  try {
    return await open(file, CREATE, OWNER_ONLY);
  } catch (error) {
    throw new KeyFileError(codeOf(error) === 'EEXIST' ? 'exists' : 'unwritable', file, error);
  }
}

async function writeNew(file: string, keyFile: KeyFile): Promise<void> {
  const handle = await openNew(file);
  try {
    await writeAndSync(handle, keyFile);
  } catch (error) {
    await unlink(file).catch(() => undefined);
    throw new KeyFileError('unwritable', file, error);
  } finally {
    await handle.close();
  }
}

async function writeAndSync(handle: FileHandle, keyFile: KeyFile): Promise<void> {
  // The mode given to open is narrowed by the umask, which could leave a file its owner cannot read.
  await handle.chmod(OWNER_ONLY);
  await handle.writeFile(encodeKeyFile(keyFile), 'utf8');
  await handle.sync();
}

async function syncFolder(file: string): Promise<void> {
  const folder = await open(path.dirname(file), constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function withNewKey(older: ReadonlyMap<string, Buffer>): KeyFile {
  const bytes = freshMasterKeyBytes();
  const { keyId } = masterKeyOf(bytes);
  return { current: keyId, keys: new Map([...older, [keyId, bytes]]) };
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
