import type { DeletedConnection } from '../../src/contract/connection-list';
import type { routes } from '../../src/contract/routes';
import { decide } from '../../src/rules/access';
import type { AccessQuestion } from '../../src/rules/access-question';
import type { MemberGroups } from '../directory/member-groups';
import type { Handlers } from '../http/handler';
import type { PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import type { Store } from '../store/store';
import { accessQuestion, administrativeMark, personReference } from './connection-access';
import type { StoredConnection } from './connection-record';
import { readStoredConnection } from './connection-records';
import { connectionView } from './connection-view';
import { checkIfMatch } from './handlers';
import { listDeleted } from './list-deleted';
import { readerOf, usualPage } from './list-handlers';
import { purgeTime } from './purge-deleted';
import { restoreConnection } from './restore-connection';

type BinHandlers = Pick<Handlers<typeof routes>, 'listDeletedConnections' | 'restoreConnection'>;

interface BinDependencies {
  readonly store: Store;
  readonly now: () => Date;
  readonly memberGroups: MemberGroups;
}

/** Shows what is in the bin, and takes out of it. */
export function binHandlers(deps: BinDependencies): BinHandlers {
  return {
    async listDeletedConnections({ caller, site, query }) {
      const { after, limit = usualPage } = query;
      const reader = await readerOf(deps, caller, site);
      const { tenantId } = caller.tenant;
      const page = await listDeleted(deps.store, { tenantId, ...reader, after, limit });
      const items = page.items.map((connection) => deletedView(connection, reader));
      return { body: { items, ...(page.next !== undefined && { next: page.next }) } };
    },

    async restoreConnection({ caller, site, params, ifMatch }) {
      const { connection, question } = await readRestorable(deps, { caller, site, ...params });
      checkIfMatch(connection, ifMatch);
      const restored = await restoreConnection(deps, {
        tenantId: caller.tenant.tenantId,
        connection,
        by: personReference(caller),
      });
      const auditSubject = administrativeMark(question);
      return { body: connectionView(restored, question), etag: restored.etag, auditSubject };
    },
  };
}

interface Restoring {
  readonly caller: PersonCaller;
  readonly site: SiteAtHand;
  readonly connectionId: string;
}

/** A connection in the bin and what was asked about it. One that the caller may not restore is not found (S23). */
async function readRestorable(deps: BinDependencies, { caller, site, connectionId }: Restoring) {
  const connection = await readStoredConnection(deps.store, caller.tenant.tenantId, connectionId);
  const deletedAt = connection?.value.deletedAt;
  if (connection === undefined || deletedAt === undefined || purgeTime(deletedAt) <= deps.now())
    throw new ConnectionError('connection_not_found');
  const asking = { caller, connection: connection.value, site: site.standing };
  const question = await accessQuestion(deps.memberGroups, asking);
  if (!decide('restore', question).allowed) throw new ConnectionError('connection_not_found');
  return { connection, question };
}

/** A connection in the bin as its reader is shown it: nothing can be done with it but to restore it. */
function deletedView(
  connection: StoredConnection,
  reader: Omit<AccessQuestion, 'connection'>,
): DeletedConnection {
  const { deletedAt = '' } = connection.value;
  return {
    ...connectionView(connection, reader),
    may: ['restore'],
    mayReach: [],
    deletedAt,
    purgedAt: purgeTime(deletedAt).toISOString(),
  };
}
