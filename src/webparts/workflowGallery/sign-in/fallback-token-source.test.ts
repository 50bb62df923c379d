import { createFallbackTokenSource } from './fallback-token-source';
import { SignInProblem } from './sign-in-problem';
import type { SignInProblemCode } from './sign-in-problem';
import type { TokenSource } from './token-source';

function failing(code: SignInProblemCode): TokenSource {
  const fail = () => Promise.reject(new SignInProblem({ code }));
  return { getToken: fail, signIn: fail };
}

function fallback(preferred: TokenSource, other: TokenSource) {
  let created = 0;
  const source = createFallbackTokenSource(preferred, () => {
    created++;
    return other;
  });
  return { ...source, created: () => created };
}

const working: TokenSource = { getToken: async () => 'token-2', signIn: async () => undefined };

describe(createFallbackTokenSource.name, () => {
  it('takes the other source, once, when the bridge does not report', async () => {
    const { getToken, created } = fallback(failing('timedOut'), working);
    const tokens = [getToken({ fresh: false }), getToken({ fresh: true })];
    await expect(Promise.all(tokens)).resolves.toEqual(['token-2', 'token-2']);
    await expect(getToken({ fresh: false })).resolves.toBe('token-2');
    expect(created()).toBe(1);
  });

  it('takes it after a window that did not report, too', async () => {
    const { signIn, getToken } = fallback(failing('timedOut'), working);
    await expect(signIn()).resolves.toBeUndefined();
    await expect(getToken({ fresh: false })).resolves.toBe('token-2');
  });

  it.each(['interactionNeeded', 'consentMissing', 'anotherPerson'] as const)(
    'leaves every other problem where it is: %s',
    async (code) => {
      const { getToken, signIn, created } = fallback(failing(code), working);
      await expect(getToken({ fresh: false })).rejects.toMatchObject({ code });
      await expect(signIn()).rejects.toMatchObject({ code });
      expect(created()).toBe(0);
    },
  );

  it('stays with the first when the other gives no token, and does not try it again', async () => {
    const { getToken, signIn, created } = fallback(failing('timedOut'), failing('consentMissing'));
    await expect(getToken({ fresh: false })).rejects.toMatchObject({ code: 'interactionNeeded' });
    await expect(signIn()).rejects.toMatchObject({ code: 'timedOut' });
    expect(created()).toBe(1);
  });
});
