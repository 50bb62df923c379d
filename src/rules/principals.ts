import type { Owner, User } from '../contract/principal';

/** A person as the connection manager has established it; never as a request describes it. */
export interface Caller {
  readonly objectId: string;
  readonly isGuest: boolean;
  readonly isWorkflowAdministrator: boolean;
  /** Of the groups that grants name: those the person is a member of. */
  readonly groupIds: readonly string[];
}

/** Whether a grant to `principal` is one to the person: by name, through a group, or as one of everyone. */
export function isNamed(caller: Caller, principal: User): boolean {
  switch (principal.kind) {
    case 'person':
      return isSameId(principal.objectId, caller.objectId);
    case 'group':
      return caller.groupIds.some((groupId) => isSameId(groupId, principal.objectId));
    case 'everyone':
      return !caller.isGuest;
  }
}

/** Whether the person stands among the owners, directly or through a group. */
export function isOwner(caller: Caller, connection: { readonly owners: readonly Owner[] }): boolean {
  return connection.owners.some((owner) => isNamed(caller, owner));
}

/** Whether two grants are given to the same. Names are for screens and say nothing. */
export function isSamePrincipal(one: User, other: User): boolean {
  if (one.kind === 'everyone' || other.kind === 'everyone') return one.kind === other.kind;
  return one.kind === other.kind && isSameId(one.objectId, other.objectId);
}

/** Object ids are GUIDs: their letters mean the same in either case (RFC 9562 §4). */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
