import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../problems/connection-error';
import type { TenantRegistration } from '../tenants/tenant-registration';
import type { ClientSecrets } from './client-secret';
import type { KnownDirectories } from './known-directories';

/** A tenant's directory, as an OAuth client of it needs it. */
export interface Directory {
  readonly authorizationServer: (tenant: TenantRegistration) => Promise<oauth.AuthorizationServer>;
  /** How our own application proves itself to the directory. */
  readonly clientAuthentication: (tenant: TenantRegistration) => Promise<oauth.ClientAuth>;
  /** Sends a request to the directory, through the egress function. */
  readonly fetch: (tenant: TenantRegistration) => typeof globalThis.fetch;
}

export interface DirectoryOptions {
  readonly known: KnownDirectories;
  readonly clientSecrets: ClientSecrets;
  readonly fetch: (tenant: TenantRegistration) => typeof globalThis.fetch;
}

export function createDirectory({ known, clientSecrets, fetch }: DirectoryOptions): Directory {
  return {
    fetch,
    authorizationServer: (tenant) => known.authorizationServer(tenant),
    async clientAuthentication(tenant) {
      try {
        const secret = await clientSecrets.read(tenant.application.clientSecretFile);
        return oauth.ClientSecretPost(secret.reveal());
      } catch (error) {
        throw new ConnectionError('directory_unavailable', { cause: error });
      }
    },
  };
}
