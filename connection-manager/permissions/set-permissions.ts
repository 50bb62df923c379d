import type { NewPermissions } from '../../src/contract/permissions';
import type { User } from '../../src/contract/principal';
import {
  decidePermissions,
  permissionsChange,
  permissionsNeedConfirmation,
  type Permissions,
  type PermissionsChange,
} from '../../src/rules/permissions';
import type { ChangedValue } from '../audit/audit-event';
import { accessQuestion, groupsNamed } from '../connections/connection-access';
import type { ConnectionValue } from '../connections/connection-record';
import { demandConfirmation } from '../confirmations/demand-confirmation';
import type { MemberGroups } from '../directory/member-groups';
import type { DescribePrincipals } from '../directory/principals';
import { ConnectionError } from '../problems/connection-error';
import {
  refuseUnless,
  writeChange,
  type Asked,
  type Changed,
  type ChangeDependencies,
} from './change-connection';
import { describeNamed } from './named-principals';
import { keepGrantedGroups } from './keep-granted-groups';

export interface PermissionsDependencies extends ChangeDependencies {
  readonly memberGroups: MemberGroups;
  readonly describePrincipals: DescribePrincipals;
}

/**
 * Gives the connection these owners and users, with the names that the directory has for them. What the rules say
 * is asked about the groups that are wished for too; what adds an owner or everyone must be confirmed.
 */
export async function setPermissions(
  deps: PermissionsDependencies,
  asked: Asked,
  wished: NewPermissions,
): Promise<Changed> {
  const { caller, connection, site } = asked;
  const { tenantId } = caller.tenant;
  // Who has no reason to be asked about the directory is refused before it is.
  if (connection.value.kind === 'personal')
    throw new ConnectionError('not_allowed', { because: 'personalConnection' });
  const after = await describeNamed(deps.describePrincipals, { caller, before: connection.value, wished });
  const asking = { caller, connection: connection.value, site: site.standing };
  const named = groupsNamed([...after.owners, ...after.users]);
  refuseUnless(decidePermissions(await accessQuestion(deps.memberGroups, asking, named), after));
  const change = permissionsChange(connection.value, after);
  const confirmed = permissionsNeedConfirmation(change)
    ? [await demandConfirmation(deps, { ...asked, change: { kind: 'permissions', ...change } })]
    : [];
  if (isNoChange(change)) return { connection, changes: [] };
  await keepGrantedGroups(deps.store, tenantId, groupsNamed([...change.added.owners, ...change.added.users]));
  const value = withPermissions(connection.value, after);
  return await writeChange(deps, asked, { value, alongside: confirmed, changes: changedGrants(change) });
}

/** Whether its owners have all left is found out anew. */
export function withPermissions(value: ConnectionValue, { owners, users }: Permissions): ConnectionValue {
  const { orphanedSince: _, ...rest } = value;
  return { ...rest, owners, users };
}

function isNoChange({ added, removed }: PermissionsChange): boolean {
  return [added.owners, added.users, removed.owners, removed.users].every(({ length }) => length === 0);
}

/** Each grant that was added or taken away, for the audit trail. */
export function changedGrants({ added, removed }: PermissionsChange): ChangedValue[] {
  return (['owners', 'users'] as const).flatMap((field) => [
    ...removed[field].map((principal) => ({ field, before: inWords(principal) })),
    ...added[field].map((principal) => ({ field, after: inWords(principal) })),
  ]);
}

function inWords(principal: User): string {
  return principal.kind === 'everyone' ? 'everyone' : `${principal.name} (${principal.objectId})`;
}
