import type { ApiClient } from '../../../client/api-client';
import type { SiteRole } from '../../../contract/site';
import type { ConfigurationAnswer, TenantConfiguration } from '../configuration/tenant-configuration';
import type { TokenSource } from '../sign-in/token-source';

export interface GallerySession {
  readonly tokens: TokenSource;
  readonly client: ApiClient;
}

export type SessionStart =
  | { readonly status: 'started'; readonly session: GallerySession }
  /** The tenant chose msal-browser, and the page names no directory to ask. */
  | { readonly status: 'noDirectory' };

/** Everything the screens need from SharePoint, browser and network; passed in, so that tests pass their own. */
export interface GalleryEnvironment {
  readonly site: { readonly address: string; readonly title: string };
  readonly person: { readonly name: string };
  readonly locale: string;
  readonly readConfiguration: () => Promise<ConfigurationAnswer>;
  /** Where the tenant properties live; asked only when some are missing. */
  readonly readAppCatalogAddress?: (() => Promise<string>) | undefined;
  readonly readSiteRole: () => Promise<SiteRole | undefined>;
  readonly startSession: (configuration: TenantConfiguration) => Promise<SessionStart>;
  /** Opens a window in a click; false where the browser blocked it. */
  readonly openWindow: (address: string) => boolean;
  /** Resolves after so many milliseconds; rejects when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
}
