import { toEgressError } from '../egress/egress-error';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { ok, operator, type Check } from './check';
import { failureWords } from './failure-words';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether each SharePoint host of the registration answers, and as far as it tells, for this tenant. */
export async function checkSharePointHosts(
  tenant: TenantRegistration,
  fetch: typeof globalThis.fetch,
): Promise<readonly Check[]> {
  return await Promise.all(tenant.sharePointHosts.map((host) => checkHost({ host, tenant, fetch })));
}

interface HostCheck {
  readonly host: string;
  readonly tenant: TenantRegistration;
  readonly fetch: typeof globalThis.fetch;
}

async function checkHost({ host, tenant, fetch }: HostCheck): Promise<Check> {
  const check = `sharePoint ${host}`;
  const missing = (sentence: string): Check => ({
    check,
    outcome: 'missing',
    sentence,
    who: operator,
    cure: 'Correct sharePointHosts in the registration file, and run "tenant add" again; or let this machine reach the host.',
  });
  try {
    // An empty bearer token is answered with a challenge that names the tenant: what the TokenHelper of
    // SharePoint add-ins has always done (GetRealmFromTargetUrl).
    const response = await fetch(`https://${host}/_api/web?$select=Id`, {
      headers: { authorization: 'Bearer', accept: 'application/json' },
    });
    await response.body?.cancel();
    if (response.status >= 500) return missing(`${host} answers with an error (${response.status}).`);
    if (response.status === 404 && !isSharePoint(response)) return doubtful(check, host);
    const realm = realmOf(response);
    if (realm !== undefined && realm !== tenant.tenantId) {
      return missing(`${host} belongs to another tenant (${realm}).`);
    }
    return ok(check, `${host} answers${realm === undefined ? '' : ', and belongs to this tenant'}.`);
  } catch (error) {
    // Sent on to the sign-in page: that is SharePoint too.
    if (toEgressError(error).code === 'redirect_refused') return ok(check, `${host} answers.`);
    return missing(`${host} does not answer: ${failureWords(error)}`);
  }
}

/** A tenant without a root site answers 404 too, and so does a web server that has nothing to do with it. */
function doubtful(check: string, host: string): Check {
  return {
    check,
    outcome: 'unknown',
    sentence: `${host} answers, and does not say that it is SharePoint.`,
    who: operator,
    cure: `Open https://${host} in a browser. If it is not the tenant’s SharePoint, correct sharePointHosts in the registration file, and run "tenant add" again.`,
  };
}

/** Headers that SharePoint Online puts on every answer. */
function isSharePoint({ headers }: Response): boolean {
  return headers.has('sprequestguid') || headers.has('microsoftsharepointteamservices');
}

function realmOf(response: Response): string | undefined {
  const challenge = response.headers.get('www-authenticate') ?? '';
  const realm = /\brealm="([^"]*)"/i.exec(challenge)?.[1]?.toLowerCase();
  return realm !== undefined && guid.test(realm) ? realm : undefined;
}
