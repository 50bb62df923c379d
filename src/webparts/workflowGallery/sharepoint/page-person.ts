import * as z from 'zod/mini';

// The names are those that Microsoft's own runtime reads (@microsoft/sp-page-context).
const legacyPageContextSchema = z.object({
  aadInstanceUrl: z.url({ protocol: /^https$/ }),
  aadTenantId: z.guid(),
  aadUserId: z.optional(z.string()),
});

/** Whom the directory is asked about, and where that directory is, as SharePoint's server wrote it into the page. */
export interface PagePerson {
  /** Authority of the tenant: `https://login.microsoftonline.com/<tenant id>`. */
  readonly authority: string;
  readonly tenantId: string;
  /** Absent for people the page does not say it of. */
  readonly objectId: string | undefined;
  readonly loginHint: string;
}

/** Reads the person's directory identity from the page, or `undefined` where the page does not tell. */
export function readPagePerson(legacyPageContext: unknown, loginHint: string): PagePerson | undefined {
  const parsed = legacyPageContextSchema.safeParse(legacyPageContext);
  if (!parsed.success) return undefined;
  const { aadInstanceUrl, aadTenantId, aadUserId } = parsed.data;
  return {
    authority: `${new URL(aadInstanceUrl).origin}/${aadTenantId}`,
    tenantId: aadTenantId,
    objectId: aadUserId === '' ? undefined : aadUserId,
    loginHint,
  };
}
