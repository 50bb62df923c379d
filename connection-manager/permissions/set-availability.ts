import type { Availability } from '../../src/contract/site';
import { decideAvailability, isWider } from '../../src/rules/availability';
import type { ConnectionValue } from '../connections/connection-record';
import { demandConfirmation } from '../confirmations/demand-confirmation';
import {
  refuseUnless,
  writeChange,
  type Asked,
  type Changed,
  type ChangeDependencies,
} from './change-connection';

/**
 * Makes the connection reach this far. Widening must be confirmed, and needs a credential that is the sign-in of
 * the person who widens, or none.
 */
export async function setAvailability(
  deps: ChangeDependencies,
  asked: Asked,
  after: Availability,
): Promise<Changed> {
  const { connection, question } = asked;
  const { value } = connection;
  const before = value.availability;
  refuseUnless(decideAvailability({ ...question, connectedBy: signedInBy(value) }, after));
  if (before === after) return { connection, changes: [] };
  const confirmed = isWider(after, before)
    ? [await demandConfirmation(deps, { ...asked, change: { kind: 'availability', before, after } })]
    : [];
  return await writeChange(deps, asked, {
    value: { ...value, availability: after },
    alongside: confirmed,
    changes: [{ field: 'availability', before, after }],
  });
}

/** Whose sign-in the credential is, where there is one. Of one that nobody is known for, it is nobody's here. */
function signedInBy({ allowedHosts, connectedBy = 'unknown' }: ConnectionValue): string | undefined {
  return allowedHosts.length === 0 ? undefined : connectedBy;
}
