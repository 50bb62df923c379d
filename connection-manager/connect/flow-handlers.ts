import { tenantPartition } from '../connections/connection-records';
import type { ConnectFlow } from '../../src/contract/connect-flow';
import type { routes } from '../../src/contract/routes';
import type { AccessQuestion } from '../../src/rules/access-question';
import type { Handlers } from '../http/handler';
import type { PersonCaller } from '../identity/caller';
import { derivedId } from '../ids/random-id';
import { ConnectionError } from '../problems/connection-error';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import { StoreConflict } from '../store/store';
import type { Store } from '../store/store';
import { flowLifetimeMs, flowView, insertFlow, isRunning, readFlow, replaceFlow } from './flow-record';
import type { FlowValue, StoredFlow } from './flow-record';

type FlowHandlers = Pick<
  Handlers<typeof routes>,
  'startConnectFlow' | 'readConnectFlow' | 'cancelConnectFlow'
>;

interface FlowDependencies {
  readonly store: Store;
  readonly now: () => Date;
  /** The connection manager's public origin, from configuration only (never from a request's Host). */
  readonly origin: string;
}

/** Starts, tells of and cancels connect flows for the person who connects. */
export function flowHandlers(deps: FlowDependencies): FlowHandlers {
  const { store, now, origin } = deps;

  function view(caller: PersonCaller, flow: FlowValue): ConnectFlow {
    return flowView(flow, flowAddress(origin, caller.tenant.tenantId, flow.id), now());
  }

  return {
    async startConnectFlow({ caller, connection, site, question, idempotency }) {
      if (idempotency === undefined) throw new ConnectionError('idempotency_key_required');
      const flow = await insertOrRead(
        store,
        caller,
        newFlow({ caller, connection, site, question, idempotency, now: now() }),
      );
      if (flow.requestDigest !== idempotency.requestDigest)
        throw new ConnectionError('idempotency_key_reused');
      return { body: view(caller, flow), auditSubject: { flowId: flow.id } };
    },

    async readConnectFlow({ caller, params }) {
      const flow = await ownFlow(store, caller, params.flowId);
      return { body: view(caller, flow.value) };
    },

    async cancelConnectFlow({ caller, params }) {
      const flow = await cancel(deps, caller, params.flowId);
      return { body: view(caller, flow), auditSubject: { flowId: flow.id, connectionId: flow.connectionId } };
    },
  };
}

/** Address of the connect window of a flow. */
export function flowAddress(origin: string, tenantId: string, flowId: string): string {
  return `${origin}/connect/${tenantId}/${flowId}`;
}

interface NewFlow {
  readonly caller: PersonCaller;
  readonly connection: { readonly value: { readonly id: string } };
  readonly site: Pick<SiteAtHand, 'standing'>;
  readonly question: Pick<AccessQuestion, 'caller'>;
  readonly idempotency: { readonly key: string; readonly requestDigest: string };
  readonly now: Date;
}

function newFlow({ caller, connection, site, question, idempotency, now }: NewFlow): FlowValue {
  const connectionId = connection.value.id;
  return {
    format: 1,
    id: derivedId('flow', [caller.tenant.tenantId, caller.objectId, connectionId, idempotency.key]),
    connectionId,
    startedBy: { kind: 'person', objectId: caller.objectId, name: caller.name },
    standing: site.standing,
    groupIds: question.caller.groupIds,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + flowLifetimeMs).toISOString(),
    attempts: 0,
    presence: { kind: 'none' },
    requestDigest: idempotency.requestDigest,
  };
}

async function insertOrRead(store: Store, caller: PersonCaller, flow: FlowValue): Promise<FlowValue> {
  try {
    await store.write(tenantPartition(caller.tenant.tenantId), [insertFlow(flow)]);
    return flow;
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    const existing = await readFlow(store, caller.tenant.tenantId, flow.id);
    if (existing === undefined) throw new ConnectionError('store_unavailable', { cause: error });
    return existing.value;
  }
}

/** A flow that somebody else started is no flow: the two are never told apart. */
async function ownFlow(store: Store, caller: PersonCaller, flowId: string): Promise<StoredFlow> {
  const flow = await readFlow(store, caller.tenant.tenantId, flowId);
  if (flow === undefined || flow.value.startedBy.objectId !== caller.objectId)
    throw new ConnectionError('flow_not_found');
  return flow;
}

async function cancel(deps: FlowDependencies, caller: PersonCaller, flowId: string): Promise<FlowValue> {
  const flow = await ownFlow(deps.store, caller, flowId);
  if (flow.value.outcome === 'cancelled') return flow.value;
  if (!isRunning(flow.value, deps.now())) throw new ConnectionError('flow_ended');
  try {
    await deps.store.write(tenantPartition(caller.tenant.tenantId), [
      replaceFlow(flow, { outcome: 'cancelled' }),
    ]);
    return { ...flow.value, outcome: 'cancelled' };
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    // The window reported itself, or finished, at the same moment: look again and decide anew.
    return cancel(deps, caller, flowId);
  }
}
