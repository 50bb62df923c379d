import { createProviderTokenSource } from './provider-token-source';
import type { ProviderListener, SharePointTokenProvider } from './provider-token-source';

type Asked = Parameters<SharePointTokenProvider['getToken']>;

interface Provider {
  readonly answer: (listeners: ReadonlySet<ProviderListener>, asked: Asked) => Promise<string>;
  readonly mayRedirect?: boolean;
}

/** A provider that raises its events as Microsoft's does: to whoever listens. */
function sourceOf({ answer, mayRedirect = true }: Provider) {
  const listeners = new Set<ProviderListener>();
  const asked: Asked[] = [];
  const onPage: string[] = [];
  let redirectsLeft = mayRedirect ? 1 : 0;
  const waits: Waiting[] = [];
  const source = createProviderTokenSource({
    resource: 'api://api-1',
    loadProvider: async () => ({
      getToken: (...request) => {
        asked.push(request);
        return answer(listeners, request);
      },
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    }),
    page: {
      takeRedirect: () => redirectsLeft-- > 0,
      allowRedirect: () => {
        onPage.push('redirect allowed');
        redirectsLeft = 1;
      },
      reload: () => onPage.push('reloaded'),
    },
    wait: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        waits.push({ milliseconds, end: resolve, isOver: () => signal.aborted });
        signal.addEventListener('abort', () => reject(new Error('No longer waited for.')));
      }),
  });
  return { ...source, asked, listeners, onPage, waits };
}

/** What is waited for, until the test says that the time has passed. */
interface Waiting {
  readonly milliseconds: number;
  readonly end: () => void;
  readonly isOver: () => boolean;
}

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

/** A provider that wants a window, and what the test decides becomes of it. */
function wantingWindow() {
  const opened: string[] = [];
  let settleToken: (outcome: Promise<string>) => void = () => undefined;
  const answer: Provider['answer'] = (listeners) =>
    new Promise((resolve) => {
      settleToken = resolve;
      const showPopup = (): Promise<void> => {
        opened.push('window');
        return Promise.reject(new Error('_acquireTokenPopup: AuthData promise is undefined'));
      };
      listeners.forEach(({ onPopup }) => onPopup({ requestPopup: () => undefined, showPopup }));
    });
  return { answer, opened, settleToken: (outcome: Promise<string>) => settleToken(outcome) };
}

const never = (): Promise<string> => new Promise(() => undefined);

const alreadyFailed = Object.assign(new Error('Token request previously failed'), {
  code: 'TokenRequestPreviouslyFailed',
});

describe(createProviderTokenSource.name, () => {
  it('asks for the application id URI and leaves keeping tokens to the provider', async () => {
    const { getToken, asked, listeners } = sourceOf({ answer: async () => 'token-1' });
    await expect(getToken({ fresh: false })).resolves.toBe('token-1');
    await getToken({ fresh: true });
    await getToken({ fresh: true, claims: '{"a":1}' });
    expect(asked).toEqual([
      ['api://api-1', { useCachedToken: true }],
      ['api://api-1', { useCachedToken: false }],
      ['api://api-1', { useCachedToken: false, claims: '{"a":1}' }],
    ]);
    expect(listeners.size).toBe(0);
  });

  it('asks once for many that wait for the same token', async () => {
    const { getToken, asked } = sourceOf({ answer: async () => 'token-1' });
    await Promise.all([getToken({ fresh: false }), getToken({ fresh: false })]);
    expect(asked).toHaveLength(1);
  });

  it('keeps the window for a click, and opens it there without waiting for anything', async () => {
    const happened: string[] = [];
    let finish: (token: string) => void = () => undefined;
    const { getToken, signIn, asked } = sourceOf({
      answer: (listeners) =>
        new Promise((resolve) => {
          finish = resolve;
          const requestPopup = () => happened.push('requested');
          const showPopup = () => void happened.push('shown');
          listeners.forEach(({ onPopup }) => onPopup({ requestPopup, showPopup }));
        }),
    });
    await expect(getToken({ fresh: false })).rejects.toMatchObject({ code: 'interactionNeeded' });
    await expect(getToken({ fresh: false })).rejects.toMatchObject({ code: 'interactionNeeded' });
    expect(happened).toEqual(['requested']);

    const signingIn = signIn();
    expect(happened).toEqual(['requested', 'shown']);
    finish('token-1');
    await expect(signingIn).resolves.toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it('tells of a window that was blocked, and begins anew with the next click', async () => {
    const blocked = Object.assign(new Error('blocked'), { errorCode: 'popup_window_error' });
    let fail: (reason: Error) => void = () => undefined;
    const { getToken, signIn, onPage } = sourceOf({
      answer: (listeners) => {
        if (listeners.size === 0) return Promise.reject(new Error('Nobody listens.'));
        return new Promise((_resolve, reject) => {
          fail = reject;
          const showPopup = () => fail(blocked);
          listeners.forEach(({ onPopup }) => onPopup({ requestPopup: () => undefined, showPopup }));
        });
      },
    });
    await getToken({ fresh: false }).catch(() => undefined);
    await expect(signIn()).rejects.toMatchObject({ code: 'popupBlocked' });
    await expect(signIn()).rejects.toMatchObject({ code: 'interactionNeeded' });
    expect(onPage).toEqual(['redirect allowed']);
  });

  it('lets the page leave once, and cancels what comes after', async () => {
    let cancelled = 0;
    const { getToken } = sourceOf({
      answer: async (listeners) => {
        listeners.forEach(({ onRedirect }) => onRedirect({ cancel: () => cancelled++ }));
        throw new Error('login_required');
      },
    });
    await getToken({ fresh: false }).catch(() => undefined);
    expect(cancelled).toBe(0);
    await expect(getToken({ fresh: false })).rejects.toMatchObject({ code: 'interactionNeeded' });
    expect(cancelled).toBe(1);
  });

  it('cancels no redirect that somebody else’s token needs', async () => {
    const { getToken, listeners } = sourceOf({ mayRedirect: false, answer: async () => 'token-1' });
    await getToken({ fresh: false });
    expect([...listeners]).toEqual([]);
  });

  it('knows missing consent in what SharePoint’s server says, and says it again', async () => {
    let isFirst = true;
    const { getToken } = sourceOf({
      answer: () => {
        const reason = isFirst ? 'AADSTS65001: The administrator has not consented.' : alreadyFailed;
        isFirst = false;
        return Promise.reject(reason);
      },
    });
    const problem = { code: 'consentMissing', directoryCode: 'AADSTS65001' };
    await expect(getToken({ fresh: false })).rejects.toMatchObject(problem);
    await expect(getToken({ fresh: true })).rejects.toMatchObject(problem);
  });

  it('loads the page again in a click where the provider would not ask again', async () => {
    const { signIn, onPage } = sourceOf({ answer: () => Promise.reject(alreadyFailed) });
    void signIn();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(onPage).toEqual(['redirect allowed', 'reloaded']);
  });

  it('meets in the click the claims that could not be met silently', async () => {
    const { getToken, signIn, asked } = sourceOf({
      answer: (_listeners, [, { useCachedToken }]) =>
        useCachedToken ? Promise.resolve('token-1') : Promise.reject(new Error('AADSTS50076: second factor')),
    });
    await expect(getToken({ fresh: true, claims: '{"a":1}' })).rejects.toMatchObject({
      code: 'interactionNeeded',
    });
    await signIn().catch(() => undefined);
    expect(asked[1]?.[1]).toEqual({ useCachedToken: false, claims: '{"a":1}' });
  });

  it('believes the token, and not the promise of the window, which Microsoft’s provider always rejects', async () => {
    const { answer, opened, settleToken } = wantingWindow();
    const { getToken, signIn } = sourceOf({ answer });
    await getToken({ fresh: false }).catch(() => undefined);
    const signingIn = signIn();
    await settle();
    settleToken(Promise.resolve('token-1'));
    await expect(signingIn).resolves.toBeUndefined();
    expect(opened).toEqual(['window']);
  });

  it('tells of a window in which nobody signed in, where the server says only that the person is needed', async () => {
    const { answer, settleToken } = wantingWindow();
    const { getToken, signIn } = sourceOf({ answer });
    await getToken({ fresh: false }).catch(() => undefined);
    const signingIn = signIn();
    // Microsoft's provider rejects with the bare text of SharePoint's server.
    settleToken(Promise.resolve().then(() => Promise.reject('AADSTS50058: no user is signed in')));
    await expect(signingIn).rejects.toMatchObject({ code: 'windowUnfinished' });
  });

  it('hears no event once it is known what becomes of its own token', async () => {
    const { answer } = wantingWindow();
    const { getToken, listeners } = sourceOf({ answer });
    await getToken({ fresh: false }).catch(() => undefined);
    expect([...listeners]).toEqual([]);
  });

  it('waits 30 s for a provider that says nothing, hears nothing after it, and starts anew in a click', async () => {
    const { getToken, signIn, asked, listeners, onPage, waits } = sourceOf({ answer: never });
    const token = getToken({ fresh: false });
    await settle();
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([30_000]);
    waits[0]?.end();
    await expect(token).rejects.toMatchObject({ code: 'noAnswer' });
    expect([...listeners]).toEqual([]);
    void signIn();
    await settle();
    expect(onPage).toEqual(['redirect allowed', 'reloaded']);
    expect(asked).toHaveLength(1);
  });

  it('waits 30 s for a window that does not report, then starts anew in the next click', async () => {
    const { answer, opened } = wantingWindow();
    const { getToken, signIn, onPage, waits } = sourceOf({ answer });
    await getToken({ fresh: false }).catch(() => undefined);
    const signingIn = signIn();
    waits[1]?.end();
    await expect(signingIn).rejects.toMatchObject({ code: 'timedOut' });
    void signIn();
    await settle();
    expect(opened).toEqual(['window']);
    expect(onPage).toEqual(['redirect allowed', 'reloaded']);
  });

  it('waits no longer once the provider has answered', async () => {
    const { getToken, waits } = sourceOf({ answer: async () => 'token-1' });
    await getToken({ fresh: false });
    expect(waits.map(({ isOver }) => isOver())).toEqual([true]);
  });
});
