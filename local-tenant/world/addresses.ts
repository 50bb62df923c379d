import type { Tenant } from './model';

/**
 * Where everything listens. A machine on which one of these ports is taken, or a second local tenant
 * beside the first, sets LOCAL_TENANT_PORT_SHAREPOINT, LOCAL_TENANT_PORT_DIRECTORY,
 * LOCAL_TENANT_PORT_CONNECTION_MANAGER, LOCAL_TENANT_PORT_LEDGER or LOCAL_TENANT_PORT_BEACON. They are
 * part of every address in this file, so each process that imports it must be given the same ones.
 */
export const ports = {
  sharePoint: portFrom('LOCAL_TENANT_PORT_SHAREPOINT', 8443),
  directory: portFrom('LOCAL_TENANT_PORT_DIRECTORY', 8444),
  connectionManager: portFrom('LOCAL_TENANT_PORT_CONNECTION_MANAGER', 8445),
  ledger: portFrom('LOCAL_TENANT_PORT_LEDGER', 8450),
  beacon: portFrom('LOCAL_TENANT_PORT_BEACON', 8451),
} as const;

function portFrom(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new RangeError(`${variable} must be a port number, not "${text}".`);
  }
  return port;
}

export const hosts = {
  directory: 'login.entra.localhost',
  connectionManager: 'connections.manager.localhost',
} as const;

export const directoryOrigin = `https://${hosts.directory}:${ports.directory}`;
export const connectionManagerOrigin = `https://${hosts.connectionManager}:${ports.connectionManager}`;

const seenFromHosts = new WeakMap<Tenant, readonly Tenant[]>();

/** The tenant as each of its SharePoint hosts has it: everything the same but the host and its sites. */
export function sharePointsOf(tenant: Tenant): readonly Tenant[] {
  const further = (tenant.furtherSharePoints ?? []).map((place) => ({ ...tenant, ...place }));
  const seen = seenFromHosts.get(tenant) ?? [tenant, ...further];
  seenFromHosts.set(tenant, seen);
  return seen;
}

/** Every origin a browser meets here; the certificate names their hosts. */
export function sharePointOrigin(tenant: Pick<Tenant, 'sharePointHost'>): string {
  return `https://${tenant.sharePointHost}:${ports.sharePoint}`;
}
