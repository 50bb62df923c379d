/**
 * What SharePoint tells the scripts of a page about person, site and tenant. The names are those that Microsoft's
 * runtime reads (`@microsoft/sp-page-context`); `spPageContextInfo` to the runtime, `legacyPageContext` to web parts.
 */
import { isSiteAdministrator } from '../../world/changes';
import type { Person } from '../../world/world';
import type { SharePointHost } from '../host';
import { bitsOfPerson, bitOf, includesAll, noBits, permissionKind } from '../permission-bits';
import { loginNameOf, siteUserIdOf, type Place } from '../sites';

export interface PageContextOptions {
  readonly host: SharePointHost;
  readonly directoryOrigin: string;
  readonly place: Place;
  readonly person: Person;
  /** Path of the page, with the web's. */
  readonly pagePath: string;
  readonly locale: string;
  readonly formDigest: { readonly value: string; readonly lifetimeInSeconds: number };
  readonly now: Date;
}

/**
 * Microsoft's own switches for parts of the runtime that need what is not published: fetching a token before anyone
 * asked for one, and the newer property pane.
 */
const killSwitches = {
  '2bf3e1ce-55da-4552-bc41-e3d072202d3c': true,
  'a3f45048-0db5-4b7c-9a9a-e3183d216c4d': true,
};

export function pageContextOf(options: PageContextOptions): Readonly<Record<string, unknown>> {
  return {
    ...personPart(options),
    ...sitePart(options),
    currentCultureName: options.locale,
    currentUICultureName: options.locale,
    ExpFeatures: [],
    ECSClientFeatures: [],
    featureInfo: [],
    killSwitches,
    formDigestTimeoutSeconds: options.formDigest.lifetimeInSeconds,
    formDigestValue: options.formDigest.value,
    serverTime: options.now.toISOString(),
  };
}

function personPart({ host, directoryOrigin, place, person }: PageContextOptions): object {
  const bits = bitsOfPerson(person, place) ?? noBits;
  return {
    aadInstanceUrl: directoryOrigin,
    aadTenantId: host.tenant.tenantId,
    aadUserId: person.objectId,
    aadSessionId: '',
    hasManageWebPermissions: includesAll(bits, bitOf(permissionKind.manageWeb)),
    isAnonymousGuestUser: false,
    isEmailAuthenticationGuestUser: false,
    isExternalGuestUser: person.userType === 'guest',
    isSiteAdmin: isSiteAdministrator(person, place.site),
    isSiteOwner: includesAll(bits, bitOf(permissionKind.managePermissions)),
    pagePermsMask: { High: bits.high, Low: bits.low },
    systemUserKey: loginNameOf(person).replace('i:0#.f', 'i:0h.f'),
    userDisplayName: person.displayName,
    userEmail: person.userPrincipalName,
    userId: siteUserIdOf(person, host.tenant),
    userLoginName: person.userPrincipalName,
    userPrincipalName: person.userPrincipalName,
    webPermMasks: { High: bits.high, Low: bits.low },
  };
}

function sitePart({ host, place, pagePath, now }: PageContextOptions): object {
  const { site, web } = place;
  const [rootWeb] = site.webs;
  const client = host.tenant.applications.find(({ key }) => key === 'sharePointClient');
  return {
    cdnPrefix: '',
    CorrelationId: crypto.randomUUID(),
    isAppWeb: false,
    isNoScriptEnabled: true,
    pageItemId: 1,
    portalUrl: `${host.origin}/`,
    RecycleBinItemCount: -1,
    serverRequestPath: pagePath,
    siteAbsoluteUrl: host.origin + rootWeb.path,
    siteClassification: '',
    siteId: site.siteId,
    sitePagesEnabled: true,
    sitePagesFeatureVersion: 4,
    siteServerRelativeUrl: rootWeb.path,
    spfx3rdPartyServicePrincipalId: client?.appId ?? '',
    tenantDisplayName: host.tenant.displayName,
    updateFormDigestPageLoaded: now.toISOString(),
    webAbsoluteUrl: host.origin + web.path,
    webDescription: '',
    webId: web.webId,
    webLanguage: 1033,
    webLanguageName: 'en-US',
    webLogoUrl: '',
    webServerRelativeUrl: web.path,
    webTemplate: '68',
    webTitle: web.title,
  };
}
