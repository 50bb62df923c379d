import type { ApiCaller } from '../identity/caller';

/** Something that happened or was refused: who, what, to what. Never a secret, and no setting's value. */
export interface AuditEvent {
  readonly event: string;
  readonly outcome: 'done' | 'refused';
  readonly tenantId: string;
  readonly actor: AuditActor;
  readonly requestId: string;
  /** Ids of what it concerns: connectionId, flowId, site, workflowId, stepId, because… */
  readonly subject: Readonly<Record<string, string>>;
  /** What a change gave another value: names, grants, availability, which settings; never a secret. */
  readonly changes?: readonly ChangedValue[];
}

export interface ChangedValue {
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
}

export type AuditActor =
  | { readonly kind: 'person'; readonly objectId: string; readonly name: string; readonly clientId: string }
  | { readonly kind: 'engine'; readonly applicationId: string };

/** Resolves once the event is durable; rejects with `store_unavailable` where it cannot be kept. */
export type RecordAudit = (event: AuditEvent) => Promise<void>;

export function auditActor(caller: ApiCaller): AuditActor {
  return caller.kind === 'person'
    ? { kind: 'person', objectId: caller.objectId, name: caller.name, clientId: caller.clientId }
    : { kind: 'engine', applicationId: caller.applicationId };
}
