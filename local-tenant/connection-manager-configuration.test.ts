import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  writeConnectionManagerConfiguration,
  type LocalTenantRegistration,
} from './connection-manager-configuration';
import { directoryOrigin, tenants } from './world/world';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'local-tenant-configuration-'));
  await writeConnectionManagerConfiguration({
    tenants,
    dataFolder,
    certificate: { certificateFile: '/data/certificate.pem', keyFile: '/data/certificate.key' },
  });
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

async function readRegistration(tenant: string): Promise<LocalTenantRegistration> {
  const text = await readFile(join(dataFolder, 'registrations', `${tenant}.json`), 'utf8');
  return JSON.parse(text) as LocalTenantRegistration;
}

describe(writeConnectionManagerConfiguration.name, () => {
  it('describes each tenant as an operator would', async () => {
    expect(await readRegistration('contoso')).toEqual({
      tenantId: '3b7a9c1e-5d24-4f80-9a6b-1c2d3e4f5a60',
      displayName: 'Contoso',
      directory: { authority: `${directoryOrigin}/3b7a9c1e-5d24-4f80-9a6b-1c2d3e4f5a60` },
      graph: `${directoryOrigin}/graph/v1.0`,
      application: {
        id: 'c0000000-0000-4000-8000-000000000001',
        clientSecretFile: join(dataFolder, 'registrations', 'contoso.client-secret'),
      },
      sharePointHosts: ['contoso.sharepoint.localhost:8443', 'contoso-archive.sharepoint.localhost:8443'],
      allowedClients: {
        'connections.access': [
          'c0000000-0000-4000-8000-000000000002',
          'c0000000-0000-4000-8000-000000000003',
        ],
        'bindings.write': ['c0000000-0000-4000-8000-000000000004'],
      },
      engines: ['c0000000-0000-4000-8000-000000000004'],
      workflowAdministrators: ['0a000000-0000-4000-8000-000000000008'],
    });
    expect((await readRegistration('fabrikam')).workflowAdministrators).toEqual([]);
  });

  it('keeps the secrets in files of their own', async () => {
    for (const tenant of ['contoso', 'fabrikam']) {
      const { application } = await readRegistration(tenant);
      expect(await readFile(application.clientSecretFile, 'utf8')).toBe(
        `local-only-secret-of-${application.id}`,
      );
      expect((await stat(application.clientSecretFile)).mode & 0o777).toBe(0o600);
    }
    const files = (await readdir(dataFolder, { recursive: true })).filter((name) =>
      /\.(json|env)$/.test(name),
    );
    expect(files).toHaveLength(3);
    for (const file of files) {
      expect(await readFile(join(dataFolder, file), 'utf8')).not.toContain('local-only-secret');
    }
  });

  it('tells the connection manager where it is and which local hosts it may call', async () => {
    const text = await readFile(join(dataFolder, 'connection-manager.env'), 'utf8');
    const environment: Record<string, string | undefined> = {};
    for (const [, name = '', value] of text.matchAll(/^(\w+)=(.*)$/gm)) environment[name] = value;
    expect(environment).toMatchObject({
      WFC_ORIGIN: 'https://connections.manager.localhost:8445',
      WFC_LISTEN_PORT: '8445',
      WFC_TLS_CERTIFICATE_FILE: '/data/certificate.pem',
      WFC_TLS_KEY_FILE: '/data/certificate.key',
      WFC_ALLOWED_LOOPBACK_HOSTS:
        'login.entra.localhost:8444,contoso.sharepoint.localhost:8443,contoso-archive.sharepoint.localhost:8443,fabrikam.sharepoint.localhost:8443,ledger.systems.localhost:8450,beacon.systems.localhost:8451',
    });
    expect(dirname(environment['WFC_MASTER_KEY_FILE'] ?? '')).not.toBe(
      dirname(environment['WFC_DATABASE_FILE'] ?? ''),
    );
  });
});
