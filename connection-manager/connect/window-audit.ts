import type { RecordAudit } from '../audit/audit-event';
import type { TargetAddress } from './connect-target';
import type { SessionAtHand } from './session';

export interface WindowHappening {
  readonly event: 'connection.connected' | 'connectFlow.opened' | 'connectFlow.cancelled';
  readonly outcome: 'done' | 'refused';
  readonly session: SessionAtHand;
  readonly address: TargetAddress;
  readonly requestId: string;
  readonly subject?: Readonly<Record<string, string>>;
}

/** Puts what happened in the connect window into the tenant's audit trail; the window itself is the client. */
export async function auditWindow(recordAudit: RecordAudit, happening: WindowHappening): Promise<void> {
  const { event, outcome, session, address, requestId, subject } = happening;
  await recordAudit({
    event,
    outcome,
    tenantId: address.tenantId,
    actor: { kind: 'person', objectId: session.objectId, name: session.name, clientId: 'connect-window' },
    requestId,
    subject: { flowId: address.flowId, ...subject },
  });
}
