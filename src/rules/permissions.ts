import type { Owner, User } from '../contract/principal';
import { decide } from './access';
import type { AccessQuestion } from './access-question';
import { allowed, denied } from './decision';
import type { Decision } from './decision';
import { isNamed, isOwner, isSamePrincipal, type Caller } from './principals';

/** Who shall own and use a connection. */
export interface Permissions {
  readonly owners: readonly Owner[];
  readonly users: readonly User[];
}

/** What turns one set of permissions into another. */
export interface PermissionsChange {
  readonly added: Permissions;
  readonly removed: Permissions;
}

/** Grants are the same when they are given to the same, whatever name they show. */
export function permissionsChange(before: Permissions, after: Permissions): PermissionsChange {
  return {
    added: {
      owners: without(after.owners, before.owners),
      users: without(after.users, before.users),
    },
    removed: {
      owners: without(before.owners, after.owners),
      users: without(before.users, after.users),
    },
  };
}

/**
 * Decides whether the caller may give the connection these owners and users.
 *
 * `question.caller.groupIds` must cover the groups that `after` names. Nobody who is not an owner gives
 * themselves anything, by name, through a group or as one of everyone, unless the tenant's setting lets
 * administrators do everything. They give nothing to any group at all: whoever may join a group, or make
 * one, could do so afterwards.
 */
export function decidePermissions(question: AccessQuestion, after: Permissions): Decision {
  const { added, removed } = permissionsChange(question.connection, after);
  const adds = [...added.owners, ...added.users];
  const takesAway = removed.owners.length + removed.users.length > 0;
  const needed = [
    ...(adds.length > 0 ? (['grant'] as const) : []),
    ...(takesAway ? (['takeAway'] as const) : []),
  ];
  for (const action of needed) {
    const decision = decide(action, question);
    if (!decision.allowed) return decision;
  }
  if (after.owners.length === 0) return denied('lastOwner');
  return mayServeThemselves(question) ? allowed : decideOnlyOthers(question.caller, adds);
}

/** Whether everything that is added goes to people who are not the caller, and stays with them. */
function decideOnlyOthers(caller: Caller, adds: readonly User[]): Decision {
  const servesSelf = adds.some((principal) => principal.kind === 'everyone' || isNamed(caller, principal));
  if (servesSelf) return denied('mayNotAddSelf');
  return adds.some(({ kind }) => kind === 'group') ? denied('onlyOwnersAddGroups') : allowed;
}

/** Whether what the person gives to themselves is already theirs to give, or the tenant lets administrators. */
export function mayServeThemselves({ caller, connection, policy }: AccessQuestion): boolean {
  return isOwner(caller, connection) || policy.administratorReach === 'tenantAllActions';
}

/** Whether the change is one that must be confirmed in the connection manager's own window (S49). */
export function permissionsNeedConfirmation({ added }: PermissionsChange): boolean {
  return added.owners.length > 0 || added.users.some(({ kind }) => kind === 'everyone');
}

function without<P extends User>(principals: readonly P[], taken: readonly User[]): readonly P[] {
  return principals.filter((principal) => !taken.some((other) => isSamePrincipal(principal, other)));
}
