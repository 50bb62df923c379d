import * as strings from 'WorkflowGalleryStrings';
import type { ApiProblem } from '../../../client/api-problem';
import type { Connection } from '../../../contract/connection';
import type { AuthMethodKind } from '../../../contract/connector';
import type { Denial, FieldError, ProblemCode } from '../../../contract/problem';
import type { SiteReference } from '../../../contract/site';
import type { SignInProblem } from '../sign-in/sign-in-problem';
import { format } from './format';

/** What happened and what to do, in one sentence: of the rule that refused where one did, else of the code. */
export function problemSentence(problem: Pick<ApiProblem, 'code' | 'because'>): string {
  return problem.because === undefined ? strings.problems[problem.code] : strings.because[problem.because];
}

/** What went wrong in the connect window, naming the kind of credential where it is known. */
export function flowProblemSentence(code: ProblemCode, kind: AuthMethodKind | undefined): string {
  const { refused, notDemanded } = strings.connect;
  if (kind !== undefined && code === 'credential_refused') return refused[kind];
  if (kind !== undefined && code === 'credential_not_demanded') return notDemanded[kind];
  return strings.problems[code];
}

/** Why there is no sign-in, and what to do. */
export function signInSentence(problem: SignInProblem): string {
  return format(strings.signIn.problems[problem.code], problem.account ?? '');
}

/** What is wrong with a field, naming the field, the refused character, the limit. */
export function fieldSentence(error: FieldError, title: string): string {
  return format(strings.fields[error.code], title, error.refused ?? error.limit ?? '');
}

/** Why a person may not add shared connections to a site, and whom to ask. */
export function mayNotCreateSentence(because: Denial, siteTitle: string): string {
  const { mayNotCreate } = strings;
  const sentences: Partial<Record<Denial, string>> = mayNotCreate;
  return format(sentences[because] ?? mayNotCreate.other, siteTitle);
}

/** Where a connection can be used. */
export function availabilityText(connection: {
  readonly kind: Connection['kind'];
  readonly availability: Connection['availability'];
  readonly homeSite: Pick<SiteReference, 'title'>;
}): string {
  if (connection.kind === 'personal') return strings.availability.personal;
  return format(strings.availability[connection.availability], connection.homeSite.title);
}

/** The names of a connection's owners. */
export function ownersText(connection: Pick<Connection, 'owners'>): string {
  return connection.owners.map(({ name }) => name).join(', ') || strings.list.unknownOwner;
}
