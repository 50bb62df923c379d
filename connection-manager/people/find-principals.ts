import type { FoundPrincipal } from '../../src/contract/people-routes';
import type { AskDirectory } from '../directory/ask-directory';
import type { PrincipalSearch } from '../directory/search-principals';
import type { PersonCaller } from '../identity/caller';

/** People or groups whose names begin so, by name; guests are marked, and whose account is disabled is left out. */
export async function findPrincipals(
  { searchPrincipals, readAccounts }: Pick<AskDirectory, 'searchPrincipals' | 'readAccounts'>,
  caller: PersonCaller,
  search: PrincipalSearch,
): Promise<FoundPrincipal[]> {
  const found = [...(await searchPrincipals(caller, search))].sort((one, other) =>
    one.name.localeCompare(other.name),
  );
  if (search.kind === 'group') {
    return found.map(({ objectId, name }) => ({ kind: 'group', objectId, name }));
  }
  // What the caller may read of others does not say who is a guest.
  const accounts = await readAccounts(
    caller.tenant,
    found.map(({ objectId }) => objectId),
  );
  return found.flatMap((person) => {
    const account = accounts.get(person.objectId);
    return account?.isEnabled === true ? [{ kind: 'person', ...person, isGuest: account.isGuest }] : [];
  });
}
