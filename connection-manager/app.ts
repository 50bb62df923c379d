import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import pino, { type DestinationStream, type Logger } from 'pino';
import { routes } from '../src/contract/routes';
import { activityHandlers } from './activity/handlers';
import { createAuditTrail } from './audit/audit-trail';
import { bindingHandlers } from './bindings/handlers';
import type { Configuration } from './configuration/configuration';
import { flowHandlers } from './connect/flow-handlers';
import { binHandlers } from './connections/bin-handlers';
import { confirmationHandlers } from './confirmations/handlers';
import { connectionHandlers } from './connections/handlers';
import { findConnection } from './connections/connection-records';
import { listHandlers } from './connections/list-handlers';
import { createAskDirectory } from './directory/ask-directory';
import { ClientSecrets } from './directory/client-secret';
import { createDirectory } from './directory/directory';
import { loadDirectoryDocuments } from './directory/directory-documents';
import { KnownDirectories } from './directory/known-directories';
import { createOnBehalfOf } from './directory/on-behalf-of';
import { createEgress, type Egress } from './egress/egress';
import { egressFetch } from './egress/egress-fetch';
import { bindHealth } from './http/health';
import { bindRoutes, type BinderDependencies } from './http/bind-routes';
import { knownPaths } from './http/known-paths';
import { createLog } from './http/log';
import { createServer } from './http/server';
import { createAccessTokenValidator } from './identity/access-token';
import { randomId } from './ids/random-id';
import { openStorage } from './open-storage';
import type { Parts } from './parts';
import { peopleHandlers } from './people/handlers';
import { permissionHandlers } from './permissions/handlers';
import { runtimeHandlers } from './runtime/handlers';
import { runtimeRoutes } from './runtime/routes';
import { createFindSite } from './sharepoint/find-site';
import type { Store } from './store/store';
import type { TenantRegistration } from './tenants/tenant-registration';
import { settingsHandlers } from './tenants/settings-handlers';
import { readTenantSettings } from './tenants/tenant-settings';
import { Tenants } from './tenants/tenants';
import { startSweeping } from './sweeping';
import { readKeyFile } from './vault/key-file';
import { registerConnectWindow } from './window';

/** What tests put in the place of the world outside. */
export interface AppOverrides {
  readonly now?: () => Date;
  readonly egress?: Egress;
  readonly logDestination?: DestinationStream;
}

export interface App {
  readonly server: FastifyInstance;
  readonly log: Logger;
  readonly store: Store;
  /** Finishes what is running, for at most 10 seconds, and lets go of everything. */
  readonly close: () => Promise<void>;
}

/** Puts the connection manager together; nothing listens yet. */
export async function createApp(configuration: Configuration, overrides: AppOverrides = {}): Promise<App> {
  const log = createLog(
    configuration.logLevel,
    overrides.logDestination ?? pino.destination({ fd: 1, sync: true }),
  );
  const parts = await createParts(configuration, log, overrides);
  const { store, egress, tenants, auditTrail } = parts;
  const server = createServer({
    log,
    tls: await readTls(configuration),
    paths: knownPaths([
      { table: routes, isForBrowsers: true },
      { table: runtimeRoutes, isForBrowsers: false },
    ]),
    listTenants: () => tenants.list(),
  });
  bindApi(server, parts);
  bindHealth(server, healthOptions(parts));
  await server.register((scope) => registerConnectWindow(scope, parts));
  const stopSweeping = startSweeping(parts);

  async function close(): Promise<void> {
    stopSweeping();
    await stopServing(server);
    await auditTrail.close();
    await egress.close();
    await store.close();
  }
  return { server, log, store, close };
}

async function createParts(
  configuration: Configuration,
  log: Logger,
  overrides: AppOverrides,
): Promise<Parts> {
  const { now = () => new Date(), egress = createEgress(configuration) } = overrides;
  const { store, vault } = await openStorage(configuration, {
    now,
    onUnreadable: (record) => log.error({ record }, 'record cannot be read'),
  });
  const tenants = new Tenants({
    store,
    now,
    onUnreadable: (tenantId) => log.error({ tenantId }, 'registration cannot be read'),
  });
  return {
    configuration,
    log,
    now,
    store,
    egress,
    tenants,
    ...createDirectoryParts({ log, now, egress }),
    vault,
    auditTrail: createAuditTrail({ store, now, writerId: randomId('writer') }),
  };
}

type DirectoryParts = Pick<Parts, 'known' | 'directory' | 'getTokenOnBehalfOf' | 'askDirectory'>;

function createDirectoryParts({ log, now, egress }: Pick<Parts, 'log' | 'now' | 'egress'>): DirectoryParts {
  const toDirectory = ({ directory: { authority } }: TenantRegistration): typeof fetch =>
    egressFetch(egress, { purpose: 'directory', allowedHosts: [new URL(authority).host] });
  const toGraph = ({ graph }: TenantRegistration): typeof fetch =>
    egressFetch(egress, { purpose: 'graph', allowedHosts: [new URL(graph).host] });
  const known = new KnownDirectories({
    load: (tenant) => loadDirectoryDocuments(toDirectory(tenant), tenant),
    now,
    onRefreshFailed: (tenantId, error) => log.warn({ tenantId, err: error }, 'directory not refreshed'),
  });
  const directory = createDirectory({ known, clientSecrets: new ClientSecrets(), fetch: toDirectory });
  const getTokenOnBehalfOf = createOnBehalfOf({ directory, now });
  const askDirectory = createAskDirectory({ directory, getTokenOnBehalfOf, fetch: toGraph, now });
  return { known, directory, getTokenOnBehalfOf, askDirectory };
}

function binderDependencies(parts: Parts): BinderDependencies {
  const { now, store, egress, tenants, known, getTokenOnBehalfOf, askDirectory, auditTrail } = parts;
  return {
    validateAccessToken: createAccessTokenValidator({
      readSettings: async (tenant) => (await readTenantSettings(store, tenant)).value,
      findTenant: (tenantId) => tenants.find(tenantId),
      findSigningKey: (tenant, keyId) => known.signingKey(tenant, keyId),
      now,
    }),
    findSite: createFindSite({
      getTokenOnBehalfOf,
      fetch: ({ sharePointHosts }) =>
        egressFetch(egress, { purpose: 'sharePoint', allowedHosts: sharePointHosts }),
      now,
    }),
    memberGroups: askDirectory.memberGroups,
    loadConnection: (tenantId, connectionId) => findConnection(store, tenantId, connectionId),
    recordAudit: auditTrail.record,
  };
}

function bindApi(server: FastifyInstance, parts: Parts): void {
  const { configuration, now, store, egress, vault, askDirectory } = parts;
  const { origin } = configuration;
  const deps = binderDependencies(parts);
  const { memberGroups, findSite, recordAudit } = deps;
  const handlers = {
    ...connectionHandlers({ store, now }),
    ...listHandlers({ store, memberGroups }),
    ...binHandlers({ store, now, memberGroups }),
    ...bindingHandlers({ store, now, memberGroups }),
    ...flowHandlers({ store, now, origin }),
    ...confirmationHandlers({ store, now, origin }),
    ...permissionHandlers({
      store,
      now,
      origin,
      memberGroups,
      findSite,
      describePrincipals: askDirectory.describePrincipals,
      accountsAtRunTime: askDirectory.atRunTime,
    }),
    ...peopleHandlers({ store, directory: askDirectory }),
    ...settingsHandlers({ store, describePrincipals: askDirectory.describePrincipals }),
    ...activityHandlers({ store }),
  };
  bindRoutes(server, { table: routes, handlers }, deps);
  const engineHandlers = runtimeHandlers({
    store,
    accounts: askDirectory.atRunTime,
    vault,
    egress,
    recordAudit,
  });
  bindRoutes(server, { table: runtimeRoutes, handlers: engineHandlers }, deps);
}

function healthOptions({ configuration, log, now, store }: Parts): Parameters<typeof bindHealth>[1] {
  const { databaseFile, masterKeyFile } = configuration;
  return {
    now,
    parts: {
      store: () => store.probe(),
      masterKey: async () =>
        void (await readKeyFile(masterKeyFile, { databaseFolder: path.dirname(databaseFile) })),
    },
    onFailure: (part, error) => log.error({ part, err: error }, 'not ready'),
  };
}

async function readTls({ tls }: Configuration): Promise<{ cert: Buffer; key: Buffer } | undefined> {
  if (tls.kind === 'proxy') return undefined;
  return { cert: await readFile(tls.certificateFile), key: await readFile(tls.keyFile) };
}

const longestGoodbyeMs = 10_000;

/** Stops accepting and waits for what is running; what takes too long is cut off. */
async function stopServing(server: FastifyInstance): Promise<void> {
  const cutOff = setTimeout(() => server.server.closeAllConnections(), longestGoodbyeMs);
  try {
    await server.close();
  } finally {
    clearTimeout(cutOff);
  }
}
