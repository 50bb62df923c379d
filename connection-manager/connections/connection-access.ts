import type { PersonReference, User } from '../../src/contract/principal';
import type { AccessQuestion } from '../../src/rules/access-question';
import { isOwner } from '../../src/rules/principals';
import type { SiteStanding } from '../../src/rules/site-standing';
import type { MemberGroups } from '../directory/member-groups';
import type { PersonCaller } from '../identity/caller';
import { rulesCaller } from '../identity/rules-caller';
import type { ConnectionValue } from './connection-record';

export interface Asking {
  readonly caller: PersonCaller;
  readonly connection: ConnectionValue;
  readonly site: SiteStanding | undefined;
}

/**
 * What the rules are asked when a person wants something of a connection at a site. Asks the directory, where the
 * connection's grants, or those that are wished for (`alsoGroups`), name groups.
 */
export async function accessQuestion(
  memberGroups: MemberGroups,
  { caller, connection, site }: Asking,
  alsoGroups: readonly string[] = [],
): Promise<AccessQuestion> {
  const named = new Set([...groupsNamed([...connection.owners, ...connection.users]), ...alsoGroups]);
  const groupIds = named.size === 0 ? [] : await memberGroups(caller, [...named]);
  return { caller: rulesCaller(caller, groupIds), connection, site, policy: caller.policy };
}

/** The ids of the groups among these grants. */
export function groupsNamed(principals: readonly User[]): string[] {
  return principals.flatMap((principal) => (principal.kind === 'group' ? [principal.objectId] : []));
}

/** For the audit trail: marks what somebody does to a connection of others, so that its owners can be told. */
export function administrativeMark({
  caller,
  connection,
}: Pick<AccessQuestion, 'caller' | 'connection'>): Readonly<Record<string, string>> {
  return isOwner(caller, connection) ? {} : { byAdministrator: 'true' };
}

/** The person as connections and bindings name people. */
export function personReference({
  objectId,
  name,
}: Pick<PersonCaller, 'objectId' | 'name'>): PersonReference {
  return { kind: 'person', objectId, name };
}
