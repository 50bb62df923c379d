import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { addMasterKey, createKeyFile, readKeyFile } from './key-file';
import { KeyFileError, type KeyFileProblem } from './key-file-error';

let folder: string;
let file: string;
let place: { readonly databaseFolder: string };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'key-file-'));
  await mkdir(path.join(folder, 'keys'));
  await mkdir(path.join(folder, 'data'));
  file = path.join(folder, 'keys', 'master.key');
  place = { databaseFolder: path.join(folder, 'data') };
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Content {
  format: unknown;
  current: string;
  keys: Record<string, string>;
}

async function content(): Promise<Content> {
  return JSON.parse(await readFile(file, 'utf8')) as Content;
}

async function rewrite(change: (content: Content) => unknown): Promise<void> {
  const changed = change(await content());
  await writeFile(file, typeof changed === 'string' ? changed : JSON.stringify(changed));
}

/** The refusal of a file; checks that it names the file and holds nothing of the keys. */
async function refusal(keysOfFile: readonly string[]): Promise<KeyFileProblem> {
  try {
    await readKeyFile(file, place);
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    expect(error.message).toContain(file);
    for (const key of keysOfFile) {
      expect(inspect(error, { depth: Infinity })).not.toContain(key.slice(0, 8));
    }
    return error.problem;
  }
  throw new Error('The file was read.');
}

describe(createKeyFile.name, () => {
  it.each([0o022, 0o000, 0o777])(
    'writes one key that only its owner can read, under the umask %i',
    async (umask) => {
      const before = process.umask(umask);
      try {
        await createKeyFile(file);
      } finally {
        process.umask(before);
      }
      expect((await stat(file)).mode & 0o7777).toBe(0o600);
      const { format, current, keys } = await content();
      expect(format).toBe('key-file/1');
      expect(Object.keys(keys)).toEqual([current]);
      expect(Buffer.from(keys[current] ?? '', 'base64')).toHaveLength(32);
    },
  );

  it('leaves a file that exists as it is, and a link to one', async () => {
    await createKeyFile(file);
    const before = await readFile(file);
    await expect(createKeyFile(file)).rejects.toMatchObject({ problem: 'exists' });
    const dangling = path.join(folder, 'keys', 'dangling');
    await symlink(path.join(folder, 'elsewhere'), dangling);
    await expect(createKeyFile(dangling)).rejects.toMatchObject({ problem: 'exists' });
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(folder)).toEqual(['data', 'keys']);
  });

  it('says that it cannot write where there is no folder', async () => {
    await expect(createKeyFile(path.join(folder, 'none', 'k'))).rejects.toMatchObject({
      problem: 'unwritable',
    });
  });

  it('makes another key each time', async () => {
    expect(await createKeyFile(file)).not.toBe(await createKeyFile(`${file}2`));
  });
});

describe(readKeyFile.name, () => {
  it('reads what was created', async () => {
    const keyId = await createKeyFile(file);
    const masterKeys = await readKeyFile(file, place);
    expect(masterKeys.current.keyId).toBe(keyId);
    expect(masterKeys.current.key.export().toString('base64')).toBe((await content()).keys[keyId]);
    expect(await masterKeys.find(keyId)).toBe(masterKeys.current);
    expect(await masterKeys.find('other')).toBeUndefined();
  });

  it('reads a file that not even its owner may write', async () => {
    const keyId = await createKeyFile(file);
    await chmod(file, 0o400);
    await expect(readKeyFile(file, place)).resolves.toMatchObject({ current: { keyId } });
  });

  const flipLastLetter = (text: string) =>
    `${text.slice(0, -3)}${text.at(-3) === 'A' ? 'B' : 'A'}${text.slice(-2)}`;
  const withKey = ({ format, current, keys }: Content, change: (key: string) => unknown) => ({
    format,
    current,
    keys: { [current]: change(keys[current] ?? '') },
  });

  const refused: ReadonlyArray<[string, KeyFileProblem, () => Promise<void>]> = [
    ['that does not exist', 'missing', () => rm(file)],
    ['that its group may read', 'open_to_others', () => chmod(file, 0o640)],
    ['that everyone may read', 'open_to_others', () => chmod(file, 0o644)],
    ['that everyone may write', 'open_to_others', () => chmod(file, 0o602)],
    [
      'that is a symbolic link',
      'symbolic_link',
      async () => {
        await rename(file, `${file}.real`);
        await symlink(`${file}.real`, file);
      },
    ],
    [
      'that is a folder',
      'not_a_file',
      async () => {
        await rm(file);
        await mkdir(file, { mode: 0o700 });
      },
    ],
    ['of no bytes', 'malformed', () => writeFile(file, '')],
    ['of random bytes', 'malformed', () => writeFile(file, Buffer.from([0xff, 0x00, 0x7b, 0x22]))],
    ['that breaks off', 'malformed', () => rewrite((value) => JSON.stringify(value).slice(0, -20))],
    ['with text after the end', 'malformed', () => rewrite((value) => `${JSON.stringify(value)}x`)],
    ['that holds null', 'malformed', () => rewrite(() => 'null')],
    ['that holds a list', 'malformed', () => rewrite((value) => [value])],
    ['without keys', 'malformed', () => rewrite(({ keys: _keys, ...rest }) => rest)],
    ['with an empty set of keys', 'malformed', () => rewrite((value) => ({ ...value, keys: {} }))],
    ['with null for the keys', 'malformed', () => rewrite((value) => ({ ...value, keys: null }))],
    ['with a member more', 'malformed', () => rewrite((value) => ({ ...value, note: '' }))],
    ['whose current key is not there', 'malformed', () => rewrite((value) => ({ ...value, current: 'x' }))],
    [
      'whose current key is __proto__',
      'malformed',
      () => rewrite((value) => ({ ...value, current: '__proto__' })),
    ],
    [
      'with a key of 16 bytes',
      'malformed',
      () => rewrite((value) => withKey(value, () => Buffer.alloc(16, 1).toString('base64'))),
    ],
    [
      'with a key of 33 bytes',
      'malformed',
      () => rewrite((value) => withKey(value, () => Buffer.alloc(33, 1).toString('base64'))),
    ],
    ['with a key that is a number', 'malformed', () => rewrite((value) => withKey(value, () => 7))],
    [
      'with one letter of a key mistyped',
      'malformed',
      () => rewrite((value) => withKey(value, flipLastLetter)),
    ],
    ['with a line end in a key', 'malformed', () => rewrite((value) => withKey(value, (key) => `${key}\n`))],
    [
      'of an older format',
      'unsupported_format',
      () => rewrite((value) => ({ ...value, format: 'key-file/0' })),
    ],
    [
      'of a format that is a number',
      'unsupported_format',
      () => rewrite((value) => ({ ...value, format: 1 })),
    ],
  ];

  it.each(refused)('refuses a file %s: %s', async (_what, problem, spoil) => {
    await createKeyFile(file);
    const keys = Object.values((await content()).keys);
    await spoil();
    expect(await refusal(keys)).toBe(problem);
  });

  it('keeps nothing of a broken file in the error, not even as its cause', async () => {
    await createKeyFile(file);
    const [key = ''] = Object.values((await content()).keys);
    // JSON.parse quotes the text near the mistake.
    await writeFile(file, `"${key}`);
    expect(await refusal([key])).toBe('malformed');
    await writeFile(file, key);
    expect(await refusal([key])).toBe('malformed');
  });

  const isRoot = process.getuid?.() === 0;

  it('refuses a file of another owner', async () => {
    // Only root can give a file away; anybody else finds a file of root's to be refused.
    if (isRoot) {
      await createKeyFile(file);
      await chown(file, 65534, 65534);
    } else {
      file = '/etc/passwd';
    }
    expect(await refusal([])).toBe('foreign_owner');
  });

  it('refuses a file in the database folder, or below it, by whatever name', async () => {
    await mkdir(path.join(folder, 'data', 'deeper'));
    await symlink(path.join(folder, 'data'), path.join(folder, 'alias'));
    for (const place of [
      'data/master.key',
      'data/deeper/master2.key',
      'alias/master3.key',
      'keys/../data/master4.key',
    ]) {
      file = `${folder}/${place}`;
      await createKeyFile(file);
      expect(await refusal([])).toBe('beside_database');
    }
  });

  it('refuses a file when the database folder is another name for its own', async () => {
    await createKeyFile(file);
    await symlink(path.join(folder, 'keys'), path.join(folder, 'alias'));
    place = { databaseFolder: path.join(folder, 'alias') };
    expect(await refusal([])).toBe('beside_database');
  });

  it('takes a database folder that is below, beside, similar in name or not there yet', async () => {
    const keyId = await createKeyFile(file);
    for (const databaseFolder of ['keys/database', 'keys2', 'key', 'data', 'none/at/all', 'keys/..data']) {
      await mkdir(path.join(folder, 'keys', '..data'), { recursive: true });
      await expect(
        readKeyFile(file, { databaseFolder: path.join(folder, databaseFolder) }),
      ).resolves.toMatchObject({ current: { keyId } });
    }
    file = path.join(folder, 'keys', '..data', 'k');
    await createKeyFile(file);
    place = { databaseFolder: path.join(folder, 'keys') };
    expect(await refusal([])).toBe('beside_database');
  });

  it('follows a rotation while it runs', async () => {
    await createKeyFile(file);
    const masterKeys = await readKeyFile(file, place);
    const next = await addMasterKey(file);
    expect((await masterKeys.find(next))?.keyId).toBe(next);
    expect(masterKeys.current.keyId).toBe(next);
  });

  it('is unavailable when it must read the file again and cannot, and still has the keys it knows', async () => {
    const keyId = await createKeyFile(file);
    const masterKeys = await readKeyFile(file, place);
    await chmod(file, 0o644);
    await expect(masterKeys.find('other')).rejects.toMatchObject({ name: 'VaultError', code: 'unavailable' });
    expect((await masterKeys.find(keyId))?.keyId).toBe(keyId);
  });
});
