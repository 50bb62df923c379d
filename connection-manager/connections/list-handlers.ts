import { connectionStates, type ConnectionState } from '../../src/contract/connection';
import type { listConnections as listRoute, routes } from '../../src/contract/routes';
import type { RouteQuery } from '../../src/contract/route';
import { decideCreation } from '../../src/rules/creation';
import { listConnectorDefinitions, publicConnector } from '../connectors/registry';
import type { MemberGroups } from '../directory/member-groups';
import type { Handlers } from '../http/handler';
import type { PersonCaller } from '../identity/caller';
import { rulesCaller } from '../identity/rules-caller';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import type { Store } from '../store/store';
import { connectionView } from './connection-view';
import { readGrantedGroups } from './granted-groups';
import { listConnections } from './list-connections';
import type { ListQuestion } from './list-question';

type ListHandlers = Pick<Handlers<typeof routes>, 'listConnectors' | 'listConnections'>;

export const usualPage = 50;

export interface ListDependencies {
  readonly store: Store;
  readonly memberGroups: MemberGroups;
}

/** Lists connectors and connections. */
export function listHandlers(deps: ListDependencies): ListHandlers {
  return {
    async listConnectors() {
      return { body: { items: listConnectorDefinitions().map(publicConnector) } };
    },

    async listConnections({ caller, site, query }) {
      const { after, limit = usualPage } = query;
      const reader = await readerOf(deps, caller, site);
      const { tenantId } = caller.tenant;
      const question = questionOf(query);
      const page = await listConnections(deps.store, { tenantId, ...reader, question, after, limit });
      const items = page.items.map((connection) => connectionView(connection, reader));
      const create = decideCreation(reader.caller, site.standing, caller.policy);
      return {
        body: { items, ...(page.next !== undefined && { next: page.next }), site: site.reference, create },
      };
    },
  };
}

/** Who reads a list: a member of which of the groups that any grant of the tenant names. */
export async function readerOf(deps: ListDependencies, caller: PersonCaller, site: SiteAtHand) {
  const groupIds = await deps.memberGroups(
    caller,
    await readGrantedGroups(deps.store, caller.tenant.tenantId),
  );
  return { caller: rulesCaller(caller, groupIds), site: site.standing, policy: caller.policy };
}

/** What a query asks, as the list understands it. */
function questionOf(query: RouteQuery<typeof listRoute>): ListQuestion {
  const { search, sort, direction, status, connector, availability, owner, homeSite, attention } = query;
  return {
    search,
    sort,
    direction,
    status: status?.split(',').filter(isState),
    connector,
    availability,
    owner,
    homeSite,
    attention: attention === 'true' ? true : undefined,
  };
}

function isState(text: string): text is ConnectionState {
  return connectionStates.some((state) => state === text);
}
