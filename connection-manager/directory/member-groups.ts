import type { PersonCaller } from '../identity/caller';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { askMemberGroups, graphScope, inQuestions } from './ask-graph';
import { KeptAnswers } from './kept-answers';
import type { GetTokenOnBehalfOf } from './on-behalf-of';

const keptForMs = 60_000;
const mostAnswers = 50_000;

/**
 * Tells which of these groups the person is a member of, directly or through other groups. Asked of the
 * directory, never of the token; an answer is kept at most 60 s (S28). Rejects with `directory_unavailable` or
 * `claims_required` where it cannot be asked: that never counts as a yes.
 */
export type MemberGroups = (caller: PersonCaller, groupIds: readonly string[]) => Promise<readonly string[]>;

export interface MemberGroupsOptions {
  readonly getTokenOnBehalfOf: GetTokenOnBehalfOf;
  /** Sends a request to the tenant's Graph, through the egress function. */
  readonly fetch: (tenant: TenantRegistration) => typeof globalThis.fetch;
  readonly now: () => Date;
}

/** Makes the function that asks Microsoft Graph on behalf of the person; see `MemberGroups`. */
export function createMemberGroups(options: MemberGroupsOptions): MemberGroups {
  const kept = new KeptAnswers<readonly string[]>({ now: options.now, most: mostAnswers });
  return async (caller, groupIds) => {
    const { tenant, objectId } = caller;
    const answers = await Promise.all(
      inQuestions(groupIds).map((piece) => {
        // Counted from before Graph is asked: what it says may have changed since.
        const until = new Date(options.now().getTime() + keptForMs);
        const name = JSON.stringify([tenant.tenantId, objectId, piece]);
        return kept.get(name, async () => ({ value: await ask(options, caller, piece), until }));
      }),
    );
    return answers.flat();
  };
}

async function ask(
  { getTokenOnBehalfOf, fetch }: MemberGroupsOptions,
  caller: PersonCaller,
  groupIds: readonly string[],
): Promise<readonly string[]> {
  const { tenant } = caller;
  const token = await getTokenOnBehalfOf(caller, graphScope(tenant, 'GroupMember.Read.All'));
  const access = { graph: tenant.graph, token, fetch: fetch(tenant) };
  return (await askMemberGroups(access, 'me', groupIds)) ?? [];
}
