import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../command-line/run-command-line';
import { openSqliteStore } from '../store/sqlite-store';
import { registration, tenantId } from '../testing/test-directory';
import { addTenant } from '../tenants/tenants';
import { createKeyFile, readKeyFile } from '../vault/key-file';
import { setup } from './setup-command';

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly complaints: string;
}

describe(setup.name, () => {
  let folder: string;
  let environment: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'setup-command-'));
    environment = {
      WFC_ORIGIN: 'https://connections.example',
      WFC_DATABASE_FILE: join(folder, 'data', 'connections.db'),
      WFC_MASTER_KEY_FILE: join(folder, 'keys', 'master.key'),
    };
    await mkdir(join(folder, 'keys'));
    await mkdir(join(folder, 'data'));
    await createKeyFile(join(folder, 'keys', 'master.key'));
    const masterKeys = await readKeyFile(join(folder, 'keys', 'master.key'), {
      databaseFolder: join(folder, 'data'),
    });
    const store = openSqliteStore({ file: join(folder, 'data', 'connections.db') });
    // Nothing is ever found below .invalid (RFC 6761 §6.4).
    const directory = { authority: `https://login.invalid/${tenantId}` };
    await addTenant({ store, masterKeys }, registration({ directory, sharePointHosts: ['contoso.invalid'] }));
    await store.close();
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function run(words: readonly string[], given = environment): Promise<Outcome> {
    const output: string[] = [];
    const complaints: string[] = [];
    const code = await runCommandLine(words, {
      environment: given,
      write: (line) => void output.push(line),
      complain: (line) => void complaints.push(line),
    });
    return { code, output: output.join('\n'), complaints: complaints.join('\n') };
  }

  const needed = ['setup', '--tenant', 'contoso.com', '--api', 'https://connections.example.com'];

  it('prints a script, without a configuration and without running anything', async () => {
    const { code, output, complaints } = await run([...needed, '--engine', 'Flow engine'], {});
    expect([code, complaints]).toEqual([0, '']);
    expect(output).toMatch(/^#!\/usr\/bin\/env bash\n# # Workflow Gallery Connections in contoso\.com\n/);
    expect(output).toContain("ensure_application ENGINE_1 'Flow engine'");
  });

  it('prints the checklist alone', async () => {
    const { code, output } = await run([...needed, '--checklist'], {});
    expect([code, output]).toEqual([0, expect.stringMatching(/^# Workflow Gallery Connections/)]);
    expect(output).not.toContain('set -euo pipefail');
  });

  it('tells what is wrong with options, and prints no script', async () => {
    const { code, output, complaints } = await run([...needed, '--engine', '$(id)'], {});
    expect([code, output]).toEqual([1, '']);
    expect(complaints).toMatch(/^setup cannot go on:\n {2}--engine must be a name/);
  });

  it.each([[[]], [['--json']]])(
    'checks a registered tenant %j, and fails while something is missing',
    async (more) => {
      const { code, output, complaints } = await run(['setup', '--check', '--tenant', tenantId, ...more]);
      expect([code, complaints]).toEqual([1, 'Missing: 3.']);
      expect(output).toContain('/nowhere/secret does not exist');
      expect(output).toContain('https://login.invalid/');
      expect(output).toContain('contoso.invalid does not answer');
      if (more.length > 0) expect(JSON.parse(output)).toMatchObject({ tenantId, displayName: 'Contoso' });
    },
  );

  it('checks no tenant that is not registered, and nothing without a configuration', async () => {
    const other = '99999999-9999-4999-8999-999999999999';
    const unknown = await run(['setup', '--check', '--tenant', other]);
    expect([unknown.code, unknown.complaints]).toEqual([1, expect.stringContaining('tenant add FILE')]);
    const unconfigured = await run(['setup', '--check', '--tenant', tenantId], {});
    expect(unconfigured.complaints).toContain('WFC_ORIGIN');
  });
});
