import * as z from 'zod/mini';
import type { PersonCaller } from '../identity/caller';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { graphScope, readFromGraph, unavailable } from './ask-graph';
import type { GetTokenOnBehalfOf } from './on-behalf-of';

/** How many a search finds at most. */
export const mostFound = 20;

export interface FoundPrincipal {
  readonly objectId: string;
  readonly name: string;
  /** Of people: tells two of one name apart. */
  readonly signInName?: string;
}

export interface PrincipalSearch {
  readonly kind: 'person' | 'group';
  /** As it was typed. */
  readonly text: string;
}

/**
 * Finds people or groups of the tenant's directory by the beginnings of the words in their names: what the directory
 * shows to the caller, at most twenty. Rejects with `directory_unavailable` or `claims_required`; what was looked for
 * is in no error.
 */
export type SearchPrincipals = (
  caller: PersonCaller,
  search: PrincipalSearch,
) => Promise<readonly FoundPrincipal[]>;

export interface SearchPrincipalsOptions {
  readonly getTokenOnBehalfOf: GetTokenOnBehalfOf;
  /** Sends a request to the tenant's Graph, through the egress function. */
  readonly fetch: (tenant: TenantRegistration) => typeof globalThis.fetch;
}

const foundSchema = z.object({
  value: z.array(
    z.object({
      id: z.guid().check(z.toLowerCase()),
      displayName: z.nullish(z.string()),
      userPrincipalName: z.nullish(z.string()),
    }),
  ),
});

const lists = {
  person: { path: 'users', permission: 'User.ReadBasic.All', fields: 'id,displayName,userPrincipalName' },
  group: { path: 'groups', permission: 'GroupMember.Read.All', fields: 'id,displayName' },
} as const;

/** Makes the function that asks Microsoft Graph on behalf of the person; see `SearchPrincipals`. */
export function createSearchPrincipals({
  getTokenOnBehalfOf,
  fetch,
}: SearchPrincipalsOptions): SearchPrincipals {
  return async (caller, { kind, text }) => {
    const { tenant } = caller;
    const { path, permission, fields } = lists[kind];
    const token = await getTokenOnBehalfOf(caller, graphScope(tenant, permission));
    const answer = await readFromGraph(
      { graph: tenant.graph, token, fetch: fetch(tenant) },
      {
        path: `${path}?$search=${searchClause(text)}&$select=${fields}&$top=${mostFound}`,
        // Graph searches only where it may answer from an index (Microsoft: "Advanced query capabilities").
        headers: { consistencylevel: 'eventual' },
        schema: foundSchema,
      },
    );
    // A directory may keep guests from looking through it: they find nobody.
    if (answer === 'forbidden' && caller.isGuest) return [];
    if (typeof answer === 'string') throw unavailable(answer === 'missing' ? 404 : 403);
    return answer.found.value.slice(0, mostFound).map(principalOf);
  };
}

/** The words between quotation marks, in which those and backslashes are escaped. */
function searchClause(text: string): string {
  return encodeURIComponent(`"displayName:${text.replace(/["\\]/g, '\\$&')}"`);
}

function principalOf(found: z.infer<typeof foundSchema>['value'][number]): FoundPrincipal {
  const { id, displayName, userPrincipalName } = found;
  return {
    objectId: id,
    name: displayName ?? id,
    ...(typeof userPrincipalName === 'string' && { signInName: userPrincipalName }),
  };
}
