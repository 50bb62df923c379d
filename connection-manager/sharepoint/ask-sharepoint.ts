import {
  BearerToken,
  DefaultParse,
  InjectHeaders,
  RejectOnError,
  ResolveOnData,
  type Queryable,
} from '@pnp/queryable';
import { spfi, type SPFI } from '@pnp/sp';
import '@pnp/sp/security/web';
import '@pnp/sp/site-users/web';
import '@pnp/sp/sites';
import '@pnp/sp/webs';
import * as z from 'zod/mini';
import type { PermissionBits } from '../../src/rules/site-standing';
import type { Secret } from '../vault/secret';

const guid = z.guid().check(z.toLowerCase());
// SharePoint writes the halves as decimal text; both are unsigned.
const half = z.coerce.number().check(z.int(), z.nonnegative(), z.maximum(0xffff_ffff));

const webSchema = z.object({ Id: guid, Title: z.string(), Url: z.string() });
const siteSchema = z.object({ Id: guid });
const userSchema = z.object({ IsSiteAdmin: z.boolean() });
const permissionsSchema = z.object({ High: half, Low: half });

/** What SharePoint says of a web and of the person who asks. */
export interface SharePointAnswer {
  readonly webId: string;
  readonly siteId: string;
  readonly title: string;
  readonly url: string;
  readonly isSiteAdmin: boolean;
  readonly bits: PermissionBits;
}

export interface SharePointQuestion {
  readonly webAddress: string;
  readonly token: Secret;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/**
 * Asks SharePoint the four questions from which a person's standing follows. This is the only module that
 * uses a SharePoint token, and these four GETs are all it can do. Rejects where an answer cannot be
 * understood; an HTTP refusal is PnPjs' `HttpRequestError`.
 */
export async function askSharePoint(question: SharePointQuestion): Promise<SharePointAnswer> {
  const sp = connect(question);
  const [web, site, user, permissions] = await Promise.all([
    sp.web.select('Id', 'Title', 'Url')<unknown>(),
    sp.site.select('Id')<unknown>(),
    sp.web.currentUser.select('IsSiteAdmin')<unknown>(),
    sp.web.getCurrentUserEffectivePermissions(),
  ]);
  const { Id: webId, Title: title, Url: url } = webSchema.parse(web);
  const { High: high, Low: low } = permissionsSchema.parse(permissions);
  return {
    webId,
    siteId: siteSchema.parse(site).Id,
    title,
    url,
    isSiteAdmin: userSchema.parse(user).IsSiteAdmin,
    bits: { high, low },
  };
}

function connect({ webAddress, token, fetch, signal }: SharePointQuestion): SPFI {
  const sp = spfi(webAddress).using(
    InjectHeaders({ Accept: 'application/json;odata=nometadata' }),
    BearerToken(token.reveal()),
    DefaultParse(),
    RejectOnError(),
    ResolveOnData(),
  );
  return sp.using((instance: Queryable) => {
    instance.on.send.replace(async (url: URL, init: RequestInit) => {
      if (init.method !== 'GET') throw new TypeError('SharePoint is only ever read.');
      return await fetch(url.href, { method: 'GET', headers: init.headers ?? {}, signal, redirect: 'error' });
    });
    return instance;
  });
}
