import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../problems/connection-error';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { Secret } from '../vault/secret';
import type { Directory } from './directory';
import { KeptAnswers, type Kept } from './kept-answers';

const marginMs = 60_000;
const mostTokens = 10_000;

/** Gets an access token for another API in the application's own name. Rejects with `directory_unavailable`. */
export type GetApplicationToken = (tenant: TenantRegistration, scope: string) => Promise<Secret>;

export interface ApplicationTokenOptions {
  readonly directory: Directory;
  readonly now: () => Date;
}

/** Asks by client credentials (RFC 6749 §4.4). A token is kept until a minute before it expires. */
export function createApplicationToken({ directory, now }: ApplicationTokenOptions): GetApplicationToken {
  const kept = new KeptAnswers<Secret>({ now, most: mostTokens });
  return (tenant, scope) => {
    const name = JSON.stringify([tenant.tenantId, tenant.application.id, scope]);
    return kept.get(name, () => ask({ directory, tenant, scope, now: now() }));
  };
}

interface Asking {
  readonly directory: Directory;
  readonly tenant: TenantRegistration;
  readonly scope: string;
  readonly now: Date;
}

async function ask({ directory, tenant, scope, now }: Asking): Promise<Kept<Secret>> {
  try {
    const server = await directory.authorizationServer(tenant);
    const client: oauth.Client = { client_id: tenant.application.id };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      await directory.clientAuthentication(tenant),
      { scope },
      { [oauth.customFetch]: directory.fetch(tenant) },
    );
    const answer = await oauth.processClientCredentialsResponse(server, client, response);
    const until = new Date(now.getTime() + (answer.expires_in ?? 0) * 1000 - marginMs);
    return { value: Secret.of(answer.access_token), until };
  } catch (error) {
    if (error instanceof ConnectionError) throw error;
    throw new ConnectionError('directory_unavailable', { cause: error });
  }
}
