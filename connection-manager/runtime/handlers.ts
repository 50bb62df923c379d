import { auditActor, type RecordAudit } from '../audit/audit-event';
import { openCredential } from '../connections/open-credential';
import { disposeCredential } from '../connections/credential';
import type { AccountsAtRunTime } from '../directory/accounts-at-run-time';
import type { Egress } from '../egress/egress';
import type { HandlerInput, HandlerResult, Handlers } from '../http/handler';
import type { Store } from '../store/store';
import type { TenantRegistration } from '../tenants/tenant-registration';
import type { Vault } from '../vault/vault';
import { authoriseStep, type StepAtRunTime } from './authorise-step';
import { invokeThrough, prepareInvocation } from './invoke-connection';
import { resolvedCredential } from './resolved-credential';
import type { invoke, resolve, runtimeRoutes } from './routes';

export interface RuntimeDependencies {
  readonly store: Pick<Store, 'read'>;
  readonly accounts: AccountsAtRunTime;
  readonly vault: Vault;
  readonly egress: Pick<Egress, 'send'>;
  readonly recordAudit: RecordAudit;
}

/** Hands workflow steps what they need to authenticate, or calls the system for them. */
export function runtimeHandlers(deps: RuntimeDependencies): Handlers<typeof runtimeRoutes> {
  return {
    // The binder keeps `credential.resolved` before it sends the answer (S21).
    resolve: ({ caller, body }) => resolveStep(deps, caller.tenant, body),
    invoke: (input) => invokeForStep(deps, input),
  };
}

async function resolveStep(
  deps: RuntimeDependencies,
  tenant: TenantRegistration,
  step: StepAtRunTime,
): Promise<HandlerResult<typeof resolve>> {
  const { connection, binding } = await authoriseStep(deps, tenant, step);
  const credential = await openCredential(deps, tenant.tenantId, connection);
  try {
    return {
      body: {
        connectionId: connection.id,
        settings: connection.settings,
        allowedHosts: [...connection.allowedHosts],
        credential: resolvedCredential(connection, credential),
      },
      auditSubject: { connectionId: connection.id, authorId: binding.author.objectId },
    };
  } finally {
    disposeCredential(credential);
  }
}

async function invokeForStep(
  deps: RuntimeDependencies,
  { caller, body, requestId }: HandlerInput<typeof invoke>,
): Promise<HandlerResult<typeof invoke>> {
  const { tenantId } = caller.tenant;
  const { connection, binding } = await authoriseStep(deps, caller.tenant, body);
  const { request, definition } = prepareInvocation(connection, body.request);
  const credential = await openCredential(deps, tenantId, connection);
  try {
    const ids = { connectionId: connection.id, authorId: binding.author.objectId };
    const { site, workflowId, stepId, instanceId } = body;
    // S21: the secret leaves with the call itself, so the trail has to know before it is made. The path is
    // not recorded: systems put what is private into it.
    await deps.recordAudit({
      event: 'connection.invocationStarted',
      outcome: 'done',
      tenantId,
      actor: auditActor(caller),
      requestId,
      subject: {
        ...ids,
        site,
        workflowId,
        stepId,
        instanceId,
        method: request.method,
        host: request.url.host,
      },
    });
    const answer = await invokeThrough(deps.egress, { connection, definition, credential, request });
    return { body: answer, auditSubject: { ...ids, answered: String(answer.status) } };
  } finally {
    disposeCredential(credential);
  }
}
