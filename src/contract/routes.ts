import * as z from 'zod/mini';
import { activityRoutes } from './activity-routes';
import { bindingSchema, newBindingSchema, stepReferenceSchema } from './binding';
import { connectFlowSchema, flowIdSchema } from './connect-flow';
import {
  connectionChangesSchema,
  connectionIdSchema,
  connectionSchema,
  newConnectionSchema,
} from './connection';
import { connectionListQuerySchema } from './connection-list';
import { connectionListRoutes } from './connection-list-routes';
import { connectorSchema } from './connector';
import { peopleRoutes } from './people-routes';
import { permissionRoutes } from './permission-routes';
import { denials } from './problem';
import { route } from './route';
import { settingsRoutes } from './settings-routes';
import { availabilities, siteAddressSchema, siteReferenceSchema } from './site';

const person = { kind: 'person', scopes: ['connections.access'] } as const;
const connectionParams = z.strictObject({ connectionId: connectionIdSchema });
const siteQuery = z.strictObject({ site: siteAddressSchema });
const flowParams = z.strictObject({ flowId: flowIdSchema });

/** Lists the connectors one can connect to. */
export const listConnectors = route({
  method: 'GET',
  path: '/connectors',
  summary: 'Lists the connectors',
  caller: person,
  permission: { on: 'nothing', reason: 'The connectors are the same for every member of every tenant.' },
  audit: { none: 'Reads public data.' },
  response: z.object({ items: z.array(connectorSchema) }),
  status: 200,
  problems: [],
});

/** Whether a shared connection may be created here, and how far it would reach. */
const creationSchema = z.discriminatedUnion('allowed', [
  z.object({ allowed: z.literal(true), availability: z.enum(availabilities) }),
  z.object({ allowed: z.literal(false), because: z.enum(denials) }),
]);

/**
 * Lists the connections the caller may see at a site, by name unless another order is asked for, and says whether
 * one may be created there.
 */
export const listConnections = route({
  method: 'GET',
  path: '/connections',
  summary: 'Lists the connections one may see at a site',
  caller: person,
  permission: { on: 'site', action: 'listConnections' },
  audit: { none: 'Reads only what the rules let the caller see.' },
  query: connectionListQuerySchema,
  response: z.object({
    items: z.array(connectionSchema),
    /** Pass it as `after` to get the next page; absent on the last. */
    next: z.optional(z.string()),
    site: siteReferenceSchema,
    create: creationSchema,
  }),
  status: 200,
  problems: ['site_not_found', 'invalid_request', 'too_many_to_sort'],
});

/** Reads one connection. */
export const readConnection = route({
  method: 'GET',
  path: '/connections/:connectionId',
  summary: 'Reads one connection',
  caller: person,
  permission: { on: 'connection', action: 'see' },
  audit: { none: 'Reads only what the rules let the caller see.' },
  params: connectionParams,
  query: siteQuery,
  response: connectionSchema,
  status: 200,
  problems: ['connection_not_found', 'site_not_found'],
});

/** Creates a connection, shared or personal, without a credential: it is *not connected* until a connect flow succeeds. */
export const createConnection = route({
  method: 'POST',
  path: '/connections',
  summary: 'Creates a connection',
  caller: person,
  permission: { on: 'site', action: 'createSharedConnection' },
  audit: { event: 'connection.created' },
  body: newConnectionSchema,
  response: connectionSchema,
  status: 201,
  idempotencyKey: true,
  problems: [
    'site_not_found',
    'not_allowed',
    'connector_not_found',
    'connection_not_found',
    'invalid_request',
  ],
});

/** Changes name or settings. A changed host clears the credential: the connection is *not connected* again. */
export const updateConnection = route({
  method: 'PATCH',
  path: '/connections/:connectionId',
  summary: 'Changes name or settings of a connection',
  caller: person,
  permission: { on: 'connection', action: ['rename', 'edit'] },
  audit: { event: 'connection.changed' },
  params: connectionParams,
  query: siteQuery,
  body: connectionChangesSchema,
  response: connectionSchema,
  status: 200,
  ifMatch: true,
  problems: ['connection_not_found', 'site_not_found', 'not_allowed', 'changed_meanwhile', 'invalid_request'],
});

/**
 * Deletes a connection: it is refused to every step at once and leaves the lists. It can be restored for 30 days.
 * With `revoke` its sealed credential is removed at once, and a restored connection is *not connected*. A typed
 * credential (password, API key) was made at the system by a person: whether it still opens anything there is
 * decided there, so there is nothing for the connection manager to revoke.
 */
export const deleteConnection = route({
  method: 'DELETE',
  path: '/connections/:connectionId',
  summary: 'Deletes a connection',
  caller: person,
  permission: { on: 'connection', action: 'delete' },
  audit: { event: 'connection.deleted' },
  params: connectionParams,
  query: z.strictObject({ site: siteAddressSchema, revoke: z.optional(z.literal('true')) }),
  response: undefined,
  status: 204,
  ifMatch: true,
  problems: ['connection_not_found', 'site_not_found', 'not_allowed', 'changed_meanwhile', 'invalid_request'],
});

/** Prepares the connect window of a connection; it lives 15 minutes from here. */
export const startConnectFlow = route({
  method: 'POST',
  path: '/connections/:connectionId/connect-flows',
  summary: 'Prepares the connect window of a connection',
  caller: person,
  permission: { on: 'connection', action: 'connect' },
  audit: { event: 'connectFlow.started' },
  params: connectionParams,
  query: siteQuery,
  response: connectFlowSchema,
  status: 201,
  idempotencyKey: true,
  problems: ['connection_not_found', 'site_not_found', 'not_allowed'],
});

/** Tells how a connect flow stands. Only the person who started it may ask. */
export const readConnectFlow = route({
  method: 'GET',
  path: '/connect-flows/:flowId',
  summary: 'Tells how a connect flow stands',
  caller: person,
  permission: { on: 'flow', action: 'ownFlow' },
  audit: { none: 'Reads the state of the caller’s own flow.' },
  params: flowParams,
  response: connectFlowSchema,
  status: 200,
  problems: ['flow_not_found'],
});

/** Ends a connect flow; its window can no longer keep a credential. */
export const cancelConnectFlow = route({
  method: 'POST',
  path: '/connect-flows/:flowId/cancel',
  summary: 'Ends a connect flow',
  caller: person,
  permission: { on: 'flow', action: 'ownFlow' },
  audit: { event: 'connectFlow.cancelled' },
  params: flowParams,
  response: connectFlowSchema,
  status: 200,
  problems: ['flow_not_found', 'flow_ended'],
});

const binder = { kind: 'person', scopes: ['connections.access', 'bindings.write'] } as const;

/** Binds a connection to a workflow step; the caller becomes the author of the binding. */
export const bindStep = route({
  method: 'PUT',
  path: '/bindings',
  summary: 'Binds a connection to a workflow step',
  caller: binder,
  permission: { on: 'site', action: 'bindStep' },
  audit: { event: 'binding.written' },
  body: newBindingSchema,
  response: bindingSchema,
  status: 200,
  ifMatch: 'orNew',
  problems: ['site_not_found', 'connection_not_found', 'not_allowed', 'changed_meanwhile', 'invalid_request'],
});

/** Tells which connection a workflow step is bound to. */
export const readBinding = route({
  method: 'GET',
  path: '/bindings',
  summary: 'Tells what a workflow step is bound to',
  caller: binder,
  permission: { on: 'site', action: 'bindStep' },
  audit: { none: 'Reads a binding of a workflow that the caller may edit.' },
  query: stepReferenceSchema,
  response: bindingSchema,
  status: 200,
  problems: ['site_not_found', 'binding_not_found', 'not_allowed'],
});

/** Every route that a browser may know. The routes that hand out credentials are declared beside the run-time code. */
export const routes = {
  listConnectors,
  listConnections,
  readConnection,
  createConnection,
  updateConnection,
  deleteConnection,
  ...connectionListRoutes,
  startConnectFlow,
  readConnectFlow,
  cancelConnectFlow,
  bindStep,
  readBinding,
  ...peopleRoutes,
  ...permissionRoutes,
  ...settingsRoutes,
  ...activityRoutes,
} as const;
