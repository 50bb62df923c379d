import { importJWK, type CryptoKey } from 'jose';
import type { AuthorizationServer } from 'oauth4webapi';
import * as z from 'zod/mini';
import type { TenantRegistration } from '../tenants/tenant-registration';

/** A key of the directory's, and the issuer whose tokens it may sign. */
export interface SigningKey {
  readonly key: CryptoKey;
  readonly issuer: string;
}

/** What a tenant's directory publishes of itself: its endpoints, and its signing keys by their key id. */
export interface DirectoryDocuments {
  readonly server: AuthorizationServer;
  readonly signingKeys: ReadonlyMap<string, SigningKey>;
}

const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  authorization_response_iss_parameter_supported: z.optional(z.boolean()),
});

const keySetSchema = z.object({ keys: z.array(z.unknown()) });

const rsaKeySchema = z.object({
  kty: z.literal('RSA'),
  kid: z.string().check(z.minLength(1)),
  n: z.string(),
  e: z.string(),
  use: z.optional(z.literal('sig')),
  alg: z.optional(z.literal('RS256')),
  issuer: z.string(),
});

/** The issuer of a tenant's tokens (version 2.0). */
export function issuerOf(tenant: Pick<TenantRegistration, 'directory'>): string {
  return `${tenant.directory.authority}/v2.0`;
}

/**
 * Asks the tenant's directory for its metadata and signing keys. Rejects where they are not what the
 * registration names: another issuer, or an endpoint on another host than the authority's.
 */
export async function loadDirectoryDocuments(
  fetch: typeof globalThis.fetch,
  tenant: TenantRegistration,
): Promise<DirectoryDocuments> {
  const metadata = metadataSchema.parse(
    await readJson(fetch, `${issuerOf(tenant)}/.well-known/openid-configuration`),
  );
  if (metadata.issuer !== issuerOf(tenant)) throw new Error('The directory’s metadata names another issuer.');
  for (const endpoint of [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri]) {
    checkHost(endpoint, tenant);
  }
  const { keys } = keySetSchema.parse(await readJson(fetch, metadata.jwks_uri));
  return { server: asServer(metadata), signingKeys: await importKeys(keys, tenant.tenantId) };
}

function asServer(metadata: z.infer<typeof metadataSchema>): AuthorizationServer {
  const { authorization_response_iss_parameter_supported: isIssuerPromised, ...server } = metadata;
  if (isIssuerPromised === undefined) return server;
  return { ...server, authorization_response_iss_parameter_supported: isIssuerPromised };
}

async function readJson(fetch: typeof globalThis.fetch, address: string): Promise<unknown> {
  const response = await fetch(address, { headers: { accept: 'application/json' }, redirect: 'error' });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`The directory answered ${response.status} to a request for its metadata or keys.`);
  }
  return await response.json();
}

function checkHost(endpoint: string, tenant: TenantRegistration): void {
  const url = new URL(endpoint);
  if (url.protocol !== 'https:' || url.host !== new URL(tenant.directory.authority).host) {
    throw new Error('The directory’s metadata names an endpoint on another host than the authority’s.');
  }
}

async function importKeys(
  keys: readonly unknown[],
  tenantId: string,
): Promise<ReadonlyMap<string, SigningKey>> {
  const imported = new Map<string, SigningKey>();
  for (const value of keys) {
    const parsed = rsaKeySchema.safeParse(value);
    // A key for another purpose, or without an issuer of its own, signs nothing here; it harms no other key.
    if (!parsed.success) continue;
    const { kty, kid, n, e, issuer } = parsed.data;
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (key instanceof Uint8Array) continue;
    // Microsoft, "Validate the signing key issuer": keys that tenants share carry a template.
    imported.set(kid, { key, issuer: issuer.replace('{tenantid}', tenantId) });
  }
  if (imported.size === 0) throw new Error('The directory publishes no signing key that can be used.');
  return imported;
}
