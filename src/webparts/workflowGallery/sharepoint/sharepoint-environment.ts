import type { WebPartContext } from '@microsoft/sp-webpart-base';
import { spfi, SPFx } from '@pnp/sp';
import { createApiClient } from '../../../client/api-client';
import { readTenantConfiguration } from '../configuration/tenant-configuration';
import type { TenantConfiguration } from '../configuration/tenant-configuration';
import type { GalleryEnvironment, SessionStart } from '../shell/gallery-environment';
import { createFallbackTokenSource } from '../sign-in/fallback-token-source';
import { createProviderTokenSource } from '../sign-in/provider-token-source';
import type { SharePointTokenProvider } from '../sign-in/provider-token-source';
import { createMsalTokenSource } from '../sign-in/token-source';
import type { TokenSource } from '../sign-in/token-source';
import { readPagePerson } from './page-person';
import type { PagePerson } from './page-person';
import { sharePointTokenProvider, signInPage } from './sharepoint-token-provider';
import { readSiteRole } from './site-role';
import { tenantPropertyReader } from './tenant-properties';

/** What the screens need, as SharePoint and the browser give it to a web part. */
export function sharePointEnvironment({
  pageContext,
  aadTokenProviderFactory,
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
      }),
    openWindow,
    wait,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  };
}

interface WaysToSignIn {
  readonly loadProvider: () => Promise<SharePointTokenProvider>;
  readonly person: PagePerson | undefined;
}

async function startSession(configuration: TenantConfiguration, ways: WaysToSignIn): Promise<SessionStart> {
  const tokens = await tokenSource(configuration, ways);
  if (tokens === undefined) return { status: 'noDirectory' };
  const client = createApiClient({
    origin: configuration.apiOrigin,
    getToken: tokens.getToken,
    fetch: (address, init) => window.fetch(address, init),
    newId: () => crypto.randomUUID(),
  });
  return { status: 'started', session: { tokens, client } };
}

/** SharePoint's token provider, or msal-browser where the tenant registered a client of the solution's own. */
async function tokenSource(
  { apiId, clientId }: TenantConfiguration,
  { loadProvider, person }: WaysToSignIn,
): Promise<TokenSource | undefined> {
  const resource = `api://${apiId}`;
  const page = signInPage(() => new Date());
  if (clientId === undefined) return createProviderTokenSource({ loadProvider, resource, page });
  if (person === undefined) return undefined;
  const { createMsalClient } = await import(/* webpackChunkName: 'msal-browser' */ '../sign-in/msal-client');
  const msal = await createMsalClient({
    clientId,
    authority: person.authority,
    pageOrigin: window.location.origin,
  });
  return createFallbackTokenSource(
    createMsalTokenSource({ client: msal, scope: `${resource}/connections.access`, person }),
    // A tenant that chose msal-browser did not choose to have its pages sent to the directory.
    () => createProviderTokenSource({ loadProvider, resource, page: { ...page, takeRedirect: () => false } }),
  );
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
