import type { ConnectFlow } from '../../../contract/connect-flow';
import type { Connection } from '../../../contract/connection';
import type { Connector } from '../../../contract/connector';
import type { RouteResponse } from '../../../contract/route';
import type { listConnections } from '../../../contract/routes';

const olivia = {
  kind: 'person',
  objectId: '0a000000-0000-4000-8000-000000000001',
  name: 'Olivia Owens',
} as const;

export const operations = {
  webId: '3e000000-0000-4000-8000-000000000001',
  siteId: '51000000-0000-4000-8000-000000000001',
  title: 'Operations',
  url: 'https://contoso.example/sites/operations',
};

/** A connection that is ready, of a person who may do everything with it. */
export function aConnection(different: Partial<Connection> = {}): Connection {
  return {
    id: 'con_00000000000000000000000001',
    etag: '"1"',
    name: 'Ledger of the north',
    connector: { id: 'http-basic', title: 'HTTP with username and password', icon: 'Globe' },
    authMethod: { id: 'usernamePassword', title: 'Username and password' },
    kind: 'shared',
    availability: 'site',
    homeSite: operations,
    settings: { baseUrl: 'https://ledger.example' },
    status: { state: 'ready', since: '2026-11-18T09:00:00.000Z' },
    account: 'ledger-bot',
    owners: [olivia],
    users: [{ kind: 'everyone' }],
    createdBy: olivia,
    createdAt: '2026-11-18T09:00:00.000Z',
    changedBy: olivia,
    changedAt: '2026-11-18T09:00:00.000Z',
    may: ['see', 'use', 'edit', 'connect', 'delete'],
    mayReach: [],
    ...different,
  };
}

/** The same without a credential, as it is right after it was created. */
export function anUnconnected(different: Partial<Connection> = {}): Connection {
  const { account: _none, ...rest } = aConnection(different);
  return { ...rest, status: { state: 'notConnected', since: '2026-11-21T11:59:00.000Z' } };
}

export const httpConnector: Connector = {
  id: 'http-basic',
  title: 'HTTP with username and password',
  description: 'Any system that is reached by HTTP Basic authentication.',
  icon: 'Globe',
  authMethods: [{ id: 'usernamePassword', kind: 'usernamePassword', title: 'Username and password' }],
  settings: {
    type: 'object',
    properties: {
      baseUrl: {
        type: 'string',
        title: 'Base address',
        description: 'Where the system answers.',
        format: 'uri',
        maxLength: 400,
        examples: ['https://api.example.com'],
      },
      testPath: { type: 'string', title: 'Test path', maxLength: 200, default: '/me' },
    },
    required: ['baseUrl'],
    additionalProperties: false,
  },
  credentialSettings: ['baseUrl'],
};

/** A page of the list, for a person who may add connections to this site. */
export function aPage(
  items: readonly Connection[],
  different: Partial<RouteResponse<typeof listConnections>> = {},
): RouteResponse<typeof listConnections> {
  return {
    items: [...items],
    site: operations,
    create: { allowed: true, availability: 'site' },
    ...different,
  };
}

export function aFlow(different: Partial<ConnectFlow> = {}): ConnectFlow {
  return {
    id: 'flow_00000000000000000000000001',
    connectionId: 'con_00000000000000000000000001',
    state: 'waiting',
    address: 'https://connections.example/connect/flow_00000000000000000000000001',
    expiresAt: '2026-11-21T12:15:00.000Z',
    ...different,
  };
}
