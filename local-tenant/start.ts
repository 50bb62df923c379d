import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { tenantProperties as plannedProperties } from '../connection-manager/setup/applications';
import { openDirectory } from './directory/directory';
import { directoryListener, guarded } from './directory-host';
import { graphAddress } from './graph/graph';
import { guideAddress } from './guide/local-tenant-guide';
import { createLocalFetch } from './http/local-fetch';
import { createSharePoint, type SharePoint } from './sharepoint/sharepoint';
import { createBeacon } from './systems/beacon';
import { createLedger } from './systems/ledger';
import { createTokenExchange } from './token-exchange';
import { loadCertificate, type LocalCertificate } from './tls/certificate';
import {
  beacon,
  connectionManagerOrigin,
  directoryOrigin,
  hosts,
  ledger,
  ports,
  sharePointOrigin,
  sharePointsOf,
  systemOrigins,
  tenants,
  type Tenant,
} from './world/world';

interface LocalTenantOptions {
  /** Keeps certificate, keys and sessions between runs. */
  readonly dataFolder: string;
  /** The `.sppkg` in the app catalog of every tenant. */
  readonly packageFile: string;
  /** Where Microsoft's runtime packages are. */
  readonly nodeModules: string;
  readonly now?: () => Date;
}

/** A running local tenant. */
export interface LocalTenant {
  readonly certificate: LocalCertificate;
  readonly addresses: {
    readonly guide: string;
    readonly directory: string;
    readonly graph: string;
    readonly sharePoint: Readonly<Record<Tenant['key'], string>>;
    readonly connectionManager: string;
    readonly ledger: string;
    readonly beacon: string;
  };
  /** For tests: which unknown addresses it was asked for, and other tenant properties. */
  readonly sharePoint: SharePoint;
  close(): Promise<void>;
}

/** Every host that a browser or a program meets here. The connection manager uses the same certificate. */
export const certificateHosts: readonly string[] = [
  hosts.directory,
  hosts.connectionManager,
  ledger.host,
  beacon.host,
  ...tenants.flatMap(sharePointsOf).map(({ sharePointHost }) => sharePointHost),
];

/** Starts directory, Graph, SharePoint and the third-party systems. Ports come from `world.ts`. */
export async function startLocalTenant(options: LocalTenantOptions): Promise<LocalTenant> {
  const { dataFolder, packageFile, nodeModules, now = () => new Date() } = options;
  const certificate = await loadCertificate({ dataFolder, hosts: certificateHosts, now });
  const directory = await openDirectory({ tenants, dataFolder, now });
  const sharePoint = createSharePoint({
    tenants,
    packageFile,
    nodeModules,
    tenantProperties: tenantProperties(),
    fetch: createLocalFetch(certificate.certificate),
    exchangeToken: createTokenExchange(directory),
    now,
  });
  const wanted: readonly Listening[] = [
    {
      port: ports.directory,
      variable: 'LOCAL_TENANT_PORT_DIRECTORY',
      listener: directoryListener(directory, sharePoint, now),
    },
    {
      port: ports.sharePoint,
      variable: 'LOCAL_TENANT_PORT_SHAREPOINT',
      listener: guarded((request, response) => sharePoint.handle(request, response)),
    },
    {
      port: ports.ledger,
      variable: 'LOCAL_TENANT_PORT_LEDGER',
      listener: createLedger({ system: ledger, now }),
    },
    {
      port: ports.beacon,
      variable: 'LOCAL_TENANT_PORT_BEACON',
      listener: createBeacon({ system: beacon, now }),
    },
  ];
  const servers = await listenOnAll(certificate, wanted).catch((error: unknown) => {
    directory.close();
    throw error;
  });

  return {
    certificate,
    addresses: addressesOf(),
    sharePoint,
    async close() {
      await Promise.all(servers.map(closeServer));
      // Last, because requests under way still write to it.
      directory.close();
    },
  };
}

function addressesOf(): LocalTenant['addresses'] {
  const [contoso, fabrikam] = [originOf('contoso'), originOf('fabrikam')];
  return {
    guide: guideAddress,
    directory: directoryOrigin,
    graph: graphAddress,
    sharePoint: { contoso, fabrikam },
    connectionManager: connectionManagerOrigin,
    ...systemOrigins,
  };
}

function originOf(key: Tenant['key']): string {
  return tenants
    .filter((tenant) => tenant.key === key)
    .map(sharePointOrigin)
    .join();
}

/** What an administrator sets in the tenant's app catalog when the product is installed. */
export function tenantProperties(): Record<string, Readonly<Record<string, string>>> {
  return Object.fromEntries(
    tenants.map((tenant) => {
      const idOf = (key: string): string =>
        tenant.applications.find((found) => found.key === key)?.appId ?? '';
      return [
        tenant.key,
        plannedProperties({
          api: connectionManagerOrigin,
          apiId: idOf('connectionManager'),
          clientId: tenant.signInWith === 'msal-browser' ? idOf('gallery') : undefined,
        }),
      ];
    }),
  );
}

interface Listening {
  readonly port: number;
  readonly variable: string;
  readonly listener: RequestListener;
}

/** Either all listen, or none is left behind. */
async function listenOnAll(
  { key, certificate }: LocalCertificate,
  wanted: readonly Listening[],
): Promise<readonly Server[]> {
  const outcomes = await Promise.allSettled(
    wanted.map((place) => listen(createServer({ key, cert: certificate }, place.listener), place)),
  );
  const servers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure === undefined) return servers;
  await Promise.all(servers.map(closeServer));
  throw failure.reason;
}

function listen(server: Server, { port, variable }: Listening): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const advice = `Port ${port} is taken. End what uses it, or set ${variable}.`;
      reject(cause.code === 'EADDRINUSE' ? new Error(advice, { cause }) : cause);
    });
    // Never reachable from another machine: this is a directory without passwords.
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
