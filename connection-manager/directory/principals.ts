import type { NamedUser } from '../../src/contract/permissions';
import type { PersonCaller } from '../identity/caller';
import type { ReadAccounts, ReadGroups } from './accounts';

/** A person or a group as the tenant's directory has them now. */
export type DirectoryPrincipal =
  | {
      readonly kind: 'person';
      readonly objectId: string;
      readonly name: string;
      readonly isGuest: boolean;
      readonly isEnabled: boolean;
    }
  | { readonly kind: 'group'; readonly objectId: string; readonly name: string };

/**
 * Tells what the tenant's directory knows of the people and groups that a request names, by object id. One that is
 * not in the answer does not exist there, or is of another kind than the request says. Rejects with
 * `directory_unavailable`: that the directory cannot be asked never counts as somebody's absence.
 */
export type DescribePrincipals = (
  caller: PersonCaller,
  principals: readonly NamedUser[],
) => Promise<ReadonlyMap<string, DirectoryPrincipal>>;

export interface DescribePrincipalsOptions {
  readonly readAccounts: ReadAccounts;
  readonly readGroups: ReadGroups;
}

/** Makes the function that asks the directory in the application's own name: see `DescribePrincipals`. */
export function createDescribePrincipals({
  readAccounts,
  readGroups,
}: DescribePrincipalsOptions): DescribePrincipals {
  return async ({ tenant }, principals) => {
    const [accounts, groups] = await Promise.all([
      readAccounts(tenant, idsOf(principals, 'person')),
      readGroups(tenant, idsOf(principals, 'group')),
    ]);
    const described = new Map<string, DirectoryPrincipal>();
    for (const [objectId, account] of accounts)
      described.set(objectId, { kind: 'person', objectId, ...account });
    for (const [objectId, name] of groups) described.set(objectId, { kind: 'group', objectId, name });
    return described;
  };
}

function idsOf(principals: readonly NamedUser[], kind: 'person' | 'group'): string[] {
  return principals.flatMap((principal) => (principal.kind === kind ? [principal.objectId] : []));
}
