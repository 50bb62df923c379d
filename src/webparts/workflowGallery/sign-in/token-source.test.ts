import type { AccountInfo } from '@azure/msal-browser';
import { SignInProblem, toSignInProblem } from './sign-in-problem';
import { createMsalTokenSource } from './token-source';
import type { MsalClient } from './token-source';

const person = { tenantId: 'Tenant-1', objectId: 'person-1', loginHint: 'olivia@contoso.example' };
const account: AccountInfo = {
  homeAccountId: 'person-1.tenant-1',
  environment: 'login.example',
  tenantId: 'tenant-1',
  username: 'olivia@contoso.example',
  localAccountId: 'person-1',
};
const signedIn = { accessToken: 'token-1', account, uniqueId: 'PERSON-1', tenantId: 'tenant-1' };
const somebodyElse = {
  ...signedIn,
  uniqueId: 'person-2',
  account: { ...account, username: 'dana@contoso.example' },
};

/** What msal-browser rejects with, as far as it is read. */
function msalError(errorCode: string, errorMessage = ''): Error {
  return Object.assign(new Error(errorCode), { errorCode, errorMessage });
}

function sourceOf(client: Partial<MsalClient>) {
  const calls: { readonly way: string; readonly request: unknown }[] = [];
  function recorded<Request, Result>(way: string, act: ((request: Request) => Promise<Result>) | undefined) {
    return (request: Request): Promise<Result> => {
      calls.push({ way, request });
      return act === undefined ? Promise.reject(new Error(`${way} was not expected`)) : act(request);
    };
  }
  const source = createMsalTokenSource({
    scope: 'api://api-1/connections.access',
    person,
    client: {
      acquireTokenSilent: recorded('silent', client.acquireTokenSilent),
      ssoSilent: recorded('frame', client.ssoSilent),
      acquireTokenPopup: recorded('window', client.acquireTokenPopup),
    },
  });
  return { ...source, calls };
}

describe(createMsalTokenSource.name, () => {
  it('asks the directory in a hidden frame first, hinting at the person, then its own cache', async () => {
    const { getToken, calls } = sourceOf({
      ssoSilent: async () => signedIn,
      acquireTokenSilent: async () => ({ ...signedIn, accessToken: 'token-2' }),
    });
    await expect(getToken({ fresh: false })).resolves.toBe('token-1');
    await expect(getToken({ fresh: false })).resolves.toBe('token-2');
    const scopes = ['api://api-1/connections.access'];
    expect(calls).toEqual([
      { way: 'frame', request: { scopes, loginHint: 'olivia@contoso.example' } },
      { way: 'silent', request: { scopes, account, forceRefresh: false } },
    ]);
  });

  it('refreshes instead of answering from the cache when the last token was refused', async () => {
    const { getToken, calls } = sourceOf({
      ssoSilent: async () => signedIn,
      acquireTokenSilent: async () => signedIn,
    });
    await getToken({ fresh: false });
    await getToken({ fresh: true, claims: '{"a":1}' });
    expect(calls[1]?.request).toMatchObject({ forceRefresh: true, claims: '{"a":1}' });
  });

  it('opens one frame for many that wait for the same token', async () => {
    const { getToken, calls } = sourceOf({ ssoSilent: async () => signedIn });
    await Promise.all([getToken({ fresh: false }), getToken({ fresh: false }), getToken({ fresh: false })]);
    expect(calls).toHaveLength(1);
  });

  it('never opens a window by itself', async () => {
    const { getToken, calls } = sourceOf({ ssoSilent: () => Promise.reject(msalError('login_required')) });
    await expect(getToken({ fresh: false })).rejects.toMatchObject({ code: 'interactionNeeded' });
    expect(calls.map(({ way }) => way)).toEqual(['frame']);
  });

  it('opens the window synchronously, so that the browser sees the click', () => {
    const { signIn, calls } = sourceOf({ acquireTokenPopup: async () => signedIn });
    void signIn();
    expect(calls).toEqual([
      {
        way: 'window',
        request: {
          scopes: ['api://api-1/connections.access'],
          loginHint: 'olivia@contoso.example',
          overrideInteractionInProgress: true,
        },
      },
    ]);
  });

  it('meets in the window the claims that could not be met silently', async () => {
    const { getToken, signIn, calls } = sourceOf({
      ssoSilent: () => Promise.reject(msalError('interaction_required')),
      acquireTokenPopup: async () => signedIn,
      acquireTokenSilent: async () => signedIn,
    });
    await getToken({ fresh: true, claims: '{"a":1}' }).catch(() => undefined);
    await signIn();
    expect(calls[1]?.request).toMatchObject({ claims: '{"a":1}' });
    await getToken({ fresh: false });
    expect(calls[2]).toMatchObject({ way: 'silent' });
  });

  it.each([
    ['another person', somebodyElse],
    ['another tenant', { ...signedIn, tenantId: 'tenant-2' }],
  ])('gives out no token of %s, and lets the next sign-in choose the account', async (_who, wrong) => {
    const { getToken, signIn, calls } = sourceOf({
      ssoSilent: async () => wrong,
      acquireTokenPopup: async () => wrong,
    });
    await expect(getToken({ fresh: false })).rejects.toMatchObject({
      code: 'anotherPerson',
      account: wrong.account.username,
    });
    await expect(signIn()).rejects.toMatchObject({ code: 'anotherPerson' });
    expect(calls[1]?.request).toMatchObject({ prompt: 'select_account' });
    expect(calls[1]?.request).not.toHaveProperty('loginHint');
  });

  it.each([
    ['a frame that never reports', 'timed_out', 'timedOut'],
    ['a directory out of reach', 'post_request_failed', 'directoryNotReachable'],
  ])('tells apart, when silent: %s', async (_what, errorCode, code) => {
    const { getToken } = sourceOf({ ssoSilent: () => Promise.reject(msalError(errorCode)) });
    await expect(getToken({ fresh: false })).rejects.toMatchObject({ code });
  });
});

describe(toSignInProblem.name, () => {
  it.each([
    ['popup_window_error', '', 'popupBlocked'],
    ['empty_window_error', '', 'popupBlocked'],
    ['user_cancelled', '', 'cancelled'],
    ['access_denied', 'AADSTS65004: User declined to consent', 'cancelled'],
    ['invalid_grant', 'AADSTS65001: The user or administrator has not consented', 'consentMissing'],
    ['timed_out', '', 'timedOut'],
    ['server_error', 'AADSTS50011: The redirect URI does not match', 'failed'],
  ])('reads %s %s as %s', (errorCode, message, code) => {
    const problem = toSignInProblem(msalError(errorCode, message));
    expect(problem).toBeInstanceOf(SignInProblem);
    expect(problem.code).toBe(code);
    expect(problem.directoryCode).toBe(/AADSTS\d+/.exec(message)?.[0]);
  });

  it('keeps nothing of what was thrown in its message', () => {
    expect(toSignInProblem(msalError('x', 'secret')).message).toBe('failed');
    expect(toSignInProblem('text').code).toBe('failed');
  });
});
