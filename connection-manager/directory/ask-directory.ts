import type { TenantRegistration } from '../tenants/tenant-registration';
import { createReadAccounts, createReadGroups, type ReadAccounts, type ReadGroups } from './accounts';
import { createAccountsAtRunTime, type AccountsAtRunTime } from './accounts-at-run-time';
import { createApplicationToken } from './application-token';
import { graphScope, type GraphAccess } from './ask-graph';
import type { Directory } from './directory';
import { createMemberGroups, type MemberGroups } from './member-groups';
import type { GetTokenOnBehalfOf } from './on-behalf-of';
import { createDescribePrincipals, type DescribePrincipals } from './principals';
import { createSearchPrincipals, type SearchPrincipals } from './search-principals';

/** Everything that is asked of a tenant's people and groups. */
export interface AskDirectory {
  readonly memberGroups: MemberGroups;
  readonly searchPrincipals: SearchPrincipals;
  readonly describePrincipals: DescribePrincipals;
  readonly atRunTime: AccountsAtRunTime;
  readonly readAccounts: ReadAccounts;
  readonly readGroups: ReadGroups;
}

export interface AskDirectoryOptions {
  readonly directory: Directory;
  readonly getTokenOnBehalfOf: GetTokenOnBehalfOf;
  /** Sends a request to the tenant's Graph, through the egress function. */
  readonly fetch: (tenant: TenantRegistration) => typeof globalThis.fetch;
  readonly now: () => Date;
}

export function createAskDirectory(options: AskDirectoryOptions): AskDirectory {
  const { fetch, now } = options;
  const getApplicationToken = createApplicationToken(options);
  const graph = async (tenant: TenantRegistration): Promise<GraphAccess> => ({
    graph: tenant.graph,
    token: await getApplicationToken(tenant, graphScope(tenant, '.default')),
    fetch: fetch(tenant),
  });
  const readAccounts = createReadAccounts(graph);
  const readGroups = createReadGroups(graph);
  return {
    memberGroups: createMemberGroups(options),
    searchPrincipals: createSearchPrincipals(options),
    describePrincipals: createDescribePrincipals({ readAccounts, readGroups }),
    atRunTime: createAccountsAtRunTime({ graph, now }),
    readAccounts,
    readGroups,
  };
}
