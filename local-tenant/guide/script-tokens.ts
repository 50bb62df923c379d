import { accessTokenLifetime } from '../directory/access-token';
import { consentedScopes } from '../directory/consents';
import { refuse, type Refusal } from '../directory/refusals';
import { resourcesOf, type Resource } from '../directory/resources';
import type { TenantDirectory } from '../directory/tenant-directory';
import { decideForApplication, decideForPerson, type TokenDecision } from '../directory/token-grants';

/** What a script may get for its wish. */
export type ScriptTokenAnswer =
  | {
      readonly status: 200;
      readonly body: {
        readonly access_token: string;
        readonly expires_in: number;
        readonly token_type: 'Bearer';
      };
    }
  | {
      readonly status: 400;
      readonly body: {
        readonly error: string;
        readonly error_description: string;
        readonly error_codes?: readonly number[];
      };
    };

type Wish = Readonly<Record<string, unknown>>;

/**
 * Issues an access token to a script: for a person, through a client that has consent, or for an
 * application itself. What the directory would refuse is refused in its words.
 */
export async function issueScriptToken(
  directories: readonly TenantDirectory[],
  wish: Wish,
): Promise<ScriptTokenAnswer> {
  const directory = directories.find(({ tenant }) => tenant.key === wish.tenant);
  if (directory === undefined)
    return misunderstood(
      'tenant',
      directories.map(({ tenant }) => tenant.key),
    );
  const resource = resourcesOf(directory.tenant).find(({ key }) => key === wish.audience);
  if (resource === undefined)
    return misunderstood(
      'audience',
      resourcesOf(directory.tenant).map(({ key }) => key),
    );
  if ((wish.person === undefined) === (wish.application === undefined)) {
    return misunderstood('person or application', ['exactly one of both']);
  }
  return wish.person === undefined
    ? forApplication(directory, resource, wish)
    : forPerson(directory, resource, wish);
}

async function forApplication(
  directory: TenantDirectory,
  resource: Resource,
  wish: Wish,
): Promise<ScriptTokenAnswer> {
  const { tenant } = directory;
  const application = tenant.applications.find(({ key }) => key === wish.application);
  // A public client has nothing to prove itself with, so it has no token of its own.
  if (application?.secret === undefined) return refused(refuse('unknownApplication'));
  const decision = decideForApplication(tenant, {
    clientId: application.appId,
    scope: `${resource.identifier}/.default`,
  });
  return issue(directory, application.appId, decision);
}

async function forPerson(
  directory: TenantDirectory,
  resource: Resource,
  wish: Wish,
): Promise<ScriptTokenAnswer> {
  const { tenant } = directory;
  const person = tenant.people.find(({ key }) => key === wish.person);
  if (person === undefined) return refused(refuse('unknownPerson'));
  const client = tenant.applications.find(({ key }) => key === (wish.client ?? 'gallery'));
  if (client === undefined) return refused(refuse('unknownApplication'));
  const scopes = wish.scopes ?? consentedScopes(tenant, client.appId, resource);
  if (!isListOfNames(scopes)) return misunderstood('scopes', resource.scopes);
  const asked = scopes.length === 0 ? ['.default'] : scopes;
  const decision = decideForPerson(tenant, person, {
    clientId: client.appId,
    scope: asked.map((scope) => `${resource.identifier}/${scope}`).join(' '),
  });
  return issue(directory, client.appId, decision);
}

function isListOfNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && /^[\w.]+$/.test(name));
}

async function issue(
  directory: TenantDirectory,
  clientId: string,
  decision: TokenDecision,
): Promise<ScriptTokenAnswer> {
  if (decision.kind === 'refused') return refused(decision.refusal);
  const access_token = await directory.issue(clientId, decision);
  return { status: 200, body: { access_token, expires_in: accessTokenLifetime, token_type: 'Bearer' } };
}

function refused({ error, description, code }: Refusal): ScriptTokenAnswer {
  return { status: 400, body: { error, error_description: description, error_codes: [code] } };
}

function misunderstood(what: string, choices: readonly string[]): ScriptTokenAnswer {
  const error_description = `Say which ${what}: ${choices.join(', ')}.`;
  return { status: 400, body: { error: 'invalid_request', error_description } };
}
