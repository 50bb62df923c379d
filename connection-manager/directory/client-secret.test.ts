import { chmod, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientSecrets } from './client-secret';

describe(ClientSecrets.name, () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'client-secret-'));
    file = join(folder, 'secret');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('reads the secret without the line end, and again when the file is replaced (S51)', async () => {
    const secrets = new ClientSecrets();
    await writeFile(file, 'first\n', { mode: 0o600 });
    expect((await secrets.read(file)).reveal()).toBe('first');
    await writeFile(join(folder, 'new'), 'other', { mode: 0o600 });
    await rename(join(folder, 'new'), file);
    expect((await secrets.read(file)).reveal()).toBe('other');
  });

  it('gives the same secret while the file is the same', async () => {
    const secrets = new ClientSecrets();
    await writeFile(file, 'first', { mode: 0o600 });
    expect(await secrets.read(file)).toBe(await secrets.read(file));
  });

  it('follows a link, as secrets are mounted', async () => {
    await writeFile(file, 'first', { mode: 0o600 });
    await symlink(file, join(folder, 'link'));
    expect((await new ClientSecrets().read(join(folder, 'link'))).reveal()).toBe('first');
  });

  it('names a missing file and the cure', async () => {
    await expect(new ClientSecrets().read(file)).rejects.toThrow(`${file} does not exist. Write the secret`);
  });

  it.each([0o640, 0o604, 0o660, 0o644])('refuses mode %o', async (mode) => {
    await writeFile(file, 'hidden-text');
    await chmod(file, mode);
    await expect(new ClientSecrets().read(file)).rejects.toThrow('chmod 600');
  });

  it('refuses a folder', async () => {
    await expect(new ClientSecrets().read(folder)).rejects.toThrow('not a regular file');
  });

  it.each(['', ' \n', 'two words', 'two\nlines', 'x'.repeat(5000)])(
    'refuses content that is no secret, without showing it (%#)',
    async (text) => {
      await writeFile(file, text, { mode: 0o600 });
      const refusal: unknown = await new ClientSecrets().read(file).catch((error: unknown) => error);
      expect(String(refusal)).toContain('nothing else, on one line');
      if (text.trim() !== '') expect(String(refusal)).not.toContain(text);
    },
  );
});
