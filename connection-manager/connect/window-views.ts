import { fill } from './loc/texts';
import type { Texts } from './loc/en';
import type { ConnectTarget } from './connect-target';
import { csrfToken } from './session';
import type { SessionAtHand } from './session';
import { mostAttempts } from './flow-record';
import type { CredentialForm, Entry, FieldErrors } from './forms/credential-form';
import { credentialPage } from './pages/credential-page';
import { messagePage } from './pages/message-page';
import { everyoneWithin } from './reach-text';
import type { SubmitResult } from './submit-credential';

/** A page and the status it is answered with. */
export interface View {
  readonly status: number;
  readonly page: string;
}

export interface CredentialView {
  readonly texts: Texts;
  readonly target: ConnectTarget;
  readonly session: SessionAtHand;
  /** Host that the credential will be sent to. */
  readonly host: string;
  readonly form: CredentialForm;
  readonly entry: Entry;
  readonly errors: FieldErrors;
  /** Why what was entered did not work, though it was well-formed. */
  readonly attempt?: string;
}

/** The form, empty or with what is wrong. */
export function credentialView(view: CredentialView): View {
  const { texts, target, session, host, form, attempt } = view;
  const { connection, connector, flow, tenant } = target;
  const problems = [...(attempt === undefined ? [] : [attempt]), ...Object.values(view.errors)];
  const page = credentialPage({
    texts,
    flowAddress: `/connect/${tenant.tenantId}/${flow.value.id}`,
    csrf: csrfToken(session, flow.value.id),
    etag: connection.etag,
    connectionName: connection.value.name,
    connectorTitle: connector.title,
    personName: session.name,
    tenantName: tenant.displayName,
    host,
    whoCanUse: whoCanUse(texts, target),
    fields: form.draw(view),
    problems,
  });
  return { status: problems.length === 0 ? 200 : 422, page };
}

/** What the person is told after sending the form, except where the form itself comes back. */
export function resultView(
  { texts, target, host }: Pick<CredentialView, 'texts' | 'target' | 'host'>,
  result: Extract<SubmitResult, { kind: 'succeeded' | 'ended' }>,
): View {
  if (result.kind === 'succeeded') {
    const { name } = target.connection.value;
    const succeeded =
      result.account === undefined
        ? fill(texts.succeededWithoutAccount, name, host)
        : fill(texts.succeeded, name, result.account);
    const sentences = [succeeded, texts.closeWindow];
    return { status: 200, page: messagePage({ texts, title: texts.succeededTitle, sentences }) };
  }
  if (result.because === 'tooManyAttempts') {
    const sentences = [fill(texts.tooMany, String(mostAttempts))];
    return { status: 409, page: messagePage({ texts, title: texts.tooManyTitle, sentences }) };
  }
  return { status: 409, page: messagePage({ texts, title: texts.endedTitle, sentences: [texts.ended] }) };
}

/** Why a well-formed credential was not kept. */
export function attemptSentence(
  { texts, form, host }: Pick<CredentialView, 'texts' | 'form' | 'host'>,
  { problem, detail }: Extract<SubmitResult, { kind: 'attemptFailed' }>,
): string {
  switch (problem) {
    case 'credential_refused':
      return fill(form.sentences(texts).refused, host);
    case 'credential_not_demanded':
      return fill(form.sentences(texts).notDemanded, host);
    case 'system_unreachable':
      return fill(texts.systemUnreachable, host, detail);
    case 'changed_meanwhile':
      return texts.changedMeanwhile;
    case 'vault_unavailable':
      return texts.vaultUnavailable;
    default:
      return unreachable(problem);
  }
}

function whoCanUse(texts: Texts, { connection, tenant }: ConnectTarget): string {
  const { availability, homeSite, users } = connection.value;
  if (!users.some((user) => user.kind === 'everyone')) return texts.nobodyElse;
  return everyoneWithin(texts, { availability, siteTitle: homeSite.title, tenantName: tenant.displayName });
}

function unreachable(value: never): never {
  throw new TypeError(`No sentence for ${JSON.stringify(value)}`);
}
