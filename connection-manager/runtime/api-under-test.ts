import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { connectionListRoutes } from '../../src/contract/connection-list-routes';
import * as routes from '../../src/contract/routes';
import { createAuditTrail, type AuditTrail } from '../audit/audit-trail';
import { bindingHandlers } from '../bindings/handlers';
import { binHandlers } from '../connections/bin-handlers';
import { findConnection } from '../connections/connection-records';
import { personOf, siteOf, tenantOf, type ConnectionsUnderTest } from '../connections/connections-under-test';
import { connectionHandlers } from '../connections/handlers';
import { listHandlers } from '../connections/list-handlers';
import type { SystemUnderTest } from '../connectors/system-under-test';
import { bindRoutes, type BinderDependencies } from '../http/bind-routes';
import { createLog } from '../http/log';
import { createServer } from '../http/server';
import type { ApiCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import { StoreUnavailable, type Store } from '../store/store';
import { runtimeHandlers } from './handlers';
import { runtimeRoutes } from './routes';

export const olivia = personOf(1);
export const dana = personOf(2);
const walt = personOf(3, { isWorkflowAdministrator: true });

const callers: Readonly<Record<string, ApiCaller>> = {
  olivia,
  dana,
  walt,
  engine: { kind: 'engine', tenant: tenantOf(), applicationId: '44444444-0000-4000-8000-000000000001' },
};

const { listConnections, readConnection, createConnection, updateConnection, deleteConnection } = routes;
const { listDeletedConnections, restoreConnection } = connectionListRoutes;
const { bindStep, readBinding } = routes;
const connectionRoutes = {
  listConnections,
  readConnection,
  createConnection,
  updateConnection,
  deleteConnection,
  listDeletedConnections,
  restoreConnection,
};
const browserTable = { ...connectionRoutes, bindStep, readBinding };

export interface Asked {
  /**
   * Whose token is sent: people are site owners of Operations, `walt` is a workflow administrator too, `engine` is
   * the tenant's workflow engine.
   */
  readonly as: 'olivia' | 'dana' | 'walt' | 'engine' | 'nobody';
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export interface Answered {
  readonly status: number;
  readonly etag: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The API over HTTP, on a real store and vault, with its real log and audit trail. */
export interface ApiUnderTest {
  ask(asked: Asked): Promise<Answered>;
  /** Whether the audit trail can be written. */
  auditIsDown: boolean;
  /** Whatever somebody could read who may not see a credential: answers to people, refusals, the log. */
  readonly seen: string[];
  /** Adds a value to `seen`, as a log would print it. */
  remember(value: unknown): void;
}

/** Serves the API for each test of the enclosing block. */
export function useApi(world: ConnectionsUnderTest, system: SystemUnderTest): ApiUnderTest {
  let server: FastifyInstance | undefined;
  let trail: AuditTrail | undefined;

  const api: ApiUnderTest = {
    auditIsDown: false,
    seen: [],
    remember(value) {
      api.seen.push(inspect(value, { depth: 20, showHidden: true }));
    },
    async ask({ as, method, path, headers = {}, body }) {
      if (server === undefined) throw new Error('The API is served only within a test.');
      const answer = await server.inject({
        method,
        url: `/api/v1${path}`,
        headers: { authorization: `Bearer ${as}`, ...headers },
        ...(body !== undefined && { payload: body }),
      });
      if (as !== 'engine' || answer.statusCode >= 400) api.remember([answer.headers, answer.body]);
      const parsed: Answered['body'] = answer.body === '' ? {} : answer.json();
      return { status: answer.statusCode, etag: String(answer.headers.etag ?? ''), body: parsed };
    },
  };

  beforeEach(() => {
    api.seen.length = 0;
    api.auditIsDown = false;
    const { store, now } = world;
    trail = createAuditTrail({ store: auditStore(store, api), now, writerId: 'writer-1' });
    server = createServer({
      log: createLog('trace', logInto(api.seen)),
      tls: undefined,
      paths: [],
      listTenants: async () => [tenantOf()],
    });
    bindAll(server, trail, { world, system });
  });
  afterEach(async () => {
    await server?.close();
    await trail?.close();
  });
  return api;
}

interface Parts {
  readonly world: ConnectionsUnderTest;
  readonly system: SystemUnderTest;
}

function bindAll(server: FastifyInstance, trail: AuditTrail, { world, system }: Parts): void {
  const { store, vault, now, memberGroups, accounts } = world;
  const deps: BinderDependencies = {
    recordAudit: trail.record,
    memberGroups,
    loadConnection: (tenantId, id) => findConnection(store, tenantId, id),
    findSite: async () => siteOf('operations', 'siteOwner'),
    validateAccessToken: async (token) => {
      const caller = callers[token];
      if (caller === undefined) throw new ConnectionError('unauthenticated');
      return caller;
    },
  };
  const handling = { store, now, memberGroups };
  const handlers = {
    ...connectionHandlers(handling),
    ...listHandlers(handling),
    ...binHandlers(handling),
    ...bindingHandlers(handling),
  };
  bindRoutes(server, { table: browserTable, handlers }, deps);
  const runtime = runtimeHandlers({
    store,
    accounts,
    vault,
    egress: system.egress,
    recordAudit: trail.record,
  });
  bindRoutes(server, { table: runtimeRoutes, handlers: runtime }, deps);
}

function auditStore(
  store: Store,
  api: Pick<ApiUnderTest, 'auditIsDown'>,
): Pick<Store, 'write' | 'readRange'> {
  return {
    readRange: (partition, range) => store.readRange(partition, range),
    async write(partition, changes) {
      if (api.auditIsDown) throw new StoreUnavailable('The audit trail is down.');
      return store.write(partition, changes);
    },
  };
}

function logInto(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
}

export const site = siteOf('operations', 'reader').reference.url;
export const siteQuery = `?site=${encodeURIComponent(site)}`;

const authMethods = { 'http-username-password': 'username-password', 'http-api-key': 'api-key' } as const;

/** A request that creates a connection to the system. */
export function creationOf(
  system: SystemUnderTest,
  key: string,
  connectorId: keyof typeof authMethods = 'http-username-password',
): Asked & { readonly body: object } {
  const settings = { baseUrl: system.address, testPath: '/whoami' };
  return {
    as: 'olivia',
    method: 'POST',
    path: '/connections',
    headers: { 'idempotency-key': key },
    body: {
      site,
      connectorId,
      authMethodId: authMethods[connectorId],
      name: 'Ledger',
      settings,
    },
  };
}
