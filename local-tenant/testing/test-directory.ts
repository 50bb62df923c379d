import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { openDirectory, type Directory } from '../directory/directory';
import {
  contoso,
  directoryOrigin,
  sharePointOrigin,
  tenants,
  type Application,
  type Person,
  type Tenant,
} from '../world/world';
import { createVisitor, serve, type Answer, type TestServer, type Visitor } from './visitor';

export type Parameters = Readonly<Record<string, string>>;

export const authority = `${directoryOrigin}/${contoso.tenantId}`;
export const api = applicationOf('connectionManager');
export const gallery = applicationOf('gallery');
export const galleryRedirect = gallery.redirectUris[0] ?? '';
export const accessScope = `api://${api.appId}/connections.access`;
export const verifier = randomBytes(32).toString('base64url');

/** The application of a tenant; without a secret it has an empty one. */
export function applicationOf(
  key: string,
  tenant: Tenant = contoso,
): Application & { readonly secret: string } {
  const found = tenant.applications.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(key);
  return { ...found, secret: found.secret ?? '' };
}

export function personOf(key: string): Person {
  const found = contoso.people.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(key);
  return found;
}

/** Any text, where a test compares a whole object. */
export const anyText: unknown = expect.any(String);

/** Text of a form, where a test compares a whole object. */
export function textLike(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

/** A directory with a data folder and a server of its own. */
export class TestDirectory {
  private constructor(
    private readonly dataFolder: string,
    private directory: Directory,
    public server: TestServer,
  ) {}

  /** Opens a directory; `listener` is what its host serves, the directory alone unless told. */
  static async open(
    listener: (directory: Directory) => RequestListener = (directory) => (request, response) =>
      void directory.handle(request, response),
  ): Promise<TestDirectory> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'local-tenant-directory-'));
    const directory = await openDirectory({ tenants, dataFolder, now: () => new Date() });
    return new TestDirectory(
      dataFolder,
      directory,
      await serve('login.entra.localhost', listener(directory)),
    );
  }

  /** Starts it again on the same data folder; visitors made before cannot reach it any more. */
  async restart(): Promise<void> {
    await this.server.close();
    this.directory.close();
    this.directory = await openDirectory({ tenants, dataFolder: this.dataFolder, now: () => new Date() });
    this.server = await serve('login.entra.localhost', (request, response) => {
      void this.directory.handle(request, response);
    });
  }

  async close(): Promise<void> {
    await this.server.close();
    this.directory.close();
    await rm(this.dataFolder, { recursive: true, force: true });
  }

  visitor(cookies?: Visitor['cookies']): DirectoryVisitor {
    return new DirectoryVisitor(createVisitor(this.server, cookies));
  }
}

/** What msal-browser sends, its own extra parameters included. */
export function authorizeAddress(overrides: Parameters = {}): string {
  const parameters = new URLSearchParams({
    client_id: gallery.appId,
    scope: `${accessScope} openid profile offline_access`,
    redirect_uri: galleryRedirect,
    response_type: 'code',
    response_mode: 'fragment',
    state: 'a state',
    nonce: 'a nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    client_info: '1',
    'x-client-SKU': 'msal.js.browser',
    'client-request-id': '019aa',
    claims: '{"access_token":{"xms_cc":{"values":["CP1"]}}}',
    domain_hint: 'contoso.example',
    ...overrides,
  });
  return `${authority}/oauth2/v2.0/authorize?${parameters}`;
}

export function locationOf(answer: Answer): string {
  const { location } = answer.headers;
  if (location === undefined)
    throw new Error(`No redirect, but ${answer.status}: ${answer.text.slice(0, 300)}`);
  return new URL(location, directoryOrigin).href;
}

export function fragmentOf(answer: Answer): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(new URL(locationOf(answer)).hash.slice(1)));
}

/** A browser and a client in one, at the directory of Contoso. */
export class DirectoryVisitor {
  readonly visit: Visitor['visit'];
  readonly cookies: Visitor['cookies'];

  constructor(visitor: Visitor) {
    this.visit = visitor.visit;
    this.cookies = visitor.cookies;
  }

  authorize(overrides?: Parameters): Promise<Answer> {
    return this.visit(authorizeAddress(overrides));
  }

  /** Presses the person's button on the sign-in page, and returns the answer that leaves the directory. */
  async signIn(key: string, overrides?: Parameters): Promise<Answer> {
    const page = locationOf(await this.authorize(overrides));
    const posted = await this.visit(page, { form: { person: personOf(key).objectId } });
    return this.visit(locationOf(posted));
  }

  requestToken(form: Parameters, headers: Parameters = {}): Promise<Answer> {
    return this.visit(`${authority}/oauth2/v2.0/token`, { form, headers });
  }

  redeem(code: string, overrides: Parameters = {}): Promise<Answer> {
    const form = {
      grant_type: 'authorization_code',
      client_id: gallery.appId,
      code,
      code_verifier: verifier,
      redirect_uri: galleryRedirect,
      scope: `${accessScope} openid profile offline_access`,
      ...overrides,
    };
    return this.requestToken(form, { origin: sharePointOrigin(contoso) });
  }

  async tokensOf(key: string): Promise<Record<string, unknown>> {
    return (await this.redeem(fragmentOf(await this.signIn(key)).code ?? '')).json();
  }

  onBehalfOf(assertion: unknown, overrides: Parameters = {}): Promise<Answer> {
    return this.requestToken({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: api.appId,
      client_secret: api.secret,
      requested_token_use: 'on_behalf_of',
      assertion: String(assertion),
      scope: `${sharePointOrigin(contoso)}/AllSites.FullControl`,
      ...overrides,
    });
  }

  asApplication(client: { readonly appId: string; readonly secret: string }, scope: string): Promise<Answer> {
    const basic = Buffer.from(`${client.appId}:${client.secret}`).toString('base64');
    return this.requestToken(
      { grant_type: 'client_credentials', scope },
      { authorization: `Basic ${basic}` },
    );
  }

  /** Reads a token as a careful API would: signature, issuer and time. */
  async claimsOf(token: unknown): Promise<JWTPayload> {
    const keys = (await this.visit(`${authority}/discovery/v2.0/keys`)).json();
    const keySet = createLocalJWKSet(keys as unknown as JSONWebKeySet);
    return (await jwtVerify(String(token), keySet, { issuer: `${authority}/v2.0` })).payload;
  }
}
