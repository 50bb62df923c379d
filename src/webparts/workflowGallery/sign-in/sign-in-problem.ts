/** Why there is no access token. Each has its own sentence and its own way on. */
export const signInProblemCodes = [
  /** Nothing is wrong: the directory wants to see the person, and windows open in clicks only. */
  'interactionNeeded',
  'popupBlocked',
  /** The window was opened, or should have been, and the person was not seen in it: blocked or closed. */
  'windowUnfinished',
  'cancelled',
  'consentMissing',
  'anotherPerson',
  /** The window or the hidden frame did not report back. */
  'timedOut',
  /** SharePoint was asked and said nothing at all. */
  'noAnswer',
  'directoryNotReachable',
  'failed',
] as const;

export type SignInProblemCode = (typeof signInProblemCodes)[number];

interface SignInProblemDetails {
  readonly code: SignInProblemCode;
  /** The account that signed in instead of the expected one. */
  readonly account?: string | undefined;
  /** What an administrator looks up: the directory's own error number. */
  readonly directoryCode?: string | undefined;
  readonly cause?: unknown;
}

/** Says why there is no access token; never holds one. */
export class SignInProblem extends Error {
  public override readonly name: string = 'SignInProblem';
  public readonly code: SignInProblemCode;
  public readonly account: string | undefined;
  public readonly directoryCode: string | undefined;

  public constructor({ code, account, directoryCode, cause }: SignInProblemDetails) {
    super(code, { cause });
    this.code = code;
    this.account = account;
    this.directoryCode = directoryCode;
  }
}

// Error codes of msal-browser, and of the directory's answers that it passes on.
const codes: ReadonlyMap<string, SignInProblemCode> = new Map([
  ['popup_window_error', 'popupBlocked'],
  ['empty_window_error', 'popupBlocked'],
  ['user_cancelled', 'cancelled'],
  ['access_denied', 'cancelled'],
  ['consent_required', 'consentMissing'],
  ['interaction_required', 'interactionNeeded'],
  ['login_required', 'interactionNeeded'],
  ['no_account_error', 'interactionNeeded'],
  ['timed_out', 'timedOut'],
  ['no_network_connectivity', 'directoryNotReachable'],
  ['post_request_failed', 'directoryNotReachable'],
  ['get_request_failed', 'directoryNotReachable'],
  ['endpoints_resolution_error', 'directoryNotReachable'],
]);

// Numbers of Microsoft's "Entra authentication and authorization error codes".
const directoryCodes: ReadonlyMap<string, SignInProblemCode> = new Map([
  // Nobody consented, or the client never asked for this API.
  ['AADSTS65001', 'consentMissing'],
  ['AADSTS650057', 'consentMissing'],
  // The person declined to consent.
  ['AADSTS65004', 'cancelled'],
  // Nobody is signed in at the directory; a second factor is wanted, or has to be set up.
  ['AADSTS50058', 'interactionNeeded'],
  ['AADSTS50076', 'interactionNeeded'],
  ['AADSTS50079', 'interactionNeeded'],
]);

/** Tells apart what msal-browser and SharePoint's token provider reject with; the latter may be a bare string. */
export function toSignInProblem(thrown: unknown): SignInProblem {
  if (thrown instanceof SignInProblem) return thrown;
  const text = `${typeof thrown === 'string' ? thrown : ''} ${readText(thrown, 'errorMessage')} ${readText(thrown, 'message')}`;
  const directoryCode = /AADSTS\d+/.exec(text)?.[0];
  const code = codeOf(readText(thrown, 'errorCode'), readText(thrown, 'subError'), directoryCode);
  return new SignInProblem({ code, directoryCode, cause: thrown });
}

function codeOf(errorCode: string, subError: string, directoryCode: string | undefined): SignInProblemCode {
  if (subError === 'consent_required') return 'consentMissing';
  return directoryCodes.get(directoryCode ?? '') ?? codes.get(errorCode) ?? 'failed';
}

function readText(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : '';
}
