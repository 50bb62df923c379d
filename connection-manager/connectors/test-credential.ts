import type { Settings } from '../../src/contract/connection';
import type { Credential } from '../connections/credential';
import type { Egress, EgressResponse } from '../egress/egress';
import { EgressError } from '../egress/egress-error';
import { applyCredential, credentialFault } from './apply-credential';
import { allowedHostsOf, testAddressOf } from './connector-addresses';
import { readPointer, type ConnectorDefinition } from './connector-definition';
import { describeEgressFailure } from './egress-failure';

export interface CredentialTest {
  readonly definition: ConnectorDefinition;
  readonly authMethodId: string;
  readonly settings: Settings;
  readonly credential: Credential;
}

/**
 * `account` is the account's name at the system, where there is one: nothing of an API key is ever shown, so a
 * key has none unless the system's answer names it. `detail` is one English sentence without anything secret.
 */
export type TestOutcome =
  | { readonly ok: true; readonly account: string | undefined; readonly allowedHosts: string[] }
  | {
      readonly ok: false;
      readonly problem: 'credential_refused' | 'credential_not_demanded' | 'system_unreachable';
      readonly detail: string;
    };

/**
 * Finds out by the connector's test call whether a credential works, and at which hosts alone it may be used.
 *
 * A system that answers the same call without the credential just as well has proved nothing: a wrong password
 * would look right. That is told apart, because another test path helps. The credential goes first, so that a
 * wrong one costs a single call.
 */
export async function testCredential(
  deps: { readonly egress: Pick<Egress, 'send'> },
  test: CredentialTest,
): Promise<TestOutcome> {
  const { definition, settings, credential } = test;
  const fault = credentialFault(test);
  if (fault !== undefined)
    return { ok: false, problem: 'credential_refused', detail: `The credential cannot be sent: ${fault}.` };
  const answer = await call(deps.egress, test, applyCredential(test));
  if (!answer.ok) return unreachable(describeEgressFailure(answer.failure));
  const { status } = answer.response;
  if (isAmong(status, definition.test.refused)) {
    return {
      ok: false,
      problem: 'credential_refused',
      detail: `The system refused the credential (${status}).`,
    };
  }
  if (!isAmong(status, definition.test.good)) return unreachable(describeStatus(status));
  const doubt = definition.test.mustDemandCredential ? await doubtAboutDemand(deps.egress, test) : undefined;
  if (doubt !== undefined) return doubt;
  const account = accountIn(answer.response, definition.test.account) ?? accountOf(credential);
  return { ok: true, account, allowedHosts: allowedHostsOf(definition, settings) };
}

/** The same call without the credential: whatever is not a good answer shows that the credential made the difference. */
async function doubtAboutDemand(
  egress: Pick<Egress, 'send'>,
  test: CredentialTest,
): Promise<TestOutcome | undefined> {
  const answer = await call(egress, test, {});
  if (!answer.ok) {
    // Many systems answer a stranger by leading to their sign-in page.
    return answer.failure === 'redirect_refused'
      ? undefined
      : unreachable(describeEgressFailure(answer.failure));
  }
  if (!isAmong(answer.response.status, test.definition.test.good)) return undefined;
  const detail = 'The system answers the test call without the credential too, so it could not be checked.';
  return { ok: false, problem: 'credential_not_demanded', detail };
}

type Answer =
  | { readonly ok: true; readonly response: EgressResponse }
  | { readonly ok: false; readonly failure: EgressError['code'] };

async function call(
  egress: Pick<Egress, 'send'>,
  { definition, settings }: CredentialTest,
  credentialHeaders: Readonly<Record<string, string>>,
): Promise<Answer> {
  try {
    const response = await egress.send({
      purpose: 'connectionTest',
      url: testAddressOf(definition, settings).href,
      method: definition.test.method,
      headers: { accept: 'application/json, */*;q=0.5', ...credentialHeaders },
      allowedHosts: allowedHostsOf(definition, settings),
    });
    return { ok: true, response };
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return { ok: false, failure: error.code };
  }
}

function unreachable(detail: string): TestOutcome {
  return { ok: false, problem: 'system_unreachable', detail };
}

/** A connector that does not take 403 for a refused credential has seen it mean less: known, but not let in here. */
function describeStatus(status: number): string {
  return status === 403
    ? 'The system answered that this credential may not read what the test call asks for (status 403).'
    : `The system answered the test call with status ${status}.`;
}

function isAmong(
  status: number,
  statuses: ConnectorDefinition['test']['good'] | ConnectorDefinition['test']['refused'],
): boolean {
  return statuses.some((each) => each === status || each === `${Math.floor(status / 100)}xx`);
}

function accountOf(credential: Credential): string | undefined {
  return credential.kind === 'usernamePassword' ? credential.username.reveal() : undefined;
}

const longestAccount = 200;

/** The account's name where the connector says, if a readable one is there. */
function accountIn({ body }: EgressResponse, pointer: string | undefined): string | undefined {
  if (pointer === undefined) return undefined;
  const found = readPointer(parseJson(body), pointer);
  if (typeof found !== 'string') return undefined;
  const shown = found
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, longestAccount);
  return shown === '' ? undefined : shown;
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
