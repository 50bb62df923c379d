import type { RouteDeclaration } from '../../src/contract/route';
import { auditActor, type AuditEvent, type RecordAudit } from '../audit/audit-event';
import type { ApiCaller } from '../identity/caller';
import { toConnectionError } from '../problems/problem-of';

type Subject = Readonly<Record<string, string>>;

/** What of a request may stand in the audit trail: ids and addresses, never a setting's value. */
const auditedFields = ['connectionId', 'flowId', 'site', 'workflowId', 'stepId', 'instanceId', 'operation'];

/** Ids that a parsed request names. */
export function subjectOfRequest(parts: readonly unknown[]): Subject {
  const entries = parts.flatMap((part) =>
    typeof part === 'object' && part !== null ? Object.entries(part) : [],
  );
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] => auditedFields.includes(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}

export interface AuditedRequest {
  readonly route: Pick<RouteDeclaration, 'audit'>;
  readonly caller: ApiCaller;
  readonly requestId: string;
  readonly subject: Subject;
}

/** Records that it was done. The answer leaves only after this has resolved (S21). */
export async function auditDone(
  record: RecordAudit,
  request: AuditedRequest,
  more: Subject = {},
): Promise<void> {
  await recordEvent(record, request, { outcome: 'done', subject: { ...request.subject, ...more } });
}

/** Records that it was refused, and why. */
export async function auditRefused(
  record: RecordAudit,
  request: AuditedRequest,
  error: unknown,
): Promise<void> {
  const { code, because } = toConnectionError(error);
  const why = { problem: code, ...(because !== undefined && { because }) };
  await recordEvent(record, request, { outcome: 'refused', subject: { ...request.subject, ...why } });
}

async function recordEvent(
  record: RecordAudit,
  { route, caller, requestId }: AuditedRequest,
  { outcome, subject }: Pick<AuditEvent, 'outcome' | 'subject'>,
): Promise<void> {
  if (!('event' in route.audit)) return;
  const { tenantId } = caller.tenant;
  await record({
    event: route.audit.event,
    outcome,
    tenantId,
    actor: auditActor(caller),
    requestId,
    subject,
  });
}
