import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { flowIdSchema } from '../../src/contract/connect-flow';
import type { RecordAudit } from '../audit/audit-event';
import { findTarget } from './connect-target';
import type { ConnectTarget, TargetAddress, TargetDependencies, TargetRefusal } from './connect-target';
import { isRunning, readFlow } from './flow-record';
import { formFor } from './forms/form-for';
import { textsFor } from './loc/texts';
import type { Texts } from './loc/en';
import { reportPresence } from './presence';
import { noteRefusal, windowRefusalOf } from './note-refusal';
import { flowOfPath, flowPath, signInRefusalView, targetRefusalView, unknownView } from './refusal-views';
import { createSession, readSession } from './session';
import type { SessionAtHand } from './session';
import { finishSignIn } from './sign-in';
import type { SignInDependencies } from './sign-in';
import { leaveSession, sendToDirectory } from './sign-in-detour';
import type { SubmitDependencies } from './submit-credential';
import { auditWindow } from './window-audit';
import { clearSignInSecret, sessionSecret, setSessionSecret, signInSecret } from './window-cookies';
import { credentialView } from './window-views';
import type { View } from './window-views';

export type ConnectWindowDependencies = TargetDependencies &
  SignInDependencies &
  SubmitDependencies & {
    readonly recordAudit: RecordAudit;
    /** The hosts that the connection's credential would be sent to. */
    readonly hostsOf: (target: ConnectTarget) => readonly string[];
  };

const addressSchema = z.object({ tenantId: z.guid(), flowId: flowIdSchema });

/** Tenant and flow of the address, or `undefined` where it cannot be one of ours. */
export function windowAddress(request: FastifyRequest): TargetAddress | undefined {
  const parsed = addressSchema.safeParse(request.params);
  return parsed.success ? parsed.data : undefined;
}

export function textsOf(request: FastifyRequest): Texts {
  return textsFor(request.headers['accept-language']);
}

export async function answer(reply: FastifyReply, view: View): Promise<FastifyReply> {
  return reply.code(view.status).type('text/html; charset=utf-8').send(view.page);
}

/** Shows the form to the person who began, or says why not; signs in first where nobody is signed in. */
export async function showWindow(
  deps: ConnectWindowDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const texts = textsOf(request);
  const address = windowAddress(request);
  if (address === undefined) return answer(reply, unknownView(texts));
  const session = await readSession(deps, sessionSecret(request));
  if (session === undefined) return goToSignIn(deps, { address, texts, reply });
  const found = await findTarget(deps, address, session);
  if (!found.ok) {
    await tellRefusal(deps, { address, session, request, because: found.because });
    return answer(reply, targetRefusalView(texts, found, { address, session }));
  }
  const { target } = found;
  if (target.flow.value.windowRefusal !== undefined) await noteRefusal(deps, address, undefined);
  await reportPresence(deps, address, 'open');
  const form = formFor(target.authMethod);
  const host = hostOf(deps, target);
  return answer(reply, credentialView({ texts, target, session, host, form, entry: {}, errors: {} }));
}

/** Ends the session and lets the person choose another account. */
export async function signInAsAnother(
  deps: ConnectWindowDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const texts = textsOf(request);
  const address = windowAddress(request);
  if (address === undefined) return answer(reply, unknownView(texts));
  await leaveSession(deps, request, reply);
  return goToSignIn(deps, { address, texts, reply, prompt: 'select_account' });
}

/** Where the directory sends the browser back to: ends on an address without code or state (S9). */
export async function returnFromSignIn(
  deps: ConnectWindowDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const returnedTo = new URL(request.url, deps.origin);
  const result = await finishSignIn(deps, { address: returnedTo, browserSecret: signInSecret(request) });
  clearSignInSecret(reply);
  if (!result.ok) {
    const flow = result.backTo === undefined ? undefined : flowOfPath(result.backTo);
    if (flow !== undefined) await noteRefusal(deps, flow, windowRefusalOf(result.because));
    return answer(reply, signInRefusalView(textsOf(request), result, new URL(deps.origin).host));
  }
  setSessionSecret(reply, await createSession(deps, result.person));
  return reply.redirect(result.backTo, 303);
}

export function hostOf(deps: Pick<ConnectWindowDependencies, 'hostsOf'>, target: ConnectTarget): string {
  return deps.hostsOf(target).join(', ');
}

interface Refused {
  readonly address: TargetAddress;
  readonly session: SessionAtHand;
  readonly request: FastifyRequest;
  readonly because: TargetRefusal;
}

/** A person who comes to another's flow is noted (S3), and its starter told: it is how a stolen link would show. */
export async function tellRefusal(
  deps: ConnectWindowDependencies,
  { address, session, request, because }: Refused,
): Promise<void> {
  if (because === 'unknown' || because === 'ended') return;
  if (because !== 'notAllowed') await noteRefusal(deps, address, because);
  await auditWindow(deps.recordAudit, {
    event: 'connectFlow.opened',
    outcome: 'refused',
    session,
    address,
    requestId: request.id,
    subject: { because, ...(session.tenantId !== address.tenantId && { fromTenant: session.tenantId }) },
  });
}

interface SignInDetour {
  readonly address: TargetAddress;
  readonly texts: Texts;
  readonly reply: FastifyReply;
  readonly prompt?: 'select_account';
}

async function goToSignIn(
  deps: ConnectWindowDependencies,
  { address, texts, reply, prompt }: SignInDetour,
): Promise<FastifyReply> {
  const tenant = await deps.findTenant(address.tenantId);
  const flow =
    tenant === undefined ? undefined : await readFlow(deps.store, address.tenantId, address.flowId);
  if (tenant === undefined || flow === undefined || !isRunning(flow.value, deps.now())) {
    return answer(reply, unknownView(texts));
  }
  await reportPresence(deps, address, 'away');
  return sendToDirectory(deps, reply, { tenant, backTo: flowPath(address), prompt });
}
