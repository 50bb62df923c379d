import { decide } from '../../src/rules/access';
import type { StoredConnection } from '../connections/connection-record';
import { findAuthMethod, type AuthMethod } from '../connectors/auth-method';
import type { ConnectorDefinition } from '../connectors/connector-definition';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { policyOf, readTenantSettings } from '../tenants/tenant-settings';
import type { Store } from '../store/store';
import { isRunning, readFlow } from './flow-record';
import type { StoredFlow } from './flow-record';
import type { SessionAtHand } from './session';

/** Everything one page of the connect window is about, loaded anew for every request. */
export interface ConnectTarget {
  readonly tenant: TenantRegistration;
  readonly flow: StoredFlow;
  readonly connection: StoredConnection;
  readonly connector: ConnectorDefinition;
  readonly authMethod: AuthMethod;
}

export type TargetRefusal = 'unknown' | 'ended' | 'anotherTenant' | 'anotherPerson' | 'notAllowed';

export type TargetResult =
  | { readonly ok: true; readonly target: ConnectTarget }
  | { readonly ok: false; readonly because: TargetRefusal; readonly flow?: StoredFlow };

export interface TargetDependencies {
  readonly store: Store;
  readonly now: () => Date;
  readonly findTenant: (tenantId: string) => Promise<TenantRegistration | undefined>;
  readonly findConnection: (tenantId: string, connectionId: string) => Promise<StoredConnection | undefined>;
  readonly findConnector: (connectorId: string) => ConnectorDefinition | undefined;
}

export interface TargetAddress {
  readonly tenantId: string;
  readonly flowId: string;
}

/**
 * Finds what a person in the connect window may go on with: the flow runs, the same person of the same
 * tenant started it (S3), and the rules still let that person connect the connection.
 */
export async function findTarget(
  deps: TargetDependencies,
  address: TargetAddress,
  session: SessionAtHand,
): Promise<TargetResult> {
  const tenant = await deps.findTenant(address.tenantId);
  const flow = tenant && (await readFlow(deps.store, address.tenantId, address.flowId));
  if (tenant === undefined || flow === undefined) return { ok: false, because: 'unknown' };
  if (session.tenantId !== tenant.tenantId) return { ok: false, because: 'anotherTenant', flow };
  if (session.objectId !== flow.value.startedBy.objectId)
    return { ok: false, because: 'anotherPerson', flow };
  const subject = isRunning(flow.value, deps.now()) ? await findSubject(deps, tenant, flow) : undefined;
  if (subject === undefined) return { ok: false, because: 'ended', flow };
  if (!(await mayConnect(deps, { tenant, session, flow, ...subject })))
    return { ok: false, because: 'notAllowed', flow };
  return { ok: true, target: { tenant, flow, ...subject } };
}

/** The connection, its connector and auth method; a connection that was deleted meanwhile ends the flow. */
async function findSubject(
  deps: TargetDependencies,
  tenant: TenantRegistration,
  flow: StoredFlow,
): Promise<Pick<ConnectTarget, 'connection' | 'connector' | 'authMethod'> | undefined> {
  const connection = await deps.findConnection(tenant.tenantId, flow.value.connectionId);
  const connector = connection && deps.findConnector(connection.value.connectorId);
  const authMethod = connector && findAuthMethod(connector, connection.value.authMethodId);
  return connection && connector && authMethod && { connection, connector, authMethod };
}

interface Connecting {
  readonly tenant: TenantRegistration;
  readonly session: SessionAtHand;
  readonly flow: StoredFlow;
  readonly connection: StoredConnection;
}

async function mayConnect(
  { store }: Pick<TargetDependencies, 'store'>,
  { tenant, session, flow, connection }: Connecting,
): Promise<boolean> {
  const { value: settings } = await readTenantSettings(store, tenant);
  const caller = {
    objectId: session.objectId,
    isGuest: session.isGuest,
    isWorkflowAdministrator: settings.workflowAdministrators.includes(session.objectId),
    groupIds: flow.value.groupIds,
  };
  const site = flow.value.standing;
  const policy = policyOf(settings);
  return decide('connect', { caller, connection: connection.value, site, policy }).allowed;
}
