import type { Connection } from '../../src/contract/connection';
import type { routes } from '../../src/contract/routes';
import { decideCreation } from '../../src/rules/creation';
import { listConnectorDefinitions, publicConnector } from '../connectors/registry';
import type { Handlers } from '../http/handler';
import type { PersonCaller } from '../identity/caller';
import { rulesCaller } from '../identity/rules-caller';
import { ConnectionError } from '../problems/connection-error';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import type { Store } from '../store/store';
import { personReference } from './connection-access';
import type { StoredConnection } from './connection-record';
import { connectionView } from './connection-view';
import { createConnection } from './create-connection';
import { deleteConnection } from './delete-connection';
import { listConnections } from './list-connections';
import { updateConnection } from './update-connection';

type ConnectionHandlers = Pick<
  Handlers<typeof routes>,
  | 'listConnectors'
  | 'listConnections'
  | 'readConnection'
  | 'createConnection'
  | 'updateConnection'
  | 'deleteConnection'
>;

const usualPage = 50;

/** Lists, reads, creates, changes and deletes connections. */
export function connectionHandlers(deps: {
  readonly store: Store;
  readonly now: () => Date;
}): ConnectionHandlers {
  return {
    async listConnectors() {
      return { body: { items: listConnectorDefinitions().map(publicConnector) } };
    },

    async listConnections({ caller, site, query }) {
      const { after, limit = usualPage } = query;
      const { tenantId } = caller.tenant;
      const listing = { tenantId, caller: rulesCaller(caller), site: site.standing, after, limit };
      const page = await listConnections(deps.store, listing);
      const items = page.items.map((connection) => viewFor(caller, site, connection));
      const create = decideCreation(rulesCaller(caller), site.standing);
      return {
        body: { items, ...(page.next !== undefined && { next: page.next }), site: site.reference, create },
      };
    },

    async readConnection({ caller, site, connection }) {
      return { body: viewFor(caller, site, connection), etag: connection.etag };
    },

    async createConnection({ caller, site, body, idempotency }) {
      if (idempotency === undefined) throw new ConnectionError('idempotency_key_required');
      const connection = await createConnection(deps, { caller, site, body, idempotency });
      return answer(caller, site, connection);
    },

    async updateConnection({ caller, site, connection, body, ifMatch }) {
      checkIfMatch(connection, ifMatch);
      const update = {
        tenantId: caller.tenant.tenantId,
        connection,
        changes: body,
        by: personReference(caller),
      };
      return answer(caller, site, await updateConnection(deps, update));
    },

    async deleteConnection({ caller, connection, ifMatch }) {
      checkIfMatch(connection, ifMatch);
      await deleteConnection(deps, {
        tenantId: caller.tenant.tenantId,
        connection,
        by: personReference(caller),
      });
      return { body: undefined, auditSubject: { connectionId: connection.value.id } };
    },
  };
}

function answer(caller: PersonCaller, site: SiteAtHand, connection: StoredConnection) {
  const body = viewFor(caller, site, connection);
  return { body, etag: connection.etag, auditSubject: { connectionId: connection.value.id } };
}

function viewFor(caller: PersonCaller, site: SiteAtHand, connection: StoredConnection): Connection {
  return connectionView(connection, { caller: rulesCaller(caller), site: site.standing });
}

/** RFC 9110 §13.1.1: what the caller saw must be what there is. */
function checkIfMatch(connection: StoredConnection, ifMatch: string | undefined): void {
  if (ifMatch === undefined) throw new ConnectionError('if_match_required');
  if (ifMatch !== connection.etag) throw new ConnectionError('changed_meanwhile');
}
