import * as z from 'zod/mini';

/**
 * Address of a SharePoint web: `https://contoso.sharepoint.com/sites/operations`. The host must be one
 * that the tenant's registration names; which web it is, the connection manager reads back from SharePoint.
 */
export const siteAddressSchema = z
  .string()
  .check(
    z.maxLength(400),
    z.regex(
      /^https:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[^?#\\%]*)?$/i,
      'must be the https address of a SharePoint site',
    ),
  );

/** The site roles of a person, weakest first. */
export const siteRoles = ['reader', 'designer', 'siteOwner', 'siteCollectionAdministrator'] as const;

export type SiteRole = (typeof siteRoles)[number];

/** One web, by the ids that SharePoint itself gave. */
export const siteReferenceSchema = z.object({
  webId: z.guid(),
  siteId: z.guid(),
  title: z.string(),
  url: z.string(),
});

export type SiteReference = z.infer<typeof siteReferenceSchema>;

/** How far a shared connection reaches. */
export const availabilities = ['site', 'siteCollection', 'tenant'] as const;

export type Availability = (typeof availabilities)[number];
