import { decodeJwt } from 'jose';
import * as oauth from 'oauth4webapi';
import { graphScope } from '../directory/ask-graph';
import { ClientSecretError, type ClientSecrets } from '../directory/client-secret';
import { loadDirectoryDocuments } from '../directory/directory-documents';
import type { TenantRegistration } from '../tenants/tenant-registration';
import type { Secret } from '../vault/secret';
import { permissionNames } from './applications';
import { directoryAdministrator, ok, operator, privilegedAdministrator, type Check } from './check';
import { failureWords } from './failure-words';

export interface DirectoryCheckOptions {
  readonly tenant: TenantRegistration;
  readonly clientSecrets: ClientSecrets;
  /** Sends to the tenant's directory, through the egress function. */
  readonly fetch: typeof globalThis.fetch;
}

/** The directory, the connection manager's secret, and what the application may do when nobody is signed in. */
export async function checkDirectory(options: DirectoryCheckOptions): Promise<readonly Check[]> {
  const metadata = await readMetadata(options);
  const secret = await readSecret(options);
  const checks = [metadata.check, secret.check];
  if (metadata.server === undefined || secret.secret === undefined) {
    return [...checks, untried('secretAccepted'), untried('graphPermissions')];
  }
  const { check, token } = await askForToken(options, metadata.server, secret.secret);
  return [...checks, check, token === undefined ? untried('graphPermissions') : checkRoles(token)];
}

function untried(check: 'secretAccepted' | 'graphPermissions'): Check {
  const what =
    check === 'secretAccepted'
      ? 'Whether the directory accepts the client secret was not tried, because of what is missing above.'
      : 'The application permissions at Microsoft Graph are seen in a token, and there was none.';
  return {
    check,
    outcome: 'unknown',
    sentence: what,
    who: operator,
    cure: 'Fix what is missing first, then check again.',
  };
}

async function readMetadata({
  tenant,
  fetch,
}: DirectoryCheckOptions): Promise<{ readonly check: Check; readonly server?: oauth.AuthorizationServer }> {
  const check = 'directory';
  const { authority } = tenant.directory;
  try {
    const { server } = await loadDirectoryDocuments(fetch, tenant);
    return { check: ok(check, `The directory answers at ${authority}.`), server };
  } catch (error) {
    return {
      check: {
        check,
        outcome: 'missing',
        sentence: `The directory at ${authority} does not answer as this tenant’s directory: ${failureWords(error)}`,
        who: operator,
        cure: 'Let this machine reach that address, and compare tenantId and authority in the registration with the tenant.',
      },
    };
  }
}

async function readSecret({
  tenant,
  clientSecrets,
}: DirectoryCheckOptions): Promise<{ readonly check: Check; readonly secret?: Secret }> {
  const check = 'clientSecret';
  const file = tenant.application.clientSecretFile;
  try {
    const secret = await clientSecrets.read(file);
    return { check: ok(check, `The client secret can be read from ${file}.`), secret };
  } catch (error) {
    // Only this error is known to say nothing of the content.
    const sentence = error instanceof ClientSecretError ? error.message : `${file} cannot be read.`;
    const cure = 'Put the secret into that file, mode 0600, or name another file in the registration.';
    return { check: { check, outcome: 'missing', sentence, who: operator, cure } };
  }
}

async function askForToken(
  { tenant, fetch }: DirectoryCheckOptions,
  server: oauth.AuthorizationServer,
  secret: Secret,
): Promise<{ readonly check: Check; readonly token?: string }> {
  const client: oauth.Client = { client_id: tenant.application.id };
  try {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(secret.reveal()),
      { scope: graphScope(tenant, '.default') },
      { [oauth.customFetch]: fetch },
    );
    const { access_token: token } = await oauth.processClientCredentialsResponse(server, client, response);
    return {
      check: ok('secretAccepted', 'The directory accepts the application and its client secret.'),
      token,
    };
  } catch (error) {
    return { check: refused(tenant, error) };
  }
}

function refused(tenant: TenantRegistration, error: unknown): Check {
  const check = 'secretAccepted';
  const missing = (sentence: string, who: string, cure: string): Check => ({
    check,
    outcome: 'missing',
    sentence,
    who,
    cure,
  });
  const renew =
    'Make a new client secret under App registrations > Certificates & secrets, and put its value, not its id, into the file.';
  const { id } = tenant.application;
  const codes = errorCodes(error);
  // Microsoft: "Troubleshoot service principal authentication". The codes choose a sentence here, and nothing else.
  if (codes.includes(7000222))
    return missing('The client secret has expired.', directoryAdministrator, renew);
  if (codes.includes(700016)) {
    const sentence = `The tenant knows no application ${id}.`;
    return missing(sentence, operator, 'Compare application.id in the registration with App registrations.');
  }
  if (isRefusal(error)) {
    return missing(
      `The directory does not accept the client secret of ${id}.`,
      directoryAdministrator,
      renew,
    );
  }
  const sentence = `The directory did not say whether it accepts the client secret: ${failureWords(error)}`;
  return { check, outcome: 'unknown', sentence, who: operator, cure: 'Check again in a few minutes.' };
}

function isRefusal(error: unknown): boolean {
  if (error instanceof oauth.WWWAuthenticateChallengeError) return true;
  return error instanceof oauth.ResponseBodyError && /^(invalid|unauthorized)_client$/.test(error.error);
}

function errorCodes(error: unknown): readonly unknown[] {
  if (!(error instanceof oauth.ResponseBodyError)) return [];
  const codes = error.cause['error_codes'];
  return Array.isArray(codes) ? codes : [];
}

function checkRoles(token: string): Check {
  const check = 'graphPermissions';
  const wanted = permissionNames('connectionManager', 'graph', 'application');
  const granted = rolesOf(token);
  const cure = `App registrations > the connection manager > API permissions: ${wanted.join(', ')} of Microsoft Graph, as application permissions, then Grant admin consent.`;
  if (granted === undefined) {
    const sentence = 'The token for Microsoft Graph cannot be read, so its permissions are not known.';
    return { check, outcome: 'unknown', sentence, who: privilegedAdministrator, cure };
  }
  const missing = wanted.filter((name) => !granted.includes(name));
  if (missing.length === 0) return ok(check, `Microsoft Graph grants ${wanted.join(', ')} (application).`);
  const sentence = `Microsoft Graph does not grant ${missing.join(', ')} (application). A token that was issued before a consent does not show it for up to an hour.`;
  return { check, outcome: 'missing', sentence, who: privilegedAdministrator, cure };
}

/** A token for Graph is Graph's to read; today it can be read by others too. */
function rolesOf(token: string): readonly string[] | undefined {
  try {
    const { roles } = decodeJwt<{ roles?: unknown }>(token);
    return Array.isArray(roles) ? roles.map(String) : [];
  } catch {
    return undefined;
  }
}
