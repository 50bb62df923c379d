import type { WebPartContext } from '@microsoft/sp-webpart-base';
import { spfi, SPFx } from '@pnp/sp';
import { createApiClient } from '../../../client/api-client';
import { readTenantConfiguration } from '../configuration/tenant-configuration';
import type { TenantConfiguration } from '../configuration/tenant-configuration';
import type { GalleryEnvironment, SessionStart } from '../shell/gallery-environment';
import type { MsalClientOptions } from '../sign-in/msal-client';
import type { MsalClient } from '../sign-in/token-source';
import { chooseTokenSource } from './choose-token-source';
import type { WaysToSignIn } from './choose-token-source';
import { readPagePerson } from './page-person';
import { sharePointTokenProvider, signInPage } from './sharepoint-token-provider';
import { readSiteRole } from './site-role';
import { tenantPropertyReader } from './tenant-properties';

/** What the screens need, as SharePoint and the browser give it to a web part. */
export function sharePointEnvironment({
  pageContext,
  aadTokenProviderFactory,
  sdks,
}: WebPartContext): GalleryEnvironment {
  const sp = spfi().using(SPFx({ pageContext }));
  const legacy: unknown = pageContext.legacyPageContext;
  return {
    site: { address: pageContext.web.absoluteUrl, title: pageContext.web.title },
    person: { name: pageContext.user.displayName },
    locale: pageContext.cultureInfo.currentUICultureName,
    readConfiguration: () => readTenantConfiguration(tenantPropertyReader(sp)),
    readSiteRole: () => readSiteRole(sp),
    startSession: (configuration) =>
      startSession(configuration, {
        loadProvider: () => sharePointTokenProvider(aadTokenProviderFactory),
        person: readPagePerson(legacy, pageContext.user.loginName),
        isInTeams: sdks.microsoftTeams !== undefined,
        createMsal,
        page: signInPage(() => new Date()),
        wait,
      }),
    openWindow,
    wait,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  };
}

async function startSession(configuration: TenantConfiguration, ways: WaysToSignIn): Promise<SessionStart> {
  const tokens = await chooseTokenSource(configuration, ways);
  if (tokens === undefined) return { status: 'noDirectory' };
  const client = createApiClient({
    origin: configuration.apiOrigin,
    getToken: tokens.getToken,
    fetch: (address, init) => window.fetch(address, init),
    newId: () => crypto.randomUUID(),
  });
  return { status: 'started', session: { tokens, client } };
}

/** In a chunk of its own: only tenants that chose msal-browser load it. */
async function createMsal(options: Pick<MsalClientOptions, 'clientId' | 'authority'>): Promise<MsalClient> {
  const { createMsalClient } = await import(/* webpackChunkName: 'msal-browser' */ '../sign-in/msal-client');
  return createMsalClient({ ...options, pageOrigin: window.location.origin });
}

/** No `noopener`: with it the answer is always null, and null is how a blocked window is known. */
function openWindow(address: string): boolean {
  return window.open(address, '_blank', 'popup,width=560,height=760') !== null;
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new DOMException('No longer waited for.', 'AbortError'));
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
    function done(): void {
      signal.removeEventListener('abort', stop);
      resolve();
    }
    function stop(): void {
      clearTimeout(timer);
      reject(new DOMException('No longer waited for.', 'AbortError'));
    }
    return undefined;
  });
}
