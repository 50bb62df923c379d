import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { microsoftApplications, permissions } from '../applications';
import { solutionPackage } from '../solution-package';

export const tenantId = '3b7a9c1e-5d24-4f80-9a6b-1c2d3e4f5a60';
export const me = '0a000000-0000-4000-8000-000000000009';
export const secret = 'canary~of.the_client-secret';

/** What the stand-in for the tenant knows; tests read and change what they need. */
export interface TenantState {
  organization: { id: string; displayName: string; verifiedDomains: { name: string }[] };
  account: string;
  sharePoint: string;
  applications: Record<string, unknown>[];
  servicePrincipals: { id: string; appId: string }[];
  grants: { clientId: string; resourceId: string; scope: string }[];
  roles: { principalId: string; resourceId: string; appRoleId: string }[];
  apps: { Deployed: boolean; AppCatalogVersion: string }[];
  properties: Record<string, string>;
  requests: unknown[];
}

export interface ScriptRun {
  readonly code: number | null;
  readonly output: string;
}

/** A folder with `az` and `m365` in it, and a tenant behind them. */
export class TenantOfScript {
  private constructor(readonly folder: string) {}

  static async create(): Promise<TenantOfScript> {
    const tenant = new TenantOfScript(await mkdtemp(join(tmpdir(), 'setup-script-')));
    await mkdir(join(tenant.folder, 'bin'));
    const commands = join(__dirname, 'fake-commands.mjs');
    for (const name of ['az', 'm365']) {
      const file = join(tenant.folder, 'bin', name);
      await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${commands}' ${name} "$@"\n`);
      await chmod(file, 0o755);
    }
    await writeFile(join(tenant.folder, 'package.sppkg'), 'a package');
    await tenant.write(freshTenant());
    return tenant;
  }

  /** Another tenant in which the same has happened so far. */
  async copy(): Promise<TenantOfScript> {
    const copy = await TenantOfScript.create();
    await cp(join(this.folder, 'state.json'), join(copy.folder, 'state.json'));
    await cp(join(this.folder, 'out'), join(copy.folder, 'out'), { recursive: true });
    // The registration names the secret's file by its absolute path.
    const file = join(copy.folder, 'out', `${tenantId}.json`);
    await writeFile(file, (await readFile(file, 'utf8')).replace(this.folder, copy.folder));
    return copy;
  }

  async read(): Promise<TenantState> {
    return JSON.parse(await readFile(join(this.folder, 'state.json'), 'utf8')) as TenantState;
  }

  async write(state: object): Promise<void> {
    await writeFile(join(this.folder, 'state.json'), JSON.stringify(state));
  }

  async change(changes: Partial<TenantState>): Promise<void> {
    await this.write({ ...(await this.read()), ...changes });
  }

  /** What was called since the last time this was asked. */
  async takeCalls(): Promise<readonly (readonly string[])[]> {
    const file = join(this.folder, 'calls.jsonl');
    const text = await readFile(file, 'utf8').catch(() => '');
    await rm(file, { force: true });
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as string[]);
  }

  /** Runs the script with these answers to its questions, one a line. */
  async run(script: string, answers: readonly string[]): Promise<ScriptRun> {
    const file = join(this.folder, 'setup.sh');
    await writeFile(file, script);
    const child = spawn('bash', [file, join(this.folder, 'package.sppkg'), join(this.folder, 'out')], {
      env: {
        PATH: `${join(this.folder, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
        FAKE_FOLDER: this.folder,
        PAUSE: '0',
        // A caught byte of the person's language must not change what the script does.
        LC_ALL: 'C',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)));
    // The script may stop before it has read every answer.
    child.stdin.on('error', () => undefined);
    child.stdin.end(answers.map((line) => `${line}\n`).join(''));
    await once(child, 'close');
    return { code: child.exitCode, output };
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

/** A tenant with Microsoft's own applications and nothing of ours. */
function freshTenant(): object {
  return {
    made: 0,
    me,
    secret,
    organization: {
      id: tenantId,
      displayName: 'Contoso "Ltd" $(id)',
      verifiedDomains: [{ name: 'contoso.onmicrosoft.com' }, { name: 'Contoso.com' }],
    },
    account: 'admin@contoso.com',
    sharePoint: 'https://contoso.sharepoint.com',
    sharePointClient: microsoftApplications.sharePointClient.appId,
    productId: solutionPackage.productId,
    version: solutionPackage.version,
    applications: [],
    servicePrincipals: [
      offering('5b000000-0000-4000-8000-0000000000f1', 'graph'),
      offering('5b000000-0000-4000-8000-0000000000f2', 'sharePoint'),
      {
        id: '5b000000-0000-4000-8000-0000000000f3',
        appId: microsoftApplications.sharePointClient.appId,
      },
    ],
    grants: [],
    roles: [],
    apps: [],
    requests: [],
    properties: {},
  };
}

/** An API of Microsoft's that offers what the connection manager asks for, and other things. */
function offering(id: string, key: 'graph' | 'sharePoint'): object {
  const asked = permissions.connectionManager.filter(({ resource }) => resource === key);
  const offered = (kind: 'delegated' | 'application', prefix: string) => [
    { id: `${prefix}-0000-4000-8000-000000000000`, value: 'Everything.ReadWrite.All' },
    ...asked
      .filter((permission) => permission.kind === kind)
      .map(({ name }, index) => ({ id: `${prefix}-0000-4000-8000-00000000000${index + 1}`, value: name })),
  ];
  const prefix = key === 'graph' ? '1' : '2';
  return {
    id,
    ...microsoftApplications[key],
    oauth2PermissionScopes: offered('delegated', `${prefix}d000000`),
    appRoles: offered('application', `${prefix}a000000`),
  };
}
