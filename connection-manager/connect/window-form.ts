import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { Caller } from '../../src/rules/principals';
import { administrativeMark } from '../connections/connection-access';
import { changeFlow } from './change-flow';
import { findTarget } from './connect-target';
import type { ConnectTarget, TargetAddress } from './connect-target';
import { readFlow } from './flow-record';
import { formFor } from './forms/form-for';
import type { Texts } from './loc/en';
import { reportPresence } from './presence';
import { cancelledView, expiredFormView, targetRefusalView, unknownView } from './refusal-views';
import { isCsrfToken, readSession } from './session';
import type { SessionAtHand } from './session';
import { submitCredential } from './submit-credential';
import type { SubmitResult } from './submit-credential';
import { auditWindow } from './window-audit';
import { sessionSecret } from './window-cookies';
import { isFromOwnPage } from './window-headers';
import { answer, tellRefusal, hostOf, textsOf, windowAddress } from './window-requests';
import type { ConnectWindowDependencies } from './window-requests';
import { attemptSentence, credentialView, resultView } from './window-views';
import type { View } from './window-views';

/** What every form has; the rest is the entry, for the form of the auth method's kind to read. */
const formSchema = z.catchall(
  z.object({
    csrf: z.string(),
    etag: z.string(),
    action: z._default(z.enum(['connect', 'cancel']), 'connect'),
  }),
  z.string(),
);

type Form = z.infer<typeof formSchema>;

const presenceSchema = z.object({ csrf: z.string(), state: z.enum(['open', 'left']) });

/** Takes the form. Answers with a page, always: never with a redirect (S8a). */
export async function takeForm(
  deps: ConnectWindowDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const texts = textsOf(request);
  const address = windowAddress(request);
  if (address === undefined) return answer(reply, unknownView(texts));
  const session = await readSession(deps, sessionSecret(request));
  const form = formSchema.safeParse(request.body);
  if (
    session === undefined ||
    !form.success ||
    !isOurs(deps, request, { session, address, csrf: form.data.csrf })
  ) {
    return answer(reply, expiredFormView(texts, address));
  }
  const found = await findTarget(deps, address, session);
  if (!found.ok) {
    await tellRefusal(deps, { address, session, request, because: found.because });
    return answer(reply, targetRefusalView(texts, found, { address, session }));
  }
  const sent: SentForm = {
    texts,
    address,
    session,
    target: found.target,
    form: form.data,
    requestId: request.id,
    isAwaited: () => !request.raw.socket.destroyed,
  };
  return answer(
    reply,
    form.data.action === 'cancel' ? await cancelFlow(deps, sent) : await connect(deps, sent),
  );
}

/** Notes that the window is open or has gone. The window's own person only; nobody else learns anything. */
export async function takePresence(
  deps: ConnectWindowDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const address = windowAddress(request);
  const session = await readSession(deps, sessionSecret(request));
  const body = presenceSchema.safeParse(request.body);
  if (
    address === undefined ||
    session === undefined ||
    !body.success ||
    !isOurs(deps, request, { session, address, csrf: body.data.csrf })
  ) {
    return reply.code(403).send();
  }
  const flow =
    session.tenantId === address.tenantId
      ? await readFlow(deps.store, address.tenantId, address.flowId)
      : undefined;
  if (flow?.value.startedBy.objectId === session.objectId)
    await reportPresence(deps, address, body.data.state);
  return reply.code(204).send();
}

interface SentForm {
  readonly texts: Texts;
  readonly address: TargetAddress;
  readonly session: SessionAtHand;
  readonly target: ConnectTarget;
  readonly form: Form;
  readonly requestId: string;
  /** Whether the window still waits for the answer: it may be closed while the system takes its time. */
  readonly isAwaited: () => boolean;
}

async function connect(deps: ConnectWindowDependencies, sent: SentForm): Promise<View> {
  const { texts, target, form: entry } = sent;
  const form = formFor(target.authMethod);
  const drawn = { ...sent, host: hostOf(deps, target), form, entry };
  // What the person read when the form was drawn is what the credential is given for.
  const read = entry.etag === target.connection.etag ? form.read(entry, texts) : undefined;
  if (read?.ok === false) {
    await reportPresence(deps, sent.address, 'open');
    return credentialView({ ...drawn, errors: read.errors });
  }
  const result: SubmitResult =
    read === undefined
      ? { kind: 'attemptFailed', problem: 'changed_meanwhile', detail: '' }
      : await submitCredential(deps, target, read.credential);
  await auditAttempt(deps, sent, result);
  if (result.kind !== 'attemptFailed') return resultView({ texts, target, host: drawn.host }, result);
  if (sent.isAwaited()) await reportPresence(deps, sent.address, 'open');
  return credentialView({ ...drawn, attempt: attemptSentence(drawn, result), errors: {} });
}

async function auditAttempt(
  deps: ConnectWindowDependencies,
  sent: SentForm,
  result: SubmitResult,
): Promise<void> {
  const because =
    result.kind === 'attemptFailed' ? result.problem : result.kind === 'ended' ? result.because : undefined;
  await auditWindow(deps.recordAudit, {
    event: 'connection.connected',
    outcome: result.kind === 'succeeded' ? 'done' : 'refused',
    session: sent.session,
    address: sent.address,
    requestId: sent.requestId,
    subject: {
      connectionId: sent.target.connection.value.id,
      ...administrativeMark({ caller: starterOf(sent), connection: sent.target.connection.value }),
      ...(because !== undefined && { because }),
    },
  });
}

/** The person as the rules know people; only who they are and their groups say whether they own it. */
function starterOf({ session, target }: SentForm): Caller {
  const { objectId, isGuest } = session;
  return { objectId, isGuest, isWorkflowAdministrator: false, groupIds: target.flow.value.groupIds };
}

async function cancelFlow(deps: ConnectWindowDependencies, sent: SentForm): Promise<View> {
  const { address } = sent;
  // One that is over already stays as it is.
  await changeFlow(deps, address, () => ({ outcome: 'cancelled' }));
  const { session, requestId } = sent;
  await auditWindow(deps.recordAudit, {
    event: 'connectFlow.cancelled',
    outcome: 'done',
    session,
    address,
    requestId,
  });
  return cancelledView(sent.texts);
}

function isOurs(
  deps: ConnectWindowDependencies,
  request: FastifyRequest,
  proof: { readonly session: SessionAtHand; readonly address: TargetAddress; readonly csrf: string },
): boolean {
  return (
    isFromOwnPage(request.headers, deps.origin) &&
    isCsrfToken(proof.session, proof.address.flowId, proof.csrf)
  );
}
