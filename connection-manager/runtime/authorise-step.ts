import type { StepReference } from '../../src/contract/binding';
import type { Denial } from '../../src/contract/problem';
import { decide } from '../../src/rules/access';
import { decideReadiness, isFresh } from '../../src/rules/freshness';
import { findBinding, type BindingValue } from '../bindings/binding-record';
import { findConnection } from '../connections/connection-records';
import type { ConnectionValue } from '../connections/connection-record';
import { ConnectionError } from '../problems/connection-error';
import type { Store } from '../store/store';

export interface StepAtRunTime extends StepReference {
  readonly instanceId: string;
  readonly stepHash: string;
}

/** What a step is served with. */
export interface AuthorisedStep {
  readonly binding: BindingValue;
  readonly connection: ConnectionValue;
}

/**
 * Finds the connection a step may use now, or refuses. Nothing stands in for what is missing (S31): the
 * binding must be there and describe the step as it runs, its connection must exist and be ready, and the
 * binding's author must still be somebody who may use it there.
 */
export async function authoriseStep(
  store: Pick<Store, 'read'>,
  tenantId: string,
  step: StepAtRunTime,
): Promise<AuthorisedStep> {
  const stored = await findBinding(store, tenantId, step);
  if (stored === undefined) throw new ConnectionError('binding_not_found');
  const binding = stored.value;
  if (!isFresh(binding, step)) throw new ConnectionError('binding_stale');
  const connection = await findConnection(store, tenantId, binding.connectionId);
  // One that was deleted may come back from the bin, and then the step goes on: to an engine it is not ready.
  if (connection === undefined) throw notReady('deleted');
  const grants = decideForAuthor(binding, connection.value);
  if (!grants.allowed) throw new ConnectionError('not_allowed', { because: grants.because });
  const readiness = decideReadiness(connection.value.status.state);
  if (!readiness.allowed) throw notReady(readiness.because);
  return { binding, connection: connection.value };
}

/** Nobody is present at run time: the question is asked for the author, at the site the step was bound on. */
function decideForAuthor({ author, authorIsGuest, site }: BindingValue, connection: ConnectionValue) {
  const caller = {
    objectId: author.objectId,
    isGuest: authorIsGuest,
    isWorkflowAdministrator: false,
    groupIds: [],
  };
  const standing = { webId: site.webId, siteId: site.siteId, role: 'designer' } as const;
  return decide('use', { caller, connection, site: standing });
}

function notReady(because: Denial): ConnectionError {
  return new ConnectionError('connection_not_ready', { because });
}
