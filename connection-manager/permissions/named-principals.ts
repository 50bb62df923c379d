import type { NamedUser, NewPermissions } from '../../src/contract/permissions';
import type { Owner, User } from '../../src/contract/principal';
import type { FieldError } from '../../src/contract/problem';
import type { Permissions } from '../../src/rules/permissions';
import { isSamePrincipal } from '../../src/rules/principals';
import type { DescribePrincipals, DirectoryPrincipal } from '../directory/principals';
import type { PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';

type Described = ReadonlyMap<string, DirectoryPrincipal>;

export interface Naming {
  readonly caller: PersonCaller;
  /** What the connection has now. Whoever has a grant may keep it after they have left the directory. */
  readonly before: Permissions;
  readonly wished: NewPermissions;
}

/**
 * The owners and users that a request names, with the names that the directory has for them. Rejects with
 * `invalid_request` where one is named twice, or added though the directory does not know it.
 */
export async function describeNamed(
  describe: DescribePrincipals,
  { caller, before, wished }: Naming,
): Promise<Permissions> {
  const { owners, users } = wished;
  const twice = [...namedTwice('owners', owners), ...namedTwice('users', users)];
  if (twice.length > 0) throw new ConnectionError('invalid_request', { errors: twice });
  const described = await describe(caller, [...owners, ...users]);
  const errors = [
    ...unknown('owners', owners, { described, granted: before.owners }),
    ...unknown('users', users, { described, granted: before.users }),
  ];
  if (errors.length > 0) throw new ConnectionError('invalid_request', { errors });
  return {
    owners: owners.flatMap((owner) => ownerOf(owner, { described, granted: before.owners }) ?? []),
    users: users.flatMap((user): User | readonly User[] =>
      user.kind === 'everyone' ? user : (ownerOf(user, { described, granted: before.users }) ?? []),
    ),
  };
}

interface Known {
  readonly described: Described;
  readonly granted: readonly User[];
}

type NamedOwner = Exclude<NamedUser, { kind: 'everyone' }>;

/** The person or group under the name the directory has now, else under the one of the grant. */
function ownerOf(named: NamedOwner, { described, granted }: Known): Owner | undefined {
  const found = described.get(named.objectId);
  if (found?.kind === named.kind) {
    const { objectId, name } = found;
    return { kind: found.kind, objectId, name };
  }
  return granted.find(
    (grant): grant is Owner => grant.kind !== 'everyone' && isSamePrincipal(grant, { ...named, name: '' }),
  );
}

function namedTwice(field: 'owners' | 'users', named: readonly NamedUser[]): FieldError[] {
  return named.flatMap((principal, index): FieldError[] => {
    const first = named.findIndex((other) => keyOf(other) === keyOf(principal));
    if (first === index) return [];
    const message = `${field}.${index} names the same as ${field}.${first}. Name each once.`;
    return [{ field: `${field}.${index}`, code: 'pattern', message }];
  });
}

function keyOf(named: NamedUser): string {
  return named.kind === 'everyone' ? named.kind : `${named.kind} ${named.objectId}`;
}

function unknown(field: 'owners' | 'users', named: readonly NamedUser[], known: Known): FieldError[] {
  return named.flatMap((principal, index): FieldError[] => {
    if (principal.kind === 'everyone' || ownerOf(principal, known) !== undefined) return [];
    return [unknownPrincipal(`${field}.${index}`, principal.kind)];
  });
}

/** What a request is told that names somebody whom the directory does not know. */
export function unknownPrincipal(field: string, kind: 'person' | 'group'): FieldError {
  return { field, code: 'not_one_of', message: `${field} must be a ${kind} of the tenant's directory.` };
}
