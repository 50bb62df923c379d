import * as coreLibrary from '@microsoft/sp-core-library';
import type { WebPartContext } from '@microsoft/sp-webpart-base';
import { sharePointTokenProvider, signInPage } from './sharepoint-token-provider';

/** What Microsoft's type declarations leave out of the events that its token provider raises. */
interface Internals {
  readonly SPEvent: new (name: string) => object & { _listenerCount(): number };
  readonly _SPEventManager: { readonly instance: { raiseEvent(name: string, args: object): void } };
}

const { SPEvent, _SPEventManager } = coreLibrary as unknown as Internals;

/** Microsoft's events, and a provider that gives what it was asked for. */
async function providerOnPage() {
  const events = { popup: new SPEvent('authPopup'), redirect: new SPEvent('onBeforeAuthRedirect') };
  const asked: unknown[] = [];
  const microsofts = {
    popupEvent: events.popup,
    onBeforeRedirectEvent: events.redirect,
    getToken: async (...request: unknown[]) => {
      asked.push(request);
      return 'token-1';
    },
  };
  const factory = { getTokenProvider: async () => microsofts };
  const provider = await sharePointTokenProvider(
    factory as unknown as WebPartContext['aadTokenProviderFactory'],
  );
  return { provider, events, asked };
}

describe(sharePointTokenProvider.name, () => {
  it('passes on what is asked for, and the token', async () => {
    const { provider, asked } = await providerOnPage();
    await expect(provider.getToken('api://api-1', { useCachedToken: false, claims: '{}' })).resolves.toBe(
      'token-1',
    );
    expect(asked).toEqual([['api://api-1', { useCachedToken: false, claims: '{}' }]]);
  });

  it('hears both events of Microsoft’s provider, until it no longer listens', async () => {
    const { provider, events } = await providerOnPage();
    const heard: string[] = [];
    const stop = provider.listen({
      onPopup: ({ requestPopup, showPopup }) => {
        requestPopup();
        void showPopup();
      },
      onRedirect: ({ cancel }) => cancel(),
    });
    const popup = {
      requestPopup: () => heard.push('window requested'),
      showPopup: () => void heard.push('window opened'),
    };
    const redirect = { cancel: () => heard.push('redirect cancelled') };
    const raise = (): void => {
      _SPEventManager.instance.raiseEvent('authPopup', popup);
      _SPEventManager.instance.raiseEvent('onBeforeAuthRedirect', redirect);
    };
    raise();
    expect(heard).toEqual(['window requested', 'window opened', 'redirect cancelled']);

    stop();
    raise();
    expect(heard).toHaveLength(3);
    expect([events.popup._listenerCount(), events.redirect._listenerCount()]).toEqual([0, 0]);
  });

  it('stops for itself only, whoever else listens', async () => {
    const { provider } = await providerOnPage();
    const heard: string[] = [];
    const listen = (who: string) =>
      provider.listen({ onPopup: () => heard.push(who), onRedirect: () => undefined });
    const stopFirst = listen('first');
    const stopSecond = listen('second');
    stopFirst();
    _SPEventManager.instance.raiseEvent('authPopup', { requestPopup: () => undefined });
    stopSecond();
    expect(heard).toEqual(['second']);
  });
});

describe(signInPage.name, () => {
  const minute = 60_000;
  let time: number;
  const now = () => new Date(time);

  beforeEach(() => {
    time = Date.parse('2026-11-21T12:00:00.000Z');
    window.sessionStorage.clear();
  });
  afterEach(() => jest.restoreAllMocks());

  it('lets the page leave once, whichever page of the tab asks', () => {
    expect(signInPage(now).takeRedirect()).toBe(true);
    expect(signInPage(now).takeRedirect()).toBe(false);
  });

  it.each([
    [5 * minute - 1, false],
    [5 * minute, true],
  ])('lets it leave again %i ms later: %s', (later, mayLeave) => {
    const page = signInPage(now);
    page.takeRedirect();
    time += later;
    expect(page.takeRedirect()).toBe(mayLeave);
  });

  it('counts the five minutes from when it left, not from when it was refused', () => {
    const page = signInPage(now);
    page.takeRedirect();
    time += 4 * minute;
    expect(page.takeRedirect()).toBe(false);
    time += minute;
    expect(page.takeRedirect()).toBe(true);
  });

  it('lets it leave once more because the person wishes it', () => {
    const page = signInPage(now);
    page.takeRedirect();
    page.allowRedirect();
    expect(page.takeRedirect()).toBe(true);
    expect(page.takeRedirect()).toBe(false);
  });

  it('keeps a time and nothing else', () => {
    signInPage(now).takeRedirect();
    expect(Object.entries(window.sessionStorage)).toEqual([['workflowGallery.redirectedAt', String(time)]]);
  });

  it('leaves no more than once where the tab had kept something that is no time', () => {
    window.sessionStorage.setItem('workflowGallery.redirectedAt', 'yesterday');
    const page = signInPage(now);
    expect([page.takeRedirect(), page.takeRedirect()]).toEqual([true, false]);
  });

  it.each(['getItem', 'setItem'] as const)(
    'never leaves where the tab keeps nothing: %s throws',
    (method) => {
      jest.spyOn(Storage.prototype, method).mockImplementation(() => {
        throw new DOMException('Not allowed.', 'SecurityError');
      });
      expect(signInPage(now).takeRedirect()).toBe(false);
    },
  );

  it('never leaves where the browser has no storage at all, and a wish to is no error', () => {
    jest.spyOn(window, 'sessionStorage', 'get').mockImplementation(() => {
      throw new DOMException('Not allowed.', 'SecurityError');
    });
    const page = signInPage(now);
    expect(() => page.allowRedirect()).not.toThrow();
    expect(page.takeRedirect()).toBe(false);
  });
});
