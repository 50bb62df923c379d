import { SignInProblem, toSignInProblem } from './sign-in-problem';
import type { TokenSource } from './token-source';

/**
 * The preferred source until its window or hidden frame does not report back, then the other one if that gives a
 * token. It is tried once a load; where it gives none, the preferred one stays.
 */
export function createFallbackTokenSource(
  preferred: TokenSource,
  createOther: () => TokenSource,
): TokenSource {
  let attempt: Promise<TokenSource | undefined> | undefined;
  let current = preferred;

  async function tryOther(): Promise<TokenSource | undefined> {
    const other = createOther();
    try {
      await other.getToken({ fresh: false });
      current = other;
      return other;
    } catch {
      return undefined;
    }
  }

  async function instead(thrown: unknown): Promise<TokenSource | undefined> {
    if (current !== preferred || toSignInProblem(thrown).code !== 'timedOut') return undefined;
    attempt ??= tryOther();
    return attempt;
  }

  return {
    getToken: async (wish) => {
      try {
        return await current.getToken(wish);
      } catch (thrown) {
        const other = await instead(thrown);
        if (other !== undefined) return other.getToken(wish);
        const problem = toSignInProblem(thrown);
        // Nobody has seen a window yet, and a click may help.
        if (problem.code === 'timedOut')
          throw new SignInProblem({ code: 'interactionNeeded', cause: thrown });
        throw problem;
      }
    },
    signIn: async () => {
      try {
        await current.signIn();
      } catch (thrown) {
        if ((await instead(thrown)) === undefined) throw toSignInProblem(thrown);
      }
    },
  };
}
