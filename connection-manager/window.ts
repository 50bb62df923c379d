import type { FastifyInstance } from 'fastify';
import type { Parts } from './parts';
import type { ConnectTarget } from './connect/connect-target';
import { connectWindow } from './connect/connect-window';
import type { ConnectWindowDependencies } from './connect/window-requests';
import { confirmWindow } from './confirmations/confirm-window';
import { findConnection } from './connections/connection-records';
import { keepCredential } from './connections/keep-credential';
import { allowedHostsOf } from './connectors/connector-addresses';
import { findConnector } from './connectors/registry';
import { testCredential } from './connectors/test-credential';

/** Gives the connect window, and the one that confirms, what they use of the other parts. */
export async function registerConnectWindow(scope: FastifyInstance, parts: Parts): Promise<void> {
  const { configuration, now, store, egress, vault, tenants, directory, auditTrail } = parts;
  const deps: ConnectWindowDependencies = {
    store,
    now,
    origin: configuration.origin,
    directory,
    findTenant: (tenantId) => tenants.find(tenantId),
    findConnection: (tenantId, connectionId) => findConnection(store, tenantId, connectionId),
    findConnector,
    hostsOf,
    recordAudit: auditTrail.record,
    test: (target, credential) => {
      const { settings, authMethodId } = target.connection.value;
      return testCredential({ egress }, { definition: target.connector, authMethodId, settings, credential });
    },
    keep: (target, kept) =>
      keepCredential(
        { store, vault, now },
        {
          ...kept,
          tenantId: target.tenant.tenantId,
          connection: target.connection,
          by: target.flow.value.startedBy,
        },
      ),
  };
  await connectWindow(scope, deps);
  confirmWindow(scope, deps);
}

function hostsOf({ connector, connection }: ConnectTarget): readonly string[] {
  return allowedHostsOf(connector, connection.value.settings);
}
