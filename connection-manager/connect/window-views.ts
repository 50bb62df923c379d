import { fill } from './loc/texts';
import type { Texts } from './loc/en';
import type { ConnectTarget } from './connect-target';
import { csrfToken } from './session';
import type { SessionAtHand } from './session';
import { mostAttempts } from './flow-record';
import { credentialPage } from './pages/credential-page';
import type { EntryErrors } from './pages/credential-page';
import { messagePage } from './pages/message-page';
import type { EntryProblem, SubmitResult } from './submit-credential';

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
  readonly username: string;
  readonly errors: EntryErrors;
}

/** The form, empty or with what is wrong. */
export function credentialView(view: CredentialView): View {
  const { texts, target, session, host, username, errors } = view;
  const { connection, connector, flow, tenant } = target;
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
    username,
    errors,
  });
  return { status: Object.keys(errors).length === 0 ? 200 : 422, page };
}

/** What the person is told after sending the form, except where the form itself comes back. */
export function resultView(
  texts: Texts,
  target: ConnectTarget,
  result: Extract<SubmitResult, { kind: 'succeeded' | 'ended' }>,
): View {
  if (result.kind === 'succeeded') {
    const sentences = [
      fill(texts.succeeded, target.connection.value.name, result.account),
      texts.closeWindow,
    ];
    return { status: 200, page: messagePage({ texts, title: texts.succeededTitle, sentences }) };
  }
  if (result.because === 'tooManyAttempts') {
    const sentences = [fill(texts.tooMany, String(mostAttempts))];
    return { status: 409, page: messagePage({ texts, title: texts.tooManyTitle, sentences }) };
  }
  return { status: 409, page: messagePage({ texts, title: texts.endedTitle, sentences: [texts.ended] }) };
}

/** The sentences for what was entered and what came of it. */
export function entryErrors(
  texts: Texts,
  host: string,
  result: Extract<SubmitResult, { kind: 'entryProblems' | 'attemptFailed' }>,
): EntryErrors {
  if (result.kind === 'entryProblems') return fieldErrors(texts, result.problems);
  switch (result.problem) {
    case 'credential_refused':
      return { attempt: fill(texts.credentialRefused, host) };
    case 'credential_not_demanded':
      return { attempt: fill(texts.credentialNotDemanded, host) };
    case 'system_unreachable':
      return { attempt: fill(texts.systemUnreachable, host, result.detail) };
    case 'changed_meanwhile':
      return { attempt: texts.changedMeanwhile };
    case 'vault_unavailable':
      return { attempt: texts.vaultUnavailable };
    default:
      return unreachable(result.problem);
  }
}

function fieldErrors(texts: Texts, problems: readonly EntryProblem[]): EntryErrors {
  const sentences: Readonly<Record<EntryProblem, EntryErrors>> = {
    usernameRequired: { username: texts.usernameRequired },
    usernameColon: { username: texts.usernameColon },
    usernameTooLong: { username: texts.tooLong },
    passwordRequired: { password: texts.passwordRequired },
    passwordTooLong: { password: texts.tooLong },
    usernameControl: { username: texts.controlCharacter },
    passwordControl: { password: texts.controlCharacter },
  };
  return problems.reduce<EntryErrors>((errors, problem) => ({ ...errors, ...sentences[problem] }), {});
}

function whoCanUse(texts: Texts, { connection, tenant }: ConnectTarget): string {
  const { availability, homeSite, users } = connection.value;
  if (!users.some((user) => user.kind === 'everyone')) return texts.nobodyElse;
  switch (availability) {
    case 'site':
      return fill(texts.availabilitySite, homeSite.title);
    case 'siteCollection':
      return fill(texts.availabilitySiteCollection, homeSite.title);
    case 'tenant':
      return fill(texts.availabilityTenant, tenant.displayName);
    default:
      return unreachable(availability);
  }
}

function unreachable(value: never): never {
  throw new TypeError(`No sentence for ${JSON.stringify(value)}`);
}
