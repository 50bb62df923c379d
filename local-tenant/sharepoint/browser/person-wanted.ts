/**
 * The directory wants to see the person before SharePoint's own application gets a token: asked for by the page's
 * address (`?presence=popup`). It raises Microsoft's own events with Microsoft's own arguments, in the order and with
 * the habits of `MsalBrowserTokenProvider` in `@microsoft/sp-http-base` 1.23.2, whose msal this stands in for.
 */
import * as coreLibraryModule from '@microsoft/sp-core-library';
import * as httpBaseModule from '@microsoft/sp-http-base';
import { pageContextBlock, redirectedFrom, seenByDirectory } from './page-names';
import type { CoreLibrary, HttpBase } from './runtime-internals';

const { _SPEventManager } = coreLibraryModule as unknown as CoreLibrary;
const { AadTokenProvider, BeforeRedirectEventArgs, PopupEventArgs } = httpBaseModule as unknown as HttpBase;

let wasSeenInWindow = false;

/** Settles once the directory has seen the person, if it wants to; rejects as Microsoft's provider does. */
export async function seenIfWanted(clientId: string): Promise<void> {
  switch (new URLSearchParams(window.location.search).get('presence')) {
    case 'popup':
      if (!wasSeenInWindow) await seeInWindow(clientId);
      wasSeenInWindow = true;
      return;
    case 'redirect':
      if (window.sessionStorage.getItem(seenByDirectory) === null) await leave(clientId);
      return;
    case 'every-redirect':
      return leave(clientId);
    case 'silence':
      return new Promise(() => undefined);
    default:
  }
}

/** Whoever listens decides when the window opens; without anybody who does, it never opens and nothing settles. */
function seeInWindow(clientId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const showPopup = (): Promise<void> => {
      openWindow(clientId).then(resolve, reject);
      // Microsoft's promise is rejected whatever becomes of the window; only the token tells.
      return Promise.reject(new Error('_acquireTokenPopup: AuthData promise is undefined'));
    };
    const args = new PopupEventArgs(reject, () => undefined, showPopup, '', {});
    _SPEventManager.instance.raiseEvent(AadTokenProvider._popupEventId, args);
  });
}

function openWindow(clientId: string): Promise<void> {
  const { id, address } = signInRequest(clientId, 'popup');
  const isOpen = window.open(address, '_blank', 'popup,width=480,height=600') !== null;
  // The words of msal.
  if (!isOpen) return Promise.reject(Object.assign(new Error(), { errorCode: 'popup_window_error' }));
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(id);
    channel.onmessage = ({ data }: MessageEvent<{ readonly payload: string }>) => {
      channel.close();
      const answer = new URLSearchParams(data.payload);
      if (answer.has('code')) resolve();
      else reject(new Error(answer.get('error_description') ?? 'The directory gave no code.'));
    };
  });
}

/** Sends the whole page to the directory, unless whoever listens cancels it. */
async function leave(clientId: string): Promise<void> {
  const { address } = signInRequest(clientId, 'redirect');
  let isCancelled = false;
  const cancel = (): void => {
    isCancelled = true;
  };
  const args = new BeforeRedirectEventArgs(address, cancel);
  _SPEventManager.instance.raiseEvent(AadTokenProvider._onBeforeRedirectEventId, args);
  if (isCancelled) throw new Error('interaction_required');
  window.sessionStorage.setItem(redirectedFrom, window.location.href);
  window.location.assign(address);
  return new Promise(() => undefined);
}

interface PageContext {
  readonly aadInstanceUrl: string;
  readonly aadTenantId: string;
  readonly userLoginName: string;
}

/** In the form of msal, so that Microsoft's redirect bridge knows whom to answer. */
function signInRequest(clientId: string, interactionType: 'popup' | 'redirect') {
  const context = JSON.parse(document.getElementById(pageContextBlock)?.textContent ?? '{}') as PageContext;
  const id = crypto.randomUUID();
  const address = new URL(`${context.aadInstanceUrl}/${context.aadTenantId}/oauth2/v2.0/authorize`);
  address.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: `${window.location.origin}/_forms/spfxsinglesignon.aspx`,
    scope: 'openid',
    login_hint: context.userLoginName,
    state: btoa(JSON.stringify({ id, meta: { interactionType } })),
    // The code is never redeemed: that the directory gave one is all that counts here.
    code_challenge: `${id}${id}`.replace(/-/g, '').slice(0, 43),
    code_challenge_method: 'S256',
  }).toString();
  return { id, address: address.href };
}
