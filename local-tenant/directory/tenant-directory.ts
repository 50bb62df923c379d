import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider, { type Adapter, type Context } from 'oidc-provider';
import type { Person, Tenant } from '../world/world';
import { accessTokenLifetime, issuerOf, signAccessToken } from './access-token';
import { shapeAnswers } from './entra-answers';
import { answerMessagePage } from './pages';
import { onBehalfOfGrant, providerConfiguration, providerError } from './provider-configuration';
import { atTokenEndpoint } from './refusals';
import { handleSignIn, signInDirectly } from './sign-in';
import type { DirectoryKeys } from './signing-keys';
import { decideForApplication, decideOnBehalfOf, type TokenDecision } from './token-grants';

interface TenantDirectoryOptions {
  readonly tenant: Tenant;
  readonly keys: DirectoryKeys;
  readonly adapterFor: (model: string) => Adapter;
  readonly now: () => Date;
}

type Granted = Extract<TokenDecision, { kind: 'granted' }>;

/** The directory of one tenant. */
export interface TenantDirectory {
  readonly tenant: Tenant;
  readonly keys: DirectoryKeys;
  /** Answers a request whose path begins with `/<tenant id>/`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Issues a token for a decision, by the same code and with the same key as the token endpoint. */
  issue(clientId: string, granted: Granted): Promise<string>;
  signIn(person: Person, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Makes the OpenID provider that stands in for one tenant of Microsoft Entra ID. */
export function createTenantDirectory(options: TenantDirectoryOptions): TenantDirectory {
  const { tenant, keys, adapterFor, now } = options;
  const provider = new Provider(issuerOf(tenant), {
    ...providerConfiguration({ tenant, keys, adapterFor }),
    renderError: (context: Context, out: { error: string; error_description?: string }) =>
      renderError(context, out.error_description ?? out.error),
  });
  const issue = (clientId: string, { resource, subject }: Granted): Promise<string> =>
    signAccessToken(
      {
        tenant,
        clientId,
        audience: resource.audience,
        subject,
        issuedAt: Math.floor(now().getTime() / 1000),
      },
      keys,
    );
  registerGrants(provider, { ...options, issue });
  provider.use(shapeAnswers({ tenant, now }));
  const answer = provider.callback();
  const mount = `/${tenant.tenantId}`;

  return {
    tenant,
    keys,
    issue,
    signIn: (person, request, response) =>
      signInDirectly(provider, person, { request, response, now: now() }),
    handle(request, response) {
      const path = (request.url ?? '')
        .slice(mount.length)
        .replace(/^\/v2\.0\/\.well-known\//, '/.well-known/');
      if (path.startsWith('/sign-in/')) return handleSignIn({ tenant, provider }, request, response);
      // The provider finds out where it is mounted by comparing the two.
      Object.assign(request, { url: path, originalUrl: `${mount}${path}` });
      return answer(request, response);
    },
  };
}

interface GrantOptions extends TenantDirectoryOptions {
  readonly issue: TenantDirectory['issue'];
}

function registerGrants(provider: Provider, { tenant, keys, now, issue }: GrantOptions): void {
  async function answerWith(context: Context, decision: TokenDecision): Promise<void> {
    if (decision.kind === 'refused') throw providerError(atTokenEndpoint(decision.refusal));
    context.body = {
      token_type: 'Bearer',
      scope: decision.subject.kind === 'person' ? decision.scope : undefined,
      expires_in: accessTokenLifetime,
      access_token: await issue(context.oidc.client.clientId, decision),
    };
  }

  provider.registerGrantType(
    'client_credentials',
    (context) => answerWith(context, decideForApplication(tenant, askedBy(context.oidc))),
    ['scope'],
  );
  provider.registerGrantType(
    onBehalfOfGrant,
    async (context) => {
      const { client, params = {} } = context.oidc;
      const request = { tenant, keys, clientId: client.clientId, parameters: params, now: now() };
      await answerWith(context, await decideOnBehalfOf(request));
    },
    ['assertion', 'requested_token_use', 'scope'],
  );
}

function askedBy({ client, params }: Context['oidc']): { readonly clientId: string; readonly scope: string } {
  return { clientId: client.clientId, scope: params?.scope ?? '' };
}

/** Replaces the provider's own error page, which would load a font from another site. */
function renderError(context: Context, message: string): void {
  (context as { respond?: boolean }).respond = false;
  answerMessagePage(context.res, context.status, message);
}
