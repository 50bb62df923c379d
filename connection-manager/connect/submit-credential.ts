import type { ProblemCode } from '../../src/contract/problem';
import { disposeCredential, type Credential } from '../connections/credential';
import type { StoredConnection } from '../connections/connection-record';
import { ConnectionError } from '../problems/connection-error';
import { StoreConflict } from '../store/store';
import type { Change, Store } from '../store/store';
import { changeFlow } from './change-flow';
import type { ConnectTarget, TargetAddress } from './connect-target';
import { isRunning, mostAttempts, readFlow, replaceFlow } from './flow-record';
import type { StoredFlow } from './flow-record';

export type AttemptProblem = Extract<
  ProblemCode,
  | 'credential_refused'
  | 'credential_not_demanded'
  | 'system_unreachable'
  | 'changed_meanwhile'
  | 'vault_unavailable'
>;

export type SubmitResult =
  | { readonly kind: 'succeeded'; readonly account: string | undefined }
  | { readonly kind: 'attemptFailed'; readonly problem: AttemptProblem; readonly detail: string }
  | { readonly kind: 'ended'; readonly because: 'over' | 'tooManyAttempts' };

export type TestResult =
  | { readonly ok: true; readonly account: string | undefined; readonly allowedHosts: readonly string[] }
  | {
      readonly ok: false;
      readonly problem: 'credential_refused' | 'credential_not_demanded' | 'system_unreachable';
      readonly detail: string;
    };

export interface SubmitDependencies {
  readonly store: Store;
  readonly now: () => Date;
  /** Calls the system with the credential, and nothing else. */
  readonly test: (target: ConnectTarget, credential: Credential) => Promise<TestResult>;
  /** Seals the credential and makes the connection ready, in one batch with `alongside`. */
  readonly keep: (target: ConnectTarget, kept: KeptCredential) => Promise<StoredConnection>;
}

export interface KeptCredential {
  readonly credential: Credential;
  /** The account's name at the system, where there is one to show. */
  readonly account: string | undefined;
  readonly allowedHosts: readonly string[];
  /** The flow's end: the credential is kept if and only if the flow ends with it. */
  readonly alongside: readonly Change[];
}

/**
 * Tries the credential at the system and keeps it when it works. It is disposed of in any case.
 *
 * The flow is ended in the same batch that keeps the credential: of two windows that send the form at once
 * only one succeeds, and a flow that was cancelled meanwhile keeps nothing.
 */
export async function submitCredential(
  deps: SubmitDependencies,
  target: ConnectTarget,
  credential: Credential,
): Promise<SubmitResult> {
  try {
    const counted = await countAttempt(deps, target);
    if (counted === undefined) return { kind: 'ended', because: 'over' };
    const outcome = await deps.test(target, credential);
    if (!outcome.ok) return await failAttempt(deps, target, outcome);
    return await keepCredential(deps, target, { ...outcome, credential });
  } finally {
    disposeCredential(credential);
  }
}

/** Counts the attempt before it is made, so that attempts side by side cannot exceed the limit. */
async function countAttempt(
  deps: SubmitDependencies,
  target: ConnectTarget,
): Promise<StoredFlow | undefined> {
  return changeFlow(deps, flowAddressOf(target), (flow) =>
    flow.attempts >= mostAttempts ? undefined : { attempts: flow.attempts + 1 },
  );
}

async function failAttempt(
  deps: SubmitDependencies,
  target: ConnectTarget,
  outcome: Extract<TestResult, { ok: false }>,
): Promise<SubmitResult> {
  const flow = await changeFlow(deps, flowAddressOf(target), ({ attempts }) => ({
    lastProblem: outcome.problem,
    ...(attempts >= mostAttempts && { outcome: 'failed', failure: 'tooManyAttempts' }),
  }));
  if (flow === undefined) return { kind: 'ended', because: 'over' };
  if (flow.value.outcome === 'failed') return { kind: 'ended', because: 'tooManyAttempts' };
  return { kind: 'attemptFailed', problem: outcome.problem, detail: outcome.detail };
}

async function keepCredential(
  deps: SubmitDependencies,
  target: ConnectTarget,
  working: Omit<KeptCredential, 'alongside'>,
): Promise<SubmitResult> {
  const { tenantId } = target.tenant;
  const flow = await readFlow(deps.store, tenantId, target.flow.value.id);
  if (flow === undefined || !isRunning(flow.value, deps.now())) return { kind: 'ended', because: 'over' };
  try {
    await deps.keep(target, { ...working, alongside: [replaceFlow(flow, { outcome: 'succeeded' })] });
    return { kind: 'succeeded', account: working.account };
  } catch (error) {
    if (error instanceof StoreConflict) return await keepCredential(deps, target, working);
    if (!(error instanceof ConnectionError)) throw error;
    if (error.code !== 'changed_meanwhile' && error.code !== 'vault_unavailable') throw error;
    return { kind: 'attemptFailed', problem: error.code, detail: '' };
  }
}

function flowAddressOf({ tenant, flow }: ConnectTarget): TargetAddress {
  return { tenantId: tenant.tenantId, flowId: flow.value.id };
}
