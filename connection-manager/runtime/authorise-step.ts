import type { StepReference } from '../../src/contract/binding';
import type { Denial } from '../../src/contract/problem';
import { decide } from '../../src/rules/access';
import { denied, type Decision } from '../../src/rules/decision';
import { decideReadiness, isFresh } from '../../src/rules/freshness';
import { usualTenantPolicy } from '../../src/rules/tenant-policy';
import { findBinding, type BindingValue } from '../bindings/binding-record';
import { groupsNamed } from '../connections/connection-access';
import type { ConnectionValue } from '../connections/connection-record';
import { findConnection } from '../connections/connection-records';
import type { AccountsAtRunTime } from '../directory/accounts-at-run-time';
import { ConnectionError } from '../problems/connection-error';
import type { Store } from '../store/store';
import type { TenantRegistration } from '../tenants/tenant-registration';

export interface StepAtRunTime extends StepReference {
  readonly instanceId: string;
  readonly stepHash: string;
}

/** What a step is served with. */
export interface AuthorisedStep {
  readonly binding: BindingValue;
  readonly connection: ConnectionValue;
}

export interface StepSources {
  readonly store: Pick<Store, 'read'>;
  readonly accounts: AccountsAtRunTime;
}

/**
 * Finds the connection a step may use now, or refuses. Nothing stands in for what is missing (S31): the
 * binding must be there and describe the step as it runs, its connection must exist and be ready, and the
 * binding's author must still have an enabled account and be somebody who may use it there (S28). Where the
 * directory cannot say that, nobody is served: `directory_unavailable`.
 */
export async function authoriseStep(
  { store, accounts }: StepSources,
  tenant: TenantRegistration,
  step: StepAtRunTime,
): Promise<AuthorisedStep> {
  const { tenantId } = tenant;
  const stored = await findBinding(store, tenantId, step);
  if (stored === undefined) throw new ConnectionError('binding_not_found');
  const binding = stored.value;
  if (!isFresh(binding, step)) throw new ConnectionError('binding_stale');
  const connection = await findConnection(store, tenantId, binding.connectionId);
  // One that was deleted may come back from the bin, and then the step goes on: to an engine it is not ready.
  if (connection === undefined) throw notReady('deleted');
  const grants = await decideForAuthor({ accounts, tenant, binding, connection: connection.value });
  if (!grants.allowed) throw new ConnectionError('not_allowed', { because: grants.because });
  const readiness = decideReadiness(connection.value.status.state);
  if (!readiness.allowed) throw notReady(readiness.because);
  return { binding, connection: connection.value };
}

interface AuthorAsked {
  readonly accounts: AccountsAtRunTime;
  readonly tenant: TenantRegistration;
  readonly binding: BindingValue;
  readonly connection: ConnectionValue;
}

/** Nobody is present at run time: the question is asked for the author, at the site the step was bound on. */
async function decideForAuthor({ accounts, tenant, binding, connection }: AuthorAsked): Promise<Decision> {
  const { objectId } = binding.author;
  const account = await accounts.account(tenant, objectId);
  if (account?.isEnabled !== true) return denied('authorDisabled');
  const { webId, siteId } = binding.site;
  const question = {
    caller: { objectId, isGuest: account.isGuest, isWorkflowAdministrator: false, groupIds: [] },
    connection,
    site: { webId, siteId, role: 'designer' },
    policy: usualTenantPolicy,
  } as const;
  const alone = decide('use', question);
  const groups = groupsNamed([...connection.owners, ...connection.users]);
  // Membership can only add to what somebody may do.
  if (alone.allowed || groups.length === 0) return alone;
  const groupIds = await accounts.memberGroups(tenant, objectId, groups);
  return decide('use', { ...question, caller: { ...question.caller, groupIds } });
}

function notReady(because: Denial): ConnectionError {
  return new ConnectionError('connection_not_ready', { because });
}
