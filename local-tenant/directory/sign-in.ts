import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { errors, type Interaction } from 'oidc-provider';
import { readBody } from '../http/answers';
import { peopleOf } from '../world/changes';
import type { Person, Tenant } from '../world/world';
import { applicationOf } from './consents';
import { answerMessagePage, answerSignInPage } from './pages';
import { directoryCookie } from './provider-configuration';
import { refuse } from './refusals';
import { refuseAccount } from './token-grants';

interface SignIn {
  readonly tenant: Tenant;
  readonly provider: Provider;
}

/** Shows the people of the tenant, and takes the choice. There are no passwords: nobody here is real. */
export async function handleSignIn(
  { tenant, provider }: SignIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await findInteraction(provider, request, response);
  if (interaction === undefined) {
    answerMessagePage(
      response,
      400,
      'AADSTS50011: This sign-in has ended. Go back to where you came from and start again.',
    );
    return;
  }
  if (request.method !== 'POST') {
    answerSignInPage(response, {
      tenant,
      people: hintedFirst(tenant, interaction.params.login_hint),
      applicationName: applicationOf(tenant, interaction.params.client_id ?? '')?.displayName ?? 'SharePoint',
      returnOrigin: new URL(interaction.params.redirect_uri ?? '').origin,
    });
    return;
  }
  const result = resultOf(tenant, new URLSearchParams(await readBody(request)));
  if (typeof result === 'string') {
    answerMessagePage(response, 400, result);
    return;
  }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function findInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Interaction | undefined> {
  try {
    return await provider.interactionDetails(request, response);
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

function hintedFirst(tenant: Tenant, hint = ''): readonly Person[] {
  const isHinted = (person: Person): boolean => person.userPrincipalName.toLowerCase() === hint.toLowerCase();
  const people = peopleOf(tenant);
  return [...people.filter(isHinted), ...people.filter((person) => !isHinted(person))];
}

/** What the person chose, or in words why that cannot be. */
function resultOf(tenant: Tenant, form: URLSearchParams): Record<string, unknown> | string {
  if (form.has('cancel')) {
    return { error: 'access_denied', error_description: 'AADSTS65004: The person cancelled the sign-in.' };
  }
  const person = tenant.people.find((candidate) => candidate.objectId === form.get('person'));
  const refusal = person === undefined ? refuse('unknownPerson') : refuseAccount(person);
  if (person === undefined || refusal !== undefined) return refusal?.description ?? '';
  // One choice answers whichever prompt was asked for.
  return { login: { accountId: person.objectId }, select_account: {}, consent: {} };
}

const twoWeeks = 14 * 24 * 60 * 60;

/** Signs a person in to this browser without a page: what `--as` of the browser command uses. */
export async function signInDirectly(
  provider: Provider,
  person: Person,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly now: Date },
): Promise<void> {
  const context = provider.createContext(exchange.request, exchange.response);
  context.cookies.secure = true;
  const session = await provider.Session.get(context);
  session.resetIdentifier();
  session.loginAccount({ accountId: person.objectId });
  await session.save(twoWeeks);
  context.cookies.set(provider.cookieName('session'), session.id, {
    ...directoryCookie,
    expires: new Date(exchange.now.getTime() + twoWeeks * 1000),
  });
}
