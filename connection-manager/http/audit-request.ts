import type { RouteDeclaration } from '../../src/contract/route';
import { auditActor, type AuditEvent, type ChangedValue, type RecordAudit } from '../audit/audit-event';
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

/** What a handler adds to what the binder knows from the request. */
interface Done {
  readonly auditSubject?: Subject;
  readonly changes?: readonly ChangedValue[];
}

/** Records that it was done. The answer leaves only after this has resolved (S21). */
export async function auditDone(
  record: RecordAudit,
  request: AuditedRequest,
  { auditSubject, changes }: Done = {},
): Promise<void> {
  const subject = { ...request.subject, ...auditSubject };
  await recordEvent(record, request, { outcome: 'done', subject, ...(changes?.length && { changes }) });
}

/** Records that it was refused, and why. */
export async function auditRefused(
  record: RecordAudit,
  request: AuditedRequest,
  error: unknown,
): Promise<void> {
  const { code, because, confirmation } = toConnectionError(error);
  if (confirmation !== undefined) return await recordAsked(record, request, confirmation.id);
  const why = { problem: code, ...(because !== undefined && { because }) };
  await recordEvent(record, request, { outcome: 'refused', subject: { ...request.subject, ...why } });
}

/** A change that must be confirmed was neither done nor refused yet. */
async function recordAsked(
  record: RecordAudit,
  request: AuditedRequest,
  confirmationId: string,
): Promise<void> {
  if (!('event' in request.route.audit)) return;
  const subject = { ...request.subject, confirmationId, change: request.route.audit.event };
  const asked = { ...request, route: { audit: { event: 'confirmation.asked' } } };
  await recordEvent(record, asked, { outcome: 'done', subject });
}

async function recordEvent(
  record: RecordAudit,
  { route, caller, requestId }: AuditedRequest,
  happened: Pick<AuditEvent, 'outcome' | 'subject' | 'changes'>,
): Promise<void> {
  if (!('event' in route.audit)) return;
  const { tenantId } = caller.tenant;
  await record({ event: route.audit.event, tenantId, actor: auditActor(caller), requestId, ...happened });
}
