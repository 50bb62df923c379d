import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkplace } from './workplace';
import type { Workplace } from './workplace';

const root = join(__dirname, '..');
let workplace: Workplace;

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(async () => workplace.close());

/** The command line that `npm run browser` would run, as its parts. */
function commandLine(...options: string[]): string[] {
  const script = join(root, 'tools', 'browser.mjs');
  const all = [script, '--data', workplace.dataFolder, '--headless', '--print', ...options];
  const printed = execFileSync(process.execPath, all, { encoding: 'utf8' });
  return [...printed.matchAll(/'([^']*)'/g)].map(([, part = '']) => part);
}

describe('npm run browser', () => {
  it('opens the gallery as the person, with a fresh profile that trusts exactly the local certificate', () => {
    const [program = '', ...rest] = commandLine('--as', 'olivia');
    const profile = mkdtempSync(join(tmpdir(), 'workflow-gallery-profile-'));
    const arguments_ = rest.map((part) =>
      part.startsWith('--user-data-dir=') ? `--user-data-dir=${profile}` : part,
    );
    try {
      const page = execFileSync(program, ['--dump-dom', '--virtual-time-budget=8000', ...arguments_], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: 60_000,
      });
      expect(page).toContain('Operations');
      expect(page).toContain('Olivia Owens');
      expect(existsSync(join(profile, 'Default'))).toBe(true);
    } finally {
      rmSync(profile, { recursive: true, force: true });
    }
  });

  it('shows no page behind another certificate', () => {
    const [program = '', ...rest] = commandLine('--as', 'olivia');
    const arguments_ = rest.map((part) =>
      part.startsWith('--ignore-certificate-errors-spki-list=')
        ? `--ignore-certificate-errors-spki-list=${Buffer.alloc(32).toString('base64')}`
        : part,
    );
    const page = execFileSync(program, ['--dump-dom', ...arguments_], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 60_000,
    });
    expect(page).not.toContain('Olivia Owens');
  });
});
