/**
 * Where Microsoft's token provider lets SharePoint's server get a token for an API in a person's name (chunk
 * `adalauthcontext` of `@microsoft/sp-http-base` 1.23.2).
 */
import { unquote } from './arguments';
import type { TenantRoute } from './call';
import type { RestResult } from './odata';

export const tokenExchangeRoutes: readonly TenantRoute[] = [
  {
    at: 'any web',
    method: 'GET',
    pattern: /^Microsoft\.SharePoint\.Internal\.ClientSideComponent\.Token\.AcquireOBOToken$/i,
    answer: async ({ host, identity, request, exchangeToken }): Promise<RestResult> => {
      const query = request.url.searchParams;
      if (request.headers['obotoken'] === undefined) return refused(notSeen);
      const answer = await exchangeToken({
        tenant: host.tenant,
        person: identity.person,
        resource: unquote(query.get('resource') ?? ''),
        clientId: unquote(query.get('clientId') ?? ''),
        claims: claimsOf(request.headers['obotoken']),
      });
      if ('token' in answer) {
        return { outcome: 'value', value: JSON.stringify({ AccessToken: answer.token }) };
      }
      return refused(answer.refused);
    },
  },
];

/** What the provider asks without where it got no first-party token: by then the directory wanted the person. */
const notSeen = 'AADSTS50058: A silent sign-in request was sent but no user is signed in.';

function refused(message: string): RestResult {
  return {
    outcome: 'failure',
    status: 500,
    code: '-1, Microsoft.Identity.Client.MsalUiRequiredException',
    message,
  };
}

/** The page's stand-in for SharePoint's first-party token carries what it was asked to prove, and nothing else. */
function claimsOf(header: string | readonly string[] | undefined): unknown {
  const payload = String(header ?? '').split('.')[1];
  if (payload === undefined) return undefined;
  const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return typeof value === 'object' && value !== null && 'claims' in value ? value.claims : undefined;
}
