import { PublicClientApplication } from '@azure/msal-browser';
import type { MsalClient } from './token-source';

/** How long the directory's window or hidden frame may take to report itself. */
const longestWait = 30_000;

export interface MsalClientOptions {
  readonly clientId: string;
  readonly authority: string;
  /** Origin of the page: the redirect page must share it, because it reports by BroadcastChannel. */
  readonly pageOrigin: string;
}

/** msal-browser for the solution's own registration. Tokens stay in memory; nothing is logged. */
export async function createMsalClient({
  clientId,
  authority,
  pageOrigin,
}: MsalClientOptions): Promise<MsalClient> {
  const client = new PublicClientApplication({
    auth: {
      clientId,
      authority,
      knownAuthorities: [new URL(authority).host],
      redirectUri: `${pageOrigin}/_forms/spfxsinglesignon.aspx`,
    },
    cache: { cacheLocation: 'memoryStorage' },
    system: { popupBridgeTimeout: longestWait, iframeBridgeTimeout: longestWait },
  });
  await client.initialize();
  return client;
}
