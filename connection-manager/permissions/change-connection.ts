import type { AccessQuestion } from '../../src/rules/access-question';
import type { Decision } from '../../src/rules/decision';
import type { ChangedValue } from '../audit/audit-event';
import { administrativeMark, personReference } from '../connections/connection-access';
import type { ConnectionValue, StoredConnection } from '../connections/connection-record';
import { replaceConnection, tenantPartition } from '../connections/connection-records';
import { connectionView } from '../connections/connection-view';
import { writeUnlessChanged } from '../connections/write-unless-changed';
import type { ConfirmationDependencies, Confirming } from '../confirmations/demand-confirmation';
import type { PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import type { Change } from '../store/store';

export type ChangeDependencies = ConfirmationDependencies;

/** What every change of a connection starts from: who asks, from where, and what the rules were asked. */
export interface Asked {
  readonly caller: PersonCaller;
  readonly site: SiteAtHand;
  readonly connection: StoredConnection;
  readonly question: AccessQuestion;
  readonly confirming?: Confirming | undefined;
}

/** A change that was carried out, or turned out to be none. */
export interface Changed {
  readonly connection: StoredConnection;
  readonly changes: readonly ChangedValue[];
}

export interface Writing {
  readonly value: ConnectionValue;
  /** What happens if and only if the connection is changed. */
  readonly alongside?: readonly Change[];
  readonly changes: readonly ChangedValue[];
}

/** Refuses with the rule's own reason. */
export function refuseUnless(decision: Decision): void {
  if (!decision.allowed) throw new ConnectionError('not_allowed', { because: decision.because });
}

/** Writes the changed connection in one batch with what belongs to it; rejects with `changed_meanwhile`. */
export async function writeChange(
  { store, now }: ChangeDependencies,
  { caller, connection }: Asked,
  { value, alongside = [], changes }: Writing,
): Promise<Changed> {
  const changedAt = now().toISOString();
  const written: ConnectionValue = { ...value, changedBy: personReference(caller), changedAt };
  const batch = [replaceConnection(connection.etag, written), ...alongside];
  const [etag = ''] = await writeUnlessChanged(store, tenantPartition(caller.tenant.tenantId), batch);
  return { connection: { value: written, etag }, changes };
}

/** The answer to a change: the connection as its author may see it now, and what the audit trail keeps of it. */
export function answerChange({ question }: Pick<Asked, 'question'>, { connection, changes }: Changed) {
  return {
    body: connectionView(connection, question),
    etag: connection.etag,
    auditSubject: { connectionId: connection.value.id, ...administrativeMark(question) },
    changes,
  };
}
