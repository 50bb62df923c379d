import { chmod, link, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addMasterKey, createKeyFile, readKeyFile } from './key-file';
import { createTenantKey, openTenantKey, rewrapTenantKey } from './tenant-key';
import { CONTOSO } from './testdata/in-memory-vault';

const place = { databaseFolder: path.join(tmpdir(), 'no-database-here') };
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'key-file-'));
  file = path.join(folder, 'master.key');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function content() {
  return JSON.parse(await readFile(file, 'utf8')) as { readonly keys: Readonly<Record<string, string>> };
}

describe(addMasterKey.name, () => {
  it('adds a current key and keeps the older ones, in a file that is still protected', async () => {
    const first = await createKeyFile(file);
    const second = await addMasterKey(file);
    const third = await addMasterKey(file);
    expect(Object.keys((await content()).keys).sort()).toEqual([first, second, third].sort());
    expect((await readKeyFile(file, place)).current.keyId).toBe(third);
    expect((await stat(file)).mode & 0o7777).toBe(0o600);
    expect(await readdir(path.dirname(file))).toEqual(['master.key']);
  });

  it('replaces the file and does not write into it, so that whoever reads sees one or the other', async () => {
    await createKeyFile(file);
    await link(file, `${file}.before`);
    const before = await readFile(file);
    await addMasterKey(file);
    expect(await readFile(`${file}.before`)).toEqual(before);
  });

  it('loses no key when two rotations run at once: one is refused', async () => {
    await createKeyFile(file);
    const results = await Promise.allSettled([addMasterKey(file), addMasterKey(file), addMasterKey(file)]);
    const added = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(added.length).toBeGreaterThan(0);
    const { keys } = await content();
    expect(Object.keys(keys)).toHaveLength(1 + added.length);
    expect(Object.keys(keys)).toEqual(expect.arrayContaining(added));
  });

  it('refuses while what an interrupted rotation left is there', async () => {
    await createKeyFile(file);
    await writeFile(`${file}.new`, '');
    const before = await readFile(file);
    await expect(addMasterKey(file)).rejects.toThrow(`${file}.new exists`);
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(path.dirname(file))).toEqual(['master.key', 'master.key.new']);
  });

  it('refuses a file that could not be read, changes nothing and leaves nothing behind', async () => {
    await createKeyFile(file);
    await chmod(file, 0o644);
    const before = await readFile(file);
    await expect(addMasterKey(file)).rejects.toMatchObject({ problem: 'open_to_others' });
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(path.dirname(file))).toEqual(['master.key']);
  });

  it('refuses a file whose current key is not there, rather than hide the loss under a new key', async () => {
    await createKeyFile(file);
    await writeFile(file, JSON.stringify({ ...(await content()), current: 'lost' }));
    await expect(addMasterKey(file)).rejects.toMatchObject({ problem: 'malformed' });
  });

  it('lets tenant keys be wrapped again and opened', async () => {
    await createKeyFile(file);
    const running = await readKeyFile(file, place);
    const record = await createTenantKey({ tenantId: CONTOSO, generation: 1, masterKeys: running });
    await addMasterKey(file);
    const rewrapped = await rewrapTenantKey(record, await readKeyFile(file, place));
    const expected = { tenantId: CONTOSO, keyId: record.header.keyId, lowestGeneration: 1 };
    const [before, after] = await Promise.all(
      [record, rewrapped].map(async (value) => (await openTenantKey(value, expected, running)).key),
    );
    expect(before && after?.equals(before)).toBe(true);
  });
});
