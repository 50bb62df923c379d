import { decideCreation } from '../../src/rules/creation';
import type { ConnectionValue } from '../connections/connection-record';
import { removeCredential, withoutCredential } from '../connections/credential-record';
import { demandConfirmation } from '../confirmations/demand-confirmation';
import { ConnectionError } from '../problems/connection-error';
import { writeChange, type Asked, type Changed, type ChangeDependencies } from './change-connection';

/**
 * Makes a personal connection a shared one of the site at hand, as if it were created there now: it reaches as far as
 * its owner's role, everyone there may use it, and it has no credential. What was entered for one person is used by
 * nobody else (S31a).
 */
export async function shareConnection(deps: ChangeDependencies, asked: Asked): Promise<Changed> {
  const { caller, connection, question, site } = asked;
  const { tenantId } = caller.tenant;
  const decision = decideCreation(question.caller, site.standing, caller.policy);
  if (!decision.allowed) throw new ConnectionError('not_allowed', { because: decision.because });
  const { availability } = decision;
  const change = { kind: 'share', availability, siteTitle: site.reference.title } as const;
  const confirmed = await demandConfirmation(deps, { ...asked, change });
  const shared: ConnectionValue = {
    ...connection.value,
    kind: 'shared',
    availability,
    homeSite: site.reference,
    users: [{ kind: 'everyone' }],
  };
  return await writeChange(deps, asked, {
    value: withoutCredential(shared, deps.now().toISOString()),
    alongside: [confirmed, ...(await removeCredential(deps.store, tenantId, connection.value))],
    changes: [
      { field: 'kind', before: 'personal', after: 'shared' },
      { field: 'availability', after: availability },
    ],
  });
}
