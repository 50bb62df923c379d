import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { registration } from '../testing/test-directory';
import { runCommandLine } from './run-command-line';

interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly complaints: string;
}

describe(runCommandLine.name, () => {
  let folder: string;
  let script: string;
  let environment: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'command-line-'));
    script = join(folder, 'connection-manager.mjs');
    await build({
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node22',
      loader: { '.css': 'text', '.client.js': 'text' },
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      entryPoints: [join(__dirname, '../main.ts')],
      outfile: script,
      logLevel: 'error',
    });
    environment = {
      WFC_ORIGIN: 'https://connections.example',
      WFC_DATABASE_FILE: join(folder, 'data', 'connections.db'),
      WFC_MASTER_KEY_FILE: join(folder, 'master.key'),
    };
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true }));

  function start(words: readonly string[], changes: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn(process.execPath, ['--no-warnings', script, ...words], {
      env: { ...environment, ...changes },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function finish(child: ChildProcess): Promise<Outcome> {
    let output = '';
    let complaints = '';
    child.stdout?.on('data', (part) => (output += String(part)));
    child.stderr?.on('data', (part) => (complaints += String(part)));
    await once(child, 'close');
    return { code: child.exitCode, output, complaints };
  }

  const run = (words: readonly string[], changes?: Readonly<Record<string, string>>) =>
    finish(start(words, changes));

  async function tenantFile(value: unknown): Promise<string> {
    const file = join(folder, 'tenant.json');
    await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  }

  it.each([['help'], ['--help']])('shows usage for %s', async (word) => {
    const { code, output } = await run([word]);
    expect(code).toBe(0);
    expect(output).toContain('tenant add FILE');
  });

  it.each([
    [[]],
    [['explode']],
    [['key']],
    [['key', 'create']],
    [['key', 'create', 'FILE']],
    [['tenant', 'add']],
    [['serve', 'now']],
  ])('tells usage for %j', async (words) => {
    const { code, output, complaints } = await run(words);
    expect([code, output]).toEqual([2, '']);
    expect(complaints).toContain('Usage: connection-manager COMMAND');
  });

  it('lists every mistake of the configuration, without a stack', async () => {
    const { code, complaints } = await run(['serve'], {
      WFC_ORIGIN: 'http://secret',
      WFC_LISTEN_PORT: 'secret',
      WFC_OTHER: 'x',
    });
    expect(code).toBe(1);
    expect(complaints.trimEnd().split('\n')).toEqual([
      'The configuration has mistakes:',
      expect.stringMatching(/^ {2}WFC_ORIGIN .*Give an https origin/),
      expect.stringMatching(/^ {2}WFC_LISTEN_PORT .*Give a port number/),
      expect.stringMatching(/^ {2}WFC_OTHER .*Correct its name/),
    ]);
    expect(complaints).not.toContain('secret');
  });

  it('makes keys, registers tenants, rotates and serves', async () => {
    const missing = await run(['tenant', 'list']);
    expect([missing.code, missing.complaints]).toEqual([1, expect.stringContaining('does not exist')]);

    const keyFile = environment['WFC_MASTER_KEY_FILE'] ?? '';
    const made = await run(['key', 'create', '--file', keyFile]);
    expect(made.code).toBe(0);
    const again = await run(['key', 'create', '--file', keyFile]);
    expect([again.code, again.complaints]).toEqual([1, expect.stringContaining('exists already')]);
    expect(again.complaints.trimEnd().split('\n')).toHaveLength(1);

    expect((await run(['tenant', 'list'])).output).toBe('No tenant is registered.\n');
    const file = await tenantFile(registration());
    const added = await run(['tenant', 'add', file]);
    expect([added.code, added.output]).toEqual([
      0,
      expect.stringContaining('registration added, and its first key made.'),
    ]);
    expect(added.complaints).toContain('/nowhere/secret does not exist');
    expect((await run(['tenant', 'add', file])).output).toContain('registration unchanged.');
    expect((await run(['tenant', 'list'])).output).toContain('Contoso  contoso.sharepoint.example');

    expect((await run(['key', 'add'])).code).toBe(0);
    expect((await run(['key', 'rotate'])).output).toContain('1 wrapped again, 0 were already.');
    expect((await run(['key', 'rotate'])).output).toContain('0 wrapped again, 1 were already.');
    const keys = await readFile(keyFile, 'utf8');
    for (const text of Object.values((JSON.parse(keys) as { keys: Record<string, string> }).keys)) {
      expect(`${made.output}${added.output}`).not.toContain(text);
    }
  }, 60_000);

  it.each([
    ['no JSON', '{"clientSecret": "hush"', ['is not JSON.']],
    [
      'every mistake',
      { tenantId: 'x', displayName: '', secret: 'hush', sharePointHosts: ['https://x'] },
      [
        'tenantId',
        'displayName',
        'directory is required',
        'application',
        'allowedClients',
        'secret',
        'sharePointHosts.0',
      ],
    ],
    [
      'another tenant’s authority',
      { ...registration(), directory: { authority: 'https://login.example/common' } },
      ['must end with the tenant id'],
    ],
  ])('tells of a tenant file with %s', async (_what, value, told) => {
    const { code, complaints } = await run(['tenant', 'add', await tenantFile(value)]);
    expect(code).toBe(1);
    for (const words of told) expect(complaints).toContain(words);
    expect(complaints).not.toContain('hush');
    expect(complaints).not.toMatch(/\bat .*:\d+/);
  });

  it('tells of a tenant file that is not there, and of a key file that others may read', async () => {
    expect((await run(['tenant', 'add', join(folder, 'nothing.json')])).complaints).toContain(
      'cannot be read',
    );
    const open = join(folder, 'open.key');
    await run(['key', 'create', '--file', open]);
    await chmod(open, 0o644);
    const refused = await run(['tenant', 'list'], { WFC_MASTER_KEY_FILE: open });
    expect([refused.code, refused.complaints]).toEqual([1, expect.stringContaining('chmod 600')]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'serves until %s, and says where',
    async (signal) => {
      const keyFile = join(folder, `${signal}.key`);
      await run(['key', 'create', '--file', keyFile]);
      const child = start(['serve'], { WFC_LISTEN_PORT: '0', WFC_MASTER_KEY_FILE: keyFile });
      const ended = finish(child);
      const first = await new Promise<string>((resolve) =>
        child.stdout?.once('data', (part) => resolve(String(part))),
      );
      const line = JSON.parse(first.split('\n')[0] ?? '') as { msg: string };
      expect(line.msg).toMatch(/^listening on 127\.0\.0\.1:\d+ as https:\/\/connections\.example$/);
      const address = `http://${/127\S+/.exec(line.msg)?.[0] ?? ''}`;
      expect((await fetch(`${address}/health/ready`)).status).toBe(200);
      child.kill(signal);
      const { code, output, complaints } = await ended;
      expect([code, complaints]).toEqual([0, '']);
      expect(
        output
          .trimEnd()
          .split('\n')
          .map((text) => (JSON.parse(text) as { msg: string }).msg),
      ).toEqual([line.msg, 'answered', 'stopping', 'stopped']);
    },
    20_000,
  );

  it('says when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, complaints } = await run(['serve'], { WFC_LISTEN_PORT: port });
    taken.close();
    expect([code, complaints]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
    expect(complaints.trimEnd().split('\n')).toHaveLength(1);
  });
});
