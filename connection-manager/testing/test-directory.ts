import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { EgressRequest, EgressResponse } from '../egress/egress';
import { tenantRegistrationSchema, type TenantRegistration } from '../tenants/tenant-registration';

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const apiId = '22222222-2222-4222-8222-222222222222';
export const galleryId = '33333333-3333-4333-8333-333333333333';
export const engineId = '44444444-4444-4444-8444-444444444444';
export const oliviaId = '55555555-5555-4555-8555-555555555555';
export const waltId = '66666666-6666-4666-8666-666666666666';
export const directoryHost = 'login.example';
export const sharePointHost = 'contoso.sharepoint.example';

/** The registration of the tests' tenant, with what a test wants otherwise. */
export function registration(changes: Partial<TenantRegistration> = {}): TenantRegistration {
  const id = changes.tenantId ?? tenantId;
  return tenantRegistrationSchema.parse({
    tenantId: id,
    displayName: 'Contoso',
    directory: { authority: `https://${directoryHost}/${id}` },
    application: { id: apiId, clientSecretFile: '/nowhere/secret' },
    sharePointHosts: [sharePointHost],
    allowedClients: { 'connections.access': [galleryId], 'bindings.write': [engineId] },
    engines: [engineId],
    workflowAdministrators: [waltId],
    ...changes,
  });
}

export interface DirectoryKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function newDirectoryKey(keyId: string): Promise<DirectoryKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { keyId, privateKey, publicJwk: await exportJWK(publicKey) };
}

type Claims = Readonly<Record<string, unknown>>;

/** The claims of a person's token as the directory writes them. */
export function personClaims(now: Date, changes: Claims = {}): Record<string, unknown> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return {
    aud: apiId,
    iss: `https://${directoryHost}/${tenantId}/v2.0`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + 3900,
    tid: tenantId,
    azp: galleryId,
    ver: '2.0',
    oid: oliviaId,
    name: 'Olivia Owens',
    idtyp: 'user',
    acct: 0,
    scp: 'connections.access',
    ...changes,
  };
}

/** The claims of an engine's own token. */
export function engineClaims(now: Date, changes: Claims = {}): Record<string, unknown> {
  const { oid: _oid, name: _name, acct: _acct, scp: _scp, ...common } = personClaims(now);
  return { ...common, azp: engineId, idtyp: 'app', roles: ['connections.resolve'], ...changes };
}

export async function signToken(key: DirectoryKey, claims: Claims, header: Claims = {}): Promise<string> {
  return await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.keyId, ...header })
    .sign(key.privateKey);
}

/** A directory that publishes its metadata and keys, and exchanges tokens, without a network. */
export class TestDirectory {
  readonly requests: EgressRequest[] = [];
  keys: readonly Readonly<Record<string, unknown>>[];
  metadata: Readonly<Record<string, unknown>> = {};
  /** What the token endpoint answers next. */
  tokenAnswer: { readonly status: number; readonly body: unknown } = {
    status: 200,
    body: { access_token: 'on-behalf-of-token', token_type: 'Bearer', expires_in: 3600 },
  };
  isDown = false;

  constructor(keys: readonly DirectoryKey[]) {
    this.keys = keys.map(published);
  }

  async send(request: EgressRequest): Promise<EgressResponse> {
    this.requests.push(request);
    if (this.isDown) throw new Error('The directory is down.');
    const { pathname } = new URL(request.url);
    if (pathname.endsWith('/.well-known/openid-configuration')) {
      return json(200, { ...metadataOf(request.url.split('/.well-known/')[0] ?? ''), ...this.metadata });
    }
    if (pathname.endsWith('/discovery/v2.0/keys')) return json(200, { keys: this.keys });
    if (pathname.endsWith('/oauth2/v2.0/token')) return json(this.tokenAnswer.status, this.tokenAnswer.body);
    return json(404, {});
  }

  count(part: string): number {
    return this.requests.filter(({ url }) => url.includes(part)).length;
  }
}

/** A key as the directory publishes it: the issuer is a template over the tenant. */
export function published(key: DirectoryKey): Readonly<Record<string, unknown>> {
  const issuer = `https://${directoryHost}/{tenantid}/v2.0`;
  return { ...key.publicJwk, kid: key.keyId, use: 'sig', alg: 'RS256', issuer };
}

function metadataOf(issuer: string): Readonly<Record<string, unknown>> {
  const base = issuer.replace(/\/v2\.0$/, '');
  return {
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}

export function json(status: number, body: unknown): EgressResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) };
}
