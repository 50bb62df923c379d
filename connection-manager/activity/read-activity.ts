import type { Activity } from '../../src/contract/activity';
import type { AuditEntry } from '../audit/audit-entry';
import { auditIndex, auditPartition } from '../audit/audit-trail';
import { ConnectionError } from '../problems/connection-error';
import type { Store } from '../store/store';

export interface ActivityPage {
  readonly items: readonly Activity[];
  /** Absent on the last page. */
  readonly next?: string;
}

export interface ActivityQuestion {
  readonly tenantId: string;
  /** Absent: everything of the tenant. */
  readonly connectionId?: string;
  readonly after: string | undefined;
  readonly limit: number;
}

// As `auditOrder` writes it: time, sequence, writer.
const orderForm = /^\d{13} \d{12} [\w-]{1,100}$/;

/** A page of the audit trail, newest first. */
export async function readActivity(
  store: Pick<Store, 'readIndex'>,
  { tenantId, connectionId, after, limit }: ActivityQuestion,
): Promise<ActivityPage> {
  const index = connectionId === undefined ? auditIndex.all : auditIndex.connection(connectionId);
  const position = after === undefined ? undefined : decode(after);
  const range = { limit: limit + 1, ...(position !== undefined && { after: position }) };
  const found = await store.readIndex<AuditEntry>(auditPartition(tenantId), index, range);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(({ record }) => activityOf(record.value));
  return { items, ...(found.length > limit && last !== undefined && { next: encode(last.order) }) };
}

/** An entry as people are shown it. What an entry says beside what is declared stays in the trail. */
export function activityOf(entry: AuditEntry): Activity {
  const { event, outcome, actor, at, requestId, writerId, sequence, subject, changes = [] } = entry;
  const { connectionId, connectionName, site } = subject;
  const because = subject['because'] ?? subject['problem'];
  return {
    id: `${writerId}:${sequence}`,
    at,
    event,
    outcome,
    actor:
      actor.kind === 'person'
        ? { kind: 'person', objectId: actor.objectId, name: actor.name }
        : { kind: 'engine', applicationId: actor.applicationId },
    ...(actor.kind === 'person' && { from: actor.clientId }),
    ...(connectionId !== undefined && {
      connection: { id: connectionId, ...(connectionName !== undefined && { name: connectionName }) },
    }),
    ...(because !== undefined && { because }),
    ...(site !== undefined && { site }),
    changes: changes.map((change) => ({ ...change })),
    requestId,
  };
}

function encode(order: string): string {
  return Buffer.from(order, 'utf8').toString('base64url');
}

function decode(cursor: string): string {
  const order = Buffer.from(cursor, 'base64url').toString('utf8');
  if (orderForm.test(order) && encode(order) === cursor) return order;
  const message = 'Send what the page before gave as `next`, unchanged.';
  throw new ConnectionError('invalid_request', { errors: [{ field: 'after', code: 'pattern', message }] });
}
