import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { confirmationIdSchema } from '../../src/contract/confirmation';
import type { RecordAudit } from '../audit/audit-event';
import { tenantPartition } from '../connections/connection-records';
import { isCsrfToken, readSession, type SessionAtHand } from '../connect/session';
import type { SignInDependencies } from '../connect/sign-in';
import { leaveSession, sendToDirectory } from '../connect/sign-in-detour';
import { sessionSecret } from '../connect/window-cookies';
import { isFromOwnPage } from '../connect/window-headers';
import { answer, textsOf } from '../connect/window-requests';
import { StoreConflict } from '../store/store';
import {
  concludeConfirmation,
  confirmationPath,
  confirmationState,
  readStoredConfirmation,
  type StoredConfirmation,
} from './confirmation-record';
import {
  concludedView,
  expiredConfirmFormView,
  notWaitingView,
  unknownConfirmationView,
  waitingView,
} from './confirm-views';
import { findWaiting, type ConfirmAddress, type FindDependencies } from './find-waiting';

export type ConfirmWindowDependencies = FindDependencies &
  SignInDependencies & { readonly recordAudit: RecordAudit };

/**
 * The pages on which a person confirms what a script on a SharePoint page must not do in their name (S49). Register
 * them where the connect window's headers, cookies and error pages hold.
 */
export function confirmWindow(server: FastifyInstance, deps: ConfirmWindowDependencies): void {
  const path = '/confirm/:tenantId/:confirmationId';
  server.get(path, async (request, reply) => show(deps, request, reply));
  server.get(`${path}/sign-in`, async (request, reply) => signInAsAnother(deps, request, reply));
  server.post(path, async (request, reply) => take(deps, request, reply));
}

const addressSchema = z.object({ tenantId: z.guid(), confirmationId: confirmationIdSchema });
// Without a button there is no decision: nothing stands in for one.
const formSchema = z.object({ csrf: z.string(), action: z.enum(['confirm', 'refuse']) });

function addressOf(request: FastifyRequest): ConfirmAddress | undefined {
  const parsed = addressSchema.safeParse(request.params);
  return parsed.success ? parsed.data : undefined;
}

async function show(
  deps: ConfirmWindowDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const texts = textsOf(request);
  const address = addressOf(request);
  if (address === undefined) return answer(reply, unknownConfirmationView(texts));
  const session = await readSession(deps, sessionSecret(request));
  if (session === undefined || session.tenantId !== address.tenantId)
    return await goToSignIn(deps, { address, request, reply });
  const found = await findWaiting(deps, address, session);
  const shown = { texts, session, address };
  if (found.ok) return answer(reply, waitingView(shown, found.waiting));
  if (found.because === 'anotherPerson')
    await audit(deps, { event: 'confirmation.opened', session, address, request });
  return answer(reply, notWaitingView(shown, found));
}

async function signInAsAnother(
  deps: ConfirmWindowDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const address = addressOf(request);
  if (address === undefined) return answer(reply, unknownConfirmationView(textsOf(request)));
  await leaveSession(deps, request, reply);
  return await goToSignIn(deps, { address, request, reply, prompt: 'select_account' });
}

/** Takes the decision. Answers with a page, always: never with a redirect (S8a). */
async function take(
  deps: ConfirmWindowDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const texts = textsOf(request);
  const address = addressOf(request);
  if (address === undefined) return answer(reply, unknownConfirmationView(texts));
  const session = await readSession(deps, sessionSecret(request));
  const form = formSchema.safeParse(request.body);
  const isOurs =
    session !== undefined &&
    form.success &&
    isFromOwnPage(request.headers, deps.origin) &&
    isCsrfToken(session, address.confirmationId, form.data.csrf);
  if (!isOurs) return answer(reply, expiredConfirmFormView(texts, address));
  const found = await findWaiting(deps, address, session);
  const shown = { texts, session, address };
  if (!found.ok) {
    if (found.because === 'anotherPerson')
      await audit(deps, { event: 'confirmation.opened', session, address, request });
    return answer(reply, notWaitingView(shown, found));
  }
  const outcome = form.data.action === 'confirm' ? 'confirmed' : 'refused';
  const { confirmation } = found.waiting;
  if (!(await conclude(deps, address, { confirmation, outcome }))) return await show(deps, request, reply);
  await audit(deps, { event: `confirmation.${outcome}`, session, address, request, confirmation });
  return answer(reply, concludedView(texts, outcome));
}

interface Conclusion {
  readonly confirmation: StoredConfirmation;
  readonly outcome: 'confirmed' | 'refused';
}

/** Of two windows that decide at once only one does. */
async function conclude(
  { store }: ConfirmWindowDependencies,
  { tenantId }: ConfirmAddress,
  { confirmation, outcome }: Conclusion,
): Promise<boolean> {
  try {
    await store.write(tenantPartition(tenantId), [concludeConfirmation(confirmation, outcome)]);
    return true;
  } catch (error) {
    if (error instanceof StoreConflict) return false;
    throw error;
  }
}

interface SignInDetour {
  readonly address: ConfirmAddress;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly prompt?: 'select_account';
}

/** Nobody is sent to the directory for something that is not there. */
async function goToSignIn(
  deps: ConfirmWindowDependencies,
  { address, request, reply, prompt }: SignInDetour,
): Promise<FastifyReply> {
  const { tenantId, confirmationId } = address;
  const tenant = await deps.findTenant(tenantId);
  const confirmation = tenant && (await readStoredConfirmation(deps.store, tenantId, confirmationId));
  if (tenant === undefined || confirmation === undefined)
    return answer(reply, unknownConfirmationView(textsOf(request)));
  if (confirmationState(confirmation.value, deps.now()) === 'expired')
    return answer(reply, unknownConfirmationView(textsOf(request)));
  return await sendToDirectory(deps, reply, {
    tenant,
    backTo: confirmationPath(tenantId, confirmationId),
    prompt,
  });
}

interface Happening {
  readonly event: 'confirmation.opened' | 'confirmation.confirmed' | 'confirmation.refused';
  readonly session: SessionAtHand;
  readonly address: ConfirmAddress;
  readonly request: FastifyRequest;
  /** What was decided about; absent where somebody else came. */
  readonly confirmation?: StoredConfirmation;
}

async function audit(
  { recordAudit }: ConfirmWindowDependencies,
  { event, session, address, request, confirmation }: Happening,
): Promise<void> {
  const { objectId, name } = session;
  const of = confirmation && { connectionId: confirmation.value.connectionId };
  await recordAudit({
    event,
    outcome: confirmation === undefined ? 'refused' : 'done',
    tenantId: address.tenantId,
    actor: { kind: 'person', objectId, name, clientId: 'confirm-window' },
    requestId: request.id,
    subject: {
      confirmationId: address.confirmationId,
      ...(of ?? { because: 'anotherPerson' }),
    },
  });
}
