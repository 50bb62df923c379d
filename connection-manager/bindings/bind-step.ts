import type { NewBinding } from '../../src/contract/binding';
import { decide, decideBinding } from '../../src/rules/access';
import { accessQuestion, personReference } from '../connections/connection-access';
import { findConnection, tenantPartition } from '../connections/connection-records';
import { writeUnlessChanged } from '../connections/write-unless-changed';
import type { MemberGroups } from '../directory/member-groups';
import type { PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import type { Store } from '../store/store';
import { writeBinding, type BindingValue, type StoredBinding } from './binding-record';

export interface StepToBind {
  readonly caller: PersonCaller;
  readonly site: SiteAtHand;
  readonly body: NewBinding;
  /** The etag of the binding to replace, or `new`. */
  readonly expected: string;
}

export interface BindDependencies {
  readonly store: Store;
  readonly now: () => Date;
  readonly memberGroups: MemberGroups;
}

/**
 * Binds a connection to a workflow step. The caller needs edit rights on the site and use of the connection
 * there, and becomes the author: the step is served as long as the author may use the connection.
 */
export async function bindStep(deps: BindDependencies, step: StepToBind): Promise<StoredBinding> {
  await checkMayBind(deps, step);
  const { caller, site, body } = step;
  const value: BindingValue = {
    format: 1,
    site: site.reference,
    workflowId: body.workflowId,
    stepId: body.stepId,
    connectionId: body.connectionId,
    operation: body.operation,
    stepHash: body.stepHash,
    author: personReference(caller),
    authorIsGuest: caller.isGuest,
    boundAt: deps.now().toISOString(),
  };
  const [etag = ''] = await writeUnlessChanged(deps.store, tenantPartition(caller.tenant.tenantId), [
    writeBinding(value, step.expected),
  ]);
  return { value, etag };
}

async function checkMayBind(
  { store, memberGroups }: BindDependencies,
  { caller, site, body }: StepToBind,
): Promise<void> {
  const onSite = decideBinding(site.standing);
  if (!onSite.allowed) throw new ConnectionError('not_allowed', { because: onSite.because });
  const connection = await findConnection(store, caller.tenant.tenantId, body.connectionId);
  if (connection === undefined) throw new ConnectionError('connection_not_found');
  const asking = { caller, connection: connection.value, site: site.standing };
  const question = await accessQuestion(memberGroups, asking);
  // What one may not see is not there, also for one who guesses ids.
  if (!decide('see', question).allowed) throw new ConnectionError('connection_not_found');
  const use = decide('use', question);
  if (!use.allowed) throw new ConnectionError('not_allowed', { because: use.because });
}
