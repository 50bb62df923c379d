import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { tenantRegistration } from '../connection-manager/setup/applications';
import { graphAddress } from './graph/graph';
import type { LocalCertificate } from './tls/certificate';
import {
  connectionManagerOrigin,
  directoryOrigin,
  ports,
  sharePointOrigin,
  sharePointsOf,
  systemOrigins,
  type Application,
  type Tenant,
} from './world/world';

/** What an operator would hand to `connection-manager tenant add` for one tenant of the local world. */
export type LocalTenantRegistration = ReturnType<typeof tenantRegistration>;

interface ConfigurationOptions {
  readonly tenants: readonly Tenant[];
  readonly dataFolder: string;
  readonly certificate: Pick<LocalCertificate, 'certificateFile' | 'keyFile'>;
}

/**
 * Writes what the connection manager needs to serve the local tenants: `registrations/<tenant>.json`,
 * their client secrets in files only the owner can read, and at last `connection-manager.env`. When
 * that file is there, everything else is.
 */
export async function writeConnectionManagerConfiguration(options: ConfigurationOptions): Promise<void> {
  const dataFolder = resolve(options.dataFolder);
  const registrations = join(dataFolder, 'registrations');
  await mkdir(registrations, { recursive: true, mode: 0o700 });
  await Promise.all(options.tenants.map((tenant) => writeRegistration(tenant, registrations)));

  const lines = Object.entries(environmentFor({ ...options, dataFolder })).map((line) => line.join('='));
  const file = join(dataFolder, 'connection-manager.env');
  await writeFile(`${file}.new`, `${lines.join('\n')}\n`);
  await rename(`${file}.new`, file);
}

function environmentFor({ tenants, dataFolder, certificate }: ConfigurationOptions): Record<string, string> {
  const sharePoints = tenants.flatMap(sharePointsOf).map(sharePointOrigin);
  const origins = [directoryOrigin, ...sharePoints, ...Object.values(systemOrigins)];
  return {
    WFC_ORIGIN: connectionManagerOrigin,
    WFC_LISTEN_PORT: String(ports.connectionManager),
    WFC_TLS_CERTIFICATE_FILE: resolve(certificate.certificateFile),
    WFC_TLS_KEY_FILE: resolve(certificate.keyFile),
    // Apart, because a copy of one folder must not hold both.
    WFC_DATABASE_FILE: join(dataFolder, 'connection-manager', 'connections.db'),
    WFC_MASTER_KEY_FILE: join(dataFolder, 'keys', 'master.key'),
    WFC_ALLOWED_LOOPBACK_HOSTS: origins.map((origin) => new URL(origin).host).join(','),
  };
}

async function writeRegistration(tenant: Tenant, folder: string): Promise<void> {
  const { secret } = applicationOf(tenant, 'connectionManager');
  const clientSecretFile = join(folder, `${tenant.key}.client-secret`);
  await writeFile(clientSecretFile, secret ?? '', { mode: 0o600 });
  const registration = registrationOf(tenant, clientSecretFile);
  await writeFile(join(folder, `${tenant.key}.json`), `${JSON.stringify(registration, undefined, 2)}\n`);
}

/** The registration of one tenant. */
export function registrationOf(tenant: Tenant, clientSecretFile: string): LocalTenantRegistration {
  return tenantRegistration({
    tenantId: tenant.tenantId,
    displayName: tenant.displayName,
    authority: `${directoryOrigin}/${tenant.tenantId}`,
    graph: graphAddress,
    apiId: applicationOf(tenant, 'connectionManager').appId,
    clientSecretFile,
    sharePointHosts: sharePointsOf(tenant).map((host) => new URL(sharePointOrigin(host)).host),
    clientIds: [applicationOf(tenant, 'gallery').appId, applicationOf(tenant, 'sharePointClient').appId],
    engineIds: [applicationOf(tenant, 'engine').appId],
    workflowAdministrators: tenant.people
      .filter((person) => tenant.workflowAdministrators.includes(person.key))
      .map((person) => person.objectId),
  });
}

function applicationOf(tenant: Tenant, key: Application['key']): Application {
  const application = tenant.applications.find((candidate) => candidate.key === key);
  if (application === undefined) throw new Error(`${tenant.displayName} has no application "${key}".`);
  return application;
}
