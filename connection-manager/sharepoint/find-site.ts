import { siteRole } from '../../src/rules/site-standing';
import type { GetTokenOnBehalfOf } from '../directory/on-behalf-of';
import { KeptAnswers } from '../directory/kept-answers';
import type { PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { askSharePoint, type SharePointAnswer } from './ask-sharepoint';
import type { FindSite, SiteAtHand } from './site-at-hand';
import { webAddress } from './site-address';

const keptForMs = 60_000;
const longestMs = 10_000;
const mostAnswers = 10_000;
const noAccess: readonly unknown[] = [401, 403, 404];

export interface FindSiteOptions {
  readonly getTokenOnBehalfOf: GetTokenOnBehalfOf;
  /** Sends a request to the tenant's SharePoint, through the egress function. */
  readonly fetch: (tenant: TenantRegistration) => typeof globalThis.fetch;
  readonly now: () => Date;
  /** How long SharePoint and the directory may take together; 10 s where it is not given. */
  readonly timeoutMs?: number;
}

/** Makes the function that asks SharePoint where a person stands; see `FindSite`. */
export function createFindSite(options: FindSiteOptions): FindSite {
  const kept = new KeptAnswers<SiteAtHand | undefined>({ now: options.now, most: mostAnswers });
  return async (caller, address) => {
    const { tenant, objectId } = caller;
    const web = webAddress(address, tenant.sharePointHosts);
    if (web === undefined) return undefined;
    // Counted from before SharePoint is asked: what it says may have changed since.
    const until = new Date(options.now().getTime() + keptForMs);
    // SharePoint does not tell capital letters in paths apart.
    const name = JSON.stringify([tenant.tenantId, objectId, web.toLowerCase()]);
    return await kept.get(name, async () => ({ value: await find(options, caller, web), until }));
  };
}

async function find(
  options: FindSiteOptions,
  caller: PersonCaller,
  web: string,
): Promise<SiteAtHand | undefined> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? longestMs);
  try {
    const answer = await Promise.race([ask(options, { caller, web, signal }), rejectWhenAborted(signal)]);
    return siteAtHand(answer, caller.tenant);
  } catch (error) {
    if (error instanceof ConnectionError) throw error;
    if (isRefusal(error)) return undefined;
    throw new ConnectionError('sharepoint_unavailable', { cause: error });
  }
}

interface Asking {
  readonly caller: PersonCaller;
  readonly web: string;
  readonly signal: AbortSignal;
}

async function ask(
  { getTokenOnBehalfOf, fetch }: FindSiteOptions,
  { caller, web, signal }: Asking,
): Promise<SharePointAnswer> {
  // Anything narrower than full control hides permission bits that the person has (sp-dev-docs #5694).
  const token = await getTokenOnBehalfOf(caller, `${new URL(web).origin}/AllSites.FullControl`);
  return await askSharePoint({ webAddress: web, token, fetch: fetch(caller.tenant), signal });
}

function siteAtHand(answer: SharePointAnswer, tenant: TenantRegistration): SiteAtHand | undefined {
  const role = siteRole(answer);
  if (role === undefined) return undefined;
  const { webId, siteId, title, url } = answer;
  const host = URL.parse(url)?.host;
  if (host === undefined || !tenant.sharePointHosts.includes(host)) {
    throw new ConnectionError('sharepoint_unavailable', {
      cause: new Error('SharePoint named a web of another host.'),
    });
  }
  return { reference: { webId, siteId, title, url }, standing: { webId, siteId, role } };
}

/** PnPjs' `HttpRequestError`, told by what it carries: its class is not the same in every bundle. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    'isHttpRequestError' in error &&
    'status' in error &&
    noAccess.includes(error.status)
  );
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('SharePoint did not answer in time.')), {
      once: true,
    });
  });
}
