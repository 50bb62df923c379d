import type { FastifyInstance } from 'fastify';
import type { NamedUser } from '../../src/contract/permissions';
import { permissionRoutes } from '../../src/contract/permission-routes';
import { createConnection, readConnection } from '../../src/contract/routes';
import type { SiteRole } from '../../src/contract/site';
import type { AuditEvent } from '../audit/audit-event';
import { findConnection } from '../connections/connection-records';
import { contosoId, personOf, siteOf, tenantOf } from '../connections/connections-under-test';
import type { ConnectionsUnderTest, WebName } from '../connections/connections-under-test';
import { connectionHandlers } from '../connections/handlers';
import { confirmationHandlers } from '../confirmations/handlers';
import { confirmWindow } from '../confirmations/confirm-window';
import { connectWindow } from '../connect/connect-window';
import { Browser, hidden, origin, signInDirectory } from '../connect/fixtures/window-under-test';
import { findConnector } from '../connectors/registry';
import type { DirectoryPrincipal } from '../directory/principals';
import { bindRoutes, type BinderDependencies } from '../http/bind-routes';
import { createLog } from '../http/log';
import { createServer } from '../http/server';
import type { PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import { permissionHandlers } from './handlers';

export const olivia = personOf(1);
export const adam = personOf(2);
export const mallory = personOf(3);
const callers = { olivia, adam, mallory } as const;

export type Name = keyof typeof callers;

export interface Asking {
  readonly as: Name;
  readonly etag?: string;
  readonly confirmation?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** From which site it is asked; Operations, unless a test says so. */
  readonly from?: WebName;
}

export interface Answered {
  readonly status: number;
  readonly etag: string;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly confirmation?: { readonly id: string; readonly address: string; readonly state: string };
  };
}

/** API and windows over HTTP, on a real store, with the directory and SharePoint of the test. */
export interface ManagerUnderTest {
  /** What SharePoint says of people: `olivia operations`; nothing means no access. */
  readonly roles: Map<`${Name} ${WebName}`, SiteRole>;
  readonly changes: Map<Name, Partial<PersonCaller>>;
  readonly directory: Map<string, DirectoryPrincipal>;
  readonly audited: AuditEvent[];
  ask(line: Line, asking: Asking): Promise<Answered>;
  /** A browser in which this person signs in to the window. */
  browserOf(name: Name): Browser;
  /** Opens the window of a confirmation as the person and presses a button. */
  decide(name: Name, address: string, action: 'confirm' | 'refuse'): Promise<string>;
}

/** Serves the manager for each test of the enclosing block. */
export function useManager(world: ConnectionsUnderTest): ManagerUnderTest {
  let server: FastifyInstance | undefined;
  let signsIn: Name = 'olivia';
  const serving = (): FastifyInstance => {
    if (server === undefined) throw new Error('The manager is served only within a test.');
    return server;
  };
  const manager: ManagerUnderTest = {
    roles: new Map(),
    changes: new Map(),
    directory: new Map(),
    audited: [],
    ask: (line, asking) => send(serving(), line, asking),
    browserOf(name) {
      signsIn = name;
      return new Browser(serving());
    },
    async decide(name, address, action) {
      const browser = manager.browserOf(name);
      const { body: page } = await browser.signIn(address);
      const decided = await browser.post(address, { csrf: hidden(page, 'csrf'), action });
      return decided.body;
    },
  };
  beforeEach(async () => {
    manager.roles.clear();
    manager.changes.clear();
    manager.directory.clear();
    manager.audited.length = 0;
    manager.roles.set('olivia operations', 'siteOwner');
    for (const one of [olivia, adam, mallory]) {
      const { objectId, name } = one;
      manager.directory.set(objectId, { kind: 'person', objectId, name, isGuest: false, isEnabled: true });
    }
    server = await serve(world, manager, () => callers[signsIn]);
  });
  afterEach(async () => server?.close());
  return manager;
}

type Line = `${'GET' | 'PUT' | 'POST'} /${string}`;

async function send(
  server: FastifyInstance,
  line: Line,
  { as, etag, confirmation, body, headers = {}, from = 'operations' }: Asking,
): Promise<Answered> {
  const [method, path] = line.split(' ') as ['GET' | 'PUT' | 'POST', string];
  const site = `?site=${encodeURIComponent(siteOf(from, 'reader').reference.url)}`;
  const isAtSite = path.startsWith('/connections/');
  const answer = await server.inject({
    method,
    url: `/api/v1${path}${isAtSite ? site : ''}`,
    headers: {
      authorization: `Bearer ${as}`,
      ...(etag !== undefined && { 'if-match': etag }),
      ...(confirmation !== undefined && { confirmation }),
      ...headers,
    },
    ...(body !== undefined && { payload: body }),
  });
  const parsed: Answered['body'] = answer.body === '' ? {} : answer.json();
  return { status: answer.statusCode, etag: String(answer.headers.etag ?? ''), body: parsed };
}

async function serve(
  world: ConnectionsUnderTest,
  manager: ManagerUnderTest,
  whoSignsIn: () => PersonCaller,
): Promise<FastifyInstance> {
  const { store, now, memberGroups, accounts } = world;
  const recordAudit = async (event: AuditEvent): Promise<void> => void manager.audited.push(event);
  const findSite = async (caller: PersonCaller, address: string) => siteFor(manager, caller, address);
  const server = createServer({
    log: createLog('fatal', { write: () => undefined }),
    tls: undefined,
    paths: [],
    listTenants: async () => [tenantOf()],
  });
  const deps: BinderDependencies = {
    recordAudit,
    memberGroups,
    findSite,
    loadConnection: (tenantId, id) => findConnection(store, tenantId, id),
    validateAccessToken: async (token) => callerOf(manager, token),
  };
  const describePrincipals = async (_: PersonCaller, named: readonly NamedUser[]) =>
    new Map(named.flatMap((one) => described(manager, one)));
  const handlers = {
    ...connectionHandlers({ store, now }),
    ...confirmationHandlers({ store, now, origin }),
    ...permissionHandlers({
      store,
      now,
      origin,
      memberGroups,
      findSite,
      describePrincipals,
      accountsAtRunTime: accounts,
    }),
  };
  bindRoutes(server, { table: { createConnection, readConnection, ...permissionRoutes }, handlers }, deps);
  await serveWindows(server, world, { recordAudit, whoSignsIn });
  return server;
}

async function serveWindows(
  server: FastifyInstance,
  { store, now }: ConnectionsUnderTest,
  { recordAudit, whoSignsIn }: Pick<BinderDependencies, 'recordAudit'> & { whoSignsIn: () => PersonCaller },
): Promise<void> {
  const directory = await signInDirectory(() => ({ ...whoSignsIn(), tenantId: contosoId }), contosoId);
  const deps = {
    store,
    now,
    origin,
    directory,
    recordAudit,
    findTenant: async (id: string) => (id === contosoId ? tenantOf() : undefined),
    findConnection: (tenantId: string, id: string) => findConnection(store, tenantId, id),
  };
  const unused = () => {
    throw new Error('No credential is entered here.');
  };
  await server.register(async (scope) => {
    await connectWindow(scope, { ...deps, findConnector, hostsOf: unused, test: unused, keep: unused });
    confirmWindow(scope, deps);
  });
}

function callerOf(manager: ManagerUnderTest, token: string): PersonCaller {
  if (!(token in callers)) throw new ConnectionError('unauthenticated');
  const name = token as Name;
  return { ...callers[name], ...manager.changes.get(name) };
}

function siteFor(manager: ManagerUnderTest, caller: PersonCaller, address: string): SiteAtHand | undefined {
  const name = (Object.keys(callers) as Name[]).find((one) => callers[one].objectId === caller.objectId);
  const web = address.split('/').at(-1) as WebName;
  const role = name && manager.roles.get(`${name} ${web}`);
  return role && siteOf(web, role);
}

function described(manager: ManagerUnderTest, named: NamedUser): [string, DirectoryPrincipal][] {
  const found = named.kind === 'everyone' ? undefined : manager.directory.get(named.objectId);
  return found === undefined || found.kind !== named.kind ? [] : [[found.objectId, found]];
}
