import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../run-command.mjs';
import { startServer } from './server-process.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-process-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Starts a server of one line; `heard` settles when it has printed. */
function start(source: string): { server: ReturnType<typeof startServer>; heard: Promise<string> } {
  const script = join(folder, 'server.mjs');
  writeFileSync(script, source);
  let hear: (text: string) => void;
  const heard = new Promise<string>((resolve) => (hear = resolve));
  const server = startServer({
    name: 'server',
    script: relative(root, script),
    scriptArguments: ['--name', 'ada'],
    env: { GREETING: 'hello' },
    logFile: join(folder, 'server.log'),
    onOutput: (text) => hear(text),
  });
  return { server, heard };
}

const polite = `
  process.on('SIGTERM', () => { console.error('ends'); process.exit(0); });
  setInterval(() => {}, 1000);
  console.log(process.env.GREETING, process.argv.slice(2).join(' '));`;

describe(startServer.name, () => {
  it('hands on arguments and environment, and ends the server in order', async () => {
    const { server, heard } = start(polite);
    expect(await heard).toBe('hello --name ada\n');
    await server.stop();
    expect(await server.ended).toBe('ended with code 0');
    expect(readFileSync(server.logFile, 'utf8')).toBe('hello --name ada\nends\n');
  });

  it('says how a server ended that nobody stopped', async () => {
    const { server } = start('process.exitCode = 3;');
    expect(await server.ended).toBe('ended with code 3');
  });

  it('gives the server the names of this machine', async () => {
    const { server, heard } = start(`
      import { lookup } from 'node:dns/promises';
      console.log((await lookup('login.entra.localhost')).address);`);
    expect(await heard).toBe('127.0.0.1\n');
    await server.ended;
  });
});
