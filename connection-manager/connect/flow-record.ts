import type { ConnectFlow, FlowState, WindowRefusal } from '../../src/contract/connect-flow';
import type { PersonReference } from '../../src/contract/principal';
import type { ProblemCode } from '../../src/contract/problem';
import type { SiteStanding } from '../../src/rules/site-standing';
import { tenantPartition } from '../connections/connection-records';
import type { Change, Store } from '../store/store';

/** How long a flow lives from the click, and how long a person may stay at the directory's pages meanwhile. */
export const flowLifetimeMs = 15 * 60_000;
export const awayLifetimeMs = 5 * 60_000;
/** A window that has not reported itself for so long has gone. */
export const presenceLifetimeMs = 10_000;
/**
 * A page that leaves may be on its way to the next one, or there is a second window of the flow: either reports
 * itself within this time (every 3 s, in the window's script), and only then the window has gone.
 */
export const leavingMs = 3_500;
/** After so many refused credentials the flow ends: a system may lock the account of one who goes on guessing. */
export const mostAttempts = 10;

/** A connect flow as it is stored. Nothing in it is secret: it is worth nothing without its starter's session. */
export interface FlowValue {
  readonly format: 1;
  readonly id: string;
  readonly connectionId: string;
  readonly startedBy: PersonReference;
  /** Where the starter stood, as SharePoint said when the flow began; what may be done in the window rests on it. */
  readonly standing: SiteStanding;
  /** Of the groups that the connection's grants named then: those the starter was a member of. */
  readonly groupIds: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly outcome?: 'succeeded' | 'failed' | 'cancelled';
  readonly failure?: ConnectFlow['failure'];
  readonly lastProblem?: ProblemCode;
  /** Whom the window turned away since its starter was there. */
  readonly windowRefusal?: WindowRefusal | undefined;
  readonly attempts: number;
  readonly presence:
    { readonly kind: 'none' } | { readonly kind: 'open' | 'away' | 'left'; readonly at: string };
  readonly requestDigest: string;
}

export interface StoredFlow {
  readonly value: FlowValue;
  readonly etag: string;
}

/** The flow, or `undefined` where there is none of this id in this tenant. */
export async function readFlow(
  store: Store,
  tenantId: string,
  flowId: string,
): Promise<StoredFlow | undefined> {
  const record = await store.read<FlowValue>(tenantPartition(tenantId), flowKey(flowId));
  return record === undefined ? undefined : { value: record.value, etag: record.etag };
}

/** Part of a batch: makes the flow, or fails the batch where it exists. */
export function insertFlow(value: FlowValue): Change {
  return { kind: 'insert', key: flowKey(value.id), value, indexes: expiry(value) };
}

/** Part of a batch: changes the flow only if it is still as it was read. */
export function replaceFlow(flow: StoredFlow, changes: Partial<FlowValue>): Change {
  const value = { ...flow.value, ...changes };
  return { kind: 'replace', key: flowKey(value.id), value, etag: flow.etag, indexes: expiry(value) };
}

/** How the flow stands now. Presence is what the window itself reported: nobody reads the window's `closed`. */
export function flowState(flow: FlowValue, now: Date): FlowState {
  if (flow.outcome !== undefined) return flow.outcome;
  if (now.getTime() >= Date.parse(flow.expiresAt)) return 'expired';
  if (flow.presence.kind === 'none') return 'waiting';
  const age = now.getTime() - Date.parse(flow.presence.at);
  return age <= presenceLifetimes[flow.presence.kind] ? 'open' : 'left';
}

const presenceLifetimes = { open: presenceLifetimeMs, away: awayLifetimeMs, left: leavingMs } as const;

/** Whether a credential may still be kept through this flow. */
export function isRunning(flow: FlowValue, now: Date): boolean {
  return flow.outcome === undefined && now.getTime() < Date.parse(flow.expiresAt);
}

/** The flow as its starter is told of it. */
export function flowView(flow: FlowValue, address: string, now: Date): ConnectFlow {
  return {
    id: flow.id,
    connectionId: flow.connectionId,
    state: flowState(flow, now),
    address,
    expiresAt: flow.expiresAt,
    ...(flow.failure !== undefined && { failure: flow.failure }),
    ...(flow.lastProblem !== undefined && { lastProblem: flow.lastProblem }),
    ...(flow.windowRefusal !== undefined && { windowRefusal: flow.windowRefusal }),
  };
}

function flowKey(flowId: string): string {
  return `flow:${flowId}`;
}

function expiry(flow: FlowValue): { index: string; order: string }[] {
  return [{ index: 'expires', order: `${flow.expiresAt} ${flowKey(flow.id)}` }];
}
