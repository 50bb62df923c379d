import type { TenantRegistration } from '../tenants/tenant-registration';
import { readAccount, type Account, type GraphAsApplication } from './accounts';
import { askMemberGroups, inQuestions } from './ask-graph';
import { LastingAnswers } from './lasting-answers';

const minuteMs = 60_000;
const mostAnswers = 50_000;

/**
 * What the directory says of people while nobody is signed in. An answer is kept 60 s; if Graph cannot answer, the
 * last one holds 15 minutes from when it was asked for, and then both reject with `directory_unavailable` (S28).
 */
export interface AccountsAtRunTime {
  /** The person's account; `undefined` where the tenant has none, which is so for one that was deleted. */
  account(tenant: TenantRegistration, objectId: string): Promise<Account | undefined>;
  /** Which of these groups the person is a member of, directly or through other groups. */
  memberGroups(
    tenant: TenantRegistration,
    objectId: string,
    groupIds: readonly string[],
  ): Promise<readonly string[]>;
}

export interface AccountsAtRunTimeOptions {
  readonly graph: GraphAsApplication;
  readonly now: () => Date;
}

/** Makes the functions that ask Microsoft Graph in the application's own name. */
export function createAccountsAtRunTime({ graph, now }: AccountsAtRunTimeOptions): AccountsAtRunTime {
  const times = { now, most: mostAnswers, keptForMs: minuteMs, holdsForMs: 15 * minuteMs };
  const accounts = new LastingAnswers<Account | undefined>(times);
  const memberships = new LastingAnswers<readonly string[]>(times);
  return {
    account(tenant, objectId) {
      const name = JSON.stringify([tenant.tenantId, objectId]);
      return accounts.get(name, async () => readAccount(await graph(tenant), objectId));
    },
    async memberGroups(tenant, objectId, groupIds) {
      const who = `users/${encodeURIComponent(objectId)}`;
      const answers = inQuestions(groupIds).map((piece) =>
        memberships.get(
          JSON.stringify([tenant.tenantId, objectId, piece]),
          async () => (await askMemberGroups(await graph(tenant), who, piece)) ?? [],
        ),
      );
      return (await Promise.all(answers)).flat();
    },
  };
}
