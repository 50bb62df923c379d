import type * as z from 'zod/mini';
import type { AccessExplanation, grantReasonSchema } from '../../src/contract/permissions';
import type { User } from '../../src/contract/principal';
import { groupsNamed } from '../connections/connection-access';
import type { ConnectionValue } from '../connections/connection-record';
import type { Account } from '../directory/accounts';
import type { AccountsAtRunTime } from '../directory/accounts-at-run-time';
import type { TenantRegistration } from '../tenants/tenant-registration';

type Reason = z.infer<typeof grantReasonSchema>;

export interface AccessAsked {
  readonly tenant: TenantRegistration;
  readonly connection: ConnectionValue;
  readonly objectId: string;
  readonly workflowAdministrators: readonly string[];
}

/**
 * Through which grants a person has a connection, and what stands in their way. The directory is asked as at run time,
 * so that the answer is the one a workflow would get.
 */
export async function explainAccess(
  directory: AccountsAtRunTime,
  { tenant, connection, objectId, workflowAdministrators }: AccessAsked,
): Promise<AccessExplanation> {
  const { owners, users } = connection;
  const account = await directory.account(tenant, objectId);
  const named = groupsNamed([...owners, ...users]);
  const groupIds =
    account === undefined || named.length === 0 ? [] : await directory.memberGroups(tenant, objectId, named);
  const known = { objectId, groupIds, isMember: account !== undefined && !account.isGuest };
  const hindrance = hindranceOf(account);
  return {
    person: {
      kind: 'person',
      objectId,
      name: account?.name ?? nameInGrants([...owners, ...users], objectId),
    },
    isGuest: account?.isGuest ?? false,
    reasons: [
      ...owners.flatMap((owner) => reasonOf(owner, 'owner', known)),
      ...users.flatMap((user) => reasonOf(user, 'user', known)),
    ],
    ...(hindrance !== undefined && { hindrance }),
    isWorkflowAdministrator: workflowAdministrators.includes(objectId),
  };
}

function hindranceOf(account: Account | undefined): AccessExplanation['hindrance'] {
  if (account === undefined) return 'unknown';
  return account.isEnabled ? undefined : 'disabled';
}

interface Known {
  readonly objectId: string;
  readonly groupIds: readonly string[];
  /** Of the tenant: guests are not. */
  readonly isMember: boolean;
}

function reasonOf(principal: User, as: 'owner' | 'user', known: Known): Reason[] {
  switch (principal.kind) {
    case 'person':
      return principal.objectId === known.objectId ? [{ by: 'person', as }] : [];
    case 'group':
      return known.groupIds.includes(principal.objectId) ? [{ by: 'group', as, group: principal.name }] : [];
    case 'everyone':
      return known.isMember ? [{ by: 'everyone', as: 'user' }] : [];
  }
}

/** Somebody who has left is still called what the grants call them. */
function nameInGrants(principals: readonly User[], objectId: string): string {
  const named = principals.find(
    (principal) => principal.kind === 'person' && principal.objectId === objectId,
  );
  return named?.kind === 'person' ? named.name : objectId;
}
