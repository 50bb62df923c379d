import type { SPFI } from '@pnp/sp';
import '@pnp/sp/site-users/web';
import '@pnp/sp/webs';
import * as z from 'zod/mini';
import type { SiteRole } from '../../../contract/site';
import { siteRole } from '../../../rules/site-standing';

const half = z.union([z.string(), z.number()]);
const userSchema = z.object({ IsSiteAdmin: z.boolean() });
const webSchema = z.object({ EffectiveBasePermissions: z.object({ High: half, Low: half }) });

/** The role that SharePoint tells the page, for the first paint only: the connection manager asks for itself. */
export async function readSiteRole(sp: SPFI): Promise<SiteRole | undefined> {
  const answers: readonly unknown[] = await Promise.all([
    sp.web.currentUser.select('IsSiteAdmin')(),
    sp.web.select('EffectiveBasePermissions')(),
  ]);
  const user = userSchema.parse(answers[0]);
  const { EffectiveBasePermissions: bits } = webSchema.parse(answers[1]);
  return siteRole({ isSiteAdmin: user.IsSiteAdmin, bits: { high: bits.High, low: bits.Low } });
}
