import type { TenantConfiguration } from '../configuration/tenant-configuration';
import { createFallbackTokenSource } from '../sign-in/fallback-token-source';
import { createProviderTokenSource } from '../sign-in/provider-token-source';
import type { SharePointTokenProvider, SignInPage, Wait } from '../sign-in/provider-token-source';
import { createMsalTokenSource } from '../sign-in/token-source';
import type { MsalClient, TokenSource } from '../sign-in/token-source';
import type { PagePerson } from './page-person';

/** What the page offers for signing in. */
export interface WaysToSignIn {
  readonly loadProvider: () => Promise<SharePointTokenProvider>;
  /** Absent where the page does not say which directory the person belongs to. */
  readonly person: PagePerson | undefined;
  readonly isInTeams: boolean;
  readonly createMsal: (options: {
    readonly clientId: string;
    readonly authority: string;
  }) => Promise<MsalClient>;
  readonly page: SignInPage;
  readonly wait: Wait;
}

/**
 * SharePoint's token provider, or msal-browser where the tenant registered a client of the solution's own. In Teams
 * always the provider: there it signs in through Teams, where windows and hidden frames of a page's own do not work.
 * Nothing where msal-browser is chosen and the page names no directory.
 */
export async function chooseTokenSource(
  { apiId, clientId }: TenantConfiguration,
  { loadProvider, person, isInTeams, createMsal, page, wait }: WaysToSignIn,
): Promise<TokenSource | undefined> {
  const provider = { loadProvider, resource: `api://${apiId}`, page, wait };
  if (clientId === undefined || isInTeams) return createProviderTokenSource(provider);
  if (person === undefined) return undefined;
  const client = await createMsal({ clientId, authority: person.authority });
  return createFallbackTokenSource(
    createMsalTokenSource({ client, scope: `${provider.resource}/connections.access`, person }),
    // A tenant that chose msal-browser did not choose to have its pages sent to the directory.
    () => createProviderTokenSource({ ...provider, page: { ...page, takeRedirect: () => false } }),
  );
}
