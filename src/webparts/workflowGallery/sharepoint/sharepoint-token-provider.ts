import type { SPEvent, SPEventArgs, ISPEventObserver } from '@microsoft/sp-core-library';
import type { WebPartContext } from '@microsoft/sp-webpart-base';
import type { SharePointTokenProvider, SignInPage } from '../sign-in/provider-token-source';

/** Microsoft's own token provider, as it gives itself to a web part. */
export async function sharePointTokenProvider(
  factory: WebPartContext['aadTokenProviderFactory'],
): Promise<SharePointTokenProvider> {
  const provider = await factory.getTokenProvider();
  return {
    getToken: (resource, options) => provider.getToken(resource, options),
    listen: ({ onPopup, onRedirect }) => {
      const endings = [
        subscribe(provider.popupEvent, ({ requestPopup, showPopup }) => onPopup({ requestPopup, showPopup })),
        subscribe(provider.onBeforeRedirectEvent, ({ cancel }) => onRedirect({ cancel })),
      ];
      return () => endings.forEach((end) => end());
    },
  };
}

function subscribe<Args extends SPEventArgs>(
  event: SPEvent<Args>,
  handler: (args: Args) => void,
): () => void {
  const observer: ISPEventObserver = {
    instanceId: crypto.randomUUID(),
    componentId: 'WorkflowGallerySignIn',
    isDisposed: false,
    dispose: () => undefined,
  };
  event.add(observer, handler);
  return () => event.remove(observer, handler);
}

const redirectedAt = 'workflowGallery.redirectedAt';
/** Longer than a sign-in takes: a page that comes back within it came back from the directory. */
const oneLoad = 5 * 60 * 1000;

/** The browser's page. When it was sent to the directory is kept for the tab; where the tab keeps nothing, it never is. */
export function signInPage(now: () => Date): SignInPage {
  return {
    takeRedirect: () => {
      try {
        const before = Number(window.sessionStorage.getItem(redirectedAt) ?? 0);
        if (now().getTime() - before < oneLoad) return false;
        window.sessionStorage.setItem(redirectedAt, String(now().getTime()));
        return true;
      } catch {
        return false;
      }
    },
    allowRedirect: () => {
      try {
        window.sessionStorage.removeItem(redirectedAt);
      } catch {
        // Then there was nothing that forbids it either, and `takeRedirect` says no.
      }
    },
    reload: () => window.location.reload(),
  };
}
