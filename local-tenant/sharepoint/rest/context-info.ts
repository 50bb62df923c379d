import { webAddressOf, type TenantRoute } from './call';

/** Where a page fetches the digest for its next calls. */
export const contextInfoRoutes: readonly TenantRoute[] = [
  {
    at: 'any web',
    method: 'POST',
    pattern: /^contextinfo$/i,
    withoutDigest: true,
    answer: ({ host, place, identity, formDigests }) => {
      const digest = formDigests.issue(identity);
      const value = {
        FormDigestTimeoutSeconds: digest.lifetimeInSeconds,
        FormDigestValue: digest.value,
        LibraryVersion: '16.0.26712.12000',
        SiteFullUrl: host.origin + (place?.site.webs[0].path ?? ''),
        SupportedSchemaVersions: ['14.0.0.0', '15.0.0.0'],
        WebFullUrl: webAddressOf(host, place),
      };
      return { outcome: 'value', value };
    },
  },
];
