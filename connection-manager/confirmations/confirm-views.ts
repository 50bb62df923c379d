import { findConnector } from '../connectors/registry';
import { fill } from '../connect/loc/texts';
import type { Texts } from '../connect/loc/en';
import { message } from '../connect/refusal-views';
import { csrfToken, type SessionAtHand } from '../connect/session';
import type { View } from '../connect/window-views';
import { confirmPage } from './confirm-page';
import { confirmSentences } from './confirm-sentences';
import { confirmationPath } from './confirmation-record';
import type { ConfirmAddress, FindRefusal, Waiting } from './find-waiting';

interface Shown {
  readonly texts: Texts;
  readonly session: SessionAtHand;
  readonly address: ConfirmAddress;
}

/** Person, tenant, connection and what will happen, and the question. */
export function waitingView(
  { texts, session, address }: Shown,
  { tenant, confirmation, connection }: Waiting,
): View {
  const { name, connectorId } = connection.value;
  const tenantName = tenant.displayName;
  const { change } = confirmation.value;
  const page = confirmPage({
    texts,
    title: fill(texts.confirmTitle, name),
    path: confirmationPath(address.tenantId, address.confirmationId),
    csrf: csrfToken(session, address.confirmationId),
    facts: [
      [texts.signedInAs, session.name],
      [texts.tenantLabel, tenantName],
      [texts.connectionLabel, name],
      [texts.connectorLabel, findConnector(connectorId)?.title ?? connectorId],
    ],
    sentences: confirmSentences({ texts, change, connection: connection.value, tenantName }),
  });
  return { status: 200, page };
}

/** Why there is nothing to confirm, each with its own page. */
export function notWaitingView({ texts, session, address }: Shown, refusal: FindRefusal): View {
  switch (refusal.because) {
    case 'unknown':
      return unknownConfirmationView(texts);
    case 'anotherPerson': {
      const sentences = [fill(texts.askedByAnother, session.name, refusal.askedBy)];
      const path = confirmationPath(address.tenantId, address.confirmationId);
      const link = { text: texts.signInAsAnother, address: `${path}/sign-in` };
      return message(403, { texts, title: texts.anotherPersonTitle, sentences, link });
    }
    case 'changed':
      return message(409, { texts, title: texts.confirmChangedTitle, sentences: [texts.confirmChanged] });
    case 'expired':
      return message(409, { texts, title: texts.confirmExpiredTitle, sentences: [texts.confirmExpired] });
    case 'used':
      return message(409, { texts, title: texts.usedTitle, sentences: [texts.used] });
    case 'confirmed':
    case 'refused':
      return concludedView(texts, refusal.because);
  }
}

/** What the person is told after deciding, however often the page is opened again. */
export function concludedView(texts: Texts, outcome: 'confirmed' | 'refused'): View {
  return outcome === 'confirmed'
    ? message(200, { texts, title: texts.confirmedTitle, sentences: [texts.confirmed] })
    : message(200, { texts, title: texts.refusedTitle, sentences: [texts.refused] });
}

export function unknownConfirmationView(texts: Texts): View {
  return message(404, { texts, title: texts.unknownTitle, sentences: [texts.confirmUnknown] });
}

/** The form came without what proves that it is ours: somebody else's page, or a session that ended. */
export function expiredConfirmFormView(texts: Texts, { tenantId, confirmationId }: ConfirmAddress): View {
  const link = { text: texts.openAgain, address: confirmationPath(tenantId, confirmationId) };
  return message(403, { texts, title: texts.expiredFormTitle, sentences: [texts.confirmExpiredForm], link });
}
