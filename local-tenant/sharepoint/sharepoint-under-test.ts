/** Runs the local SharePoint on a free port, with a directory that signs in whoever the test names. */
import { createServer, request as sendRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { contoso, directoryOrigin, sharePointOrigin, tenants, type Tenant } from '../world/world';
import { createSharePoint, type SharePoint } from './sharepoint';

export interface Asked {
  readonly method?: string;
  /** Contoso's, if none is named. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

export interface SharePointUnderTest {
  readonly sharePoint: SharePoint;
  readonly ask: (path: string, asked?: Asked) => Promise<Told>;
  /** Goes through the whole sign-in and returns the cookie. */
  readonly signIn: (personKey: string, tenant?: Tenant) => Promise<string>;
  /** What the directory's next ID token says, beyond what is true. */
  readonly falsifyIdToken: (claims: JWTPayload) => void;
  /** A token of the directory for SharePoint, with these claims beside or instead of the usual. */
  readonly tokenFor: (personKey: string, claims: JWTPayload) => Promise<string>;
  readonly passTime: (seconds: number) => void;
  readonly close: () => Promise<void>;
}

export const sharePointApplicationId = '00000003-0000-0ff1-ce00-000000000000';
export const nodeModules = join(__dirname, '../../node_modules');
const contosoHost = new URL(sharePointOrigin(contoso)).host;

export interface UnderTestOptions {
  readonly packageFile?: string;
  readonly tenantProperties?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export async function startSharePointUnderTest(options: UnderTestOptions = {}): Promise<SharePointUnderTest> {
  let time = Date.now();
  const now = (): Date => new Date(time);
  const directory = await createDirectory(now);
  const sharePoint = createSharePoint({
    tenants,
    packageFile: options.packageFile ?? join(__dirname, 'there-is-no-package.sppkg'),
    nodeModules,
    tenantProperties: options.tenantProperties ?? {},
    fetch: directory.fetch,
    exchangeToken: async ({ person, resource, clientId }) => ({
      token: `${person.key} ${clientId} ${resource}`,
    }),
    now,
  });
  const server = createServer((request, response) => void sharePoint.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const ask: SharePointUnderTest['ask'] = (path, asked = {}) => exchange(port ?? 0, path, asked);

  return {
    sharePoint,
    ask,
    signIn: (personKey, tenant = contoso) => signIn(ask, directory, { personKey, tenant }),
    falsifyIdToken: directory.falsifyIdToken,
    tokenFor: directory.tokenFor,
    passTime: (seconds) => {
      time += seconds * 1000;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function exchange(port: number, path: string, asked: Asked): Promise<Told> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', host = contosoHost, headers, body } = asked;
    const outgoing = sendRequest({ port, path, method, headers: { ...headers, host } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const content = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: content,
          text: content.toString('utf8'),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

interface TestDirectory {
  readonly fetch: typeof fetch;
  readonly expectSignIn: (signIn: { nonce: string; personKey: string; tenant: Tenant }) => void;
  readonly falsifyIdToken: (claims: JWTPayload) => void;
  readonly tokenFor: (personKey: string, claims: JWTPayload) => Promise<string>;
}

async function createDirectory(now: () => Date): Promise<TestDirectory> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256', use: 'sig' }] };
  let idTokenClaims: JWTPayload = {};
  let falseClaims: JWTPayload = {};

  function tokenFor(personKey: string, claims: JWTPayload): Promise<string> {
    const tenant = tenants.find(({ tenantId }) => tenantId === claims['tid']) ?? contoso;
    const seconds = Math.floor(now().getTime() / 1000);
    const usual = {
      iss: `${directoryOrigin}/${tenant.tenantId}/v2.0`,
      aud: sharePointApplicationId,
      tid: tenant.tenantId,
      oid: tenant.people.find(({ key }) => key === personKey)?.objectId,
      iat: seconds,
      exp: seconds + 3600,
    };
    const header = { alg: 'RS256', kid: 'test' };
    return new SignJWT({ ...usual, ...claims }).setProtectedHeader(header).sign(privateKey);
  }

  async function answer(address: string): Promise<Response> {
    if (address.endsWith('/discovery/v2.0/keys')) return Response.json(keys);
    if (!address.endsWith('/oauth2/v2.0/token')) return new Response('', { status: 404 });
    const claims = { ...idTokenClaims, ...falseClaims };
    return Response.json({ id_token: await tokenFor('nobody', claims), token_type: 'Bearer' });
  }

  return {
    fetch: (input) => answer(input instanceof Request ? input.url : String(input)),
    expectSignIn: ({ nonce, personKey, tenant }) => {
      const oid = tenant.people.find(({ key }) => key === personKey)?.objectId;
      idTokenClaims = { nonce, tid: tenant.tenantId, oid };
    },
    falsifyIdToken: (claims) => {
      falseClaims = claims;
    },
    tokenFor,
  };
}

async function signIn(
  ask: SharePointUnderTest['ask'],
  directory: TestDirectory,
  who: { personKey: string; tenant: Tenant },
): Promise<string> {
  const { host } = new URL(sharePointOrigin(who.tenant));
  const begun = await ask('/_layouts/15/sharepoint.aspx', { host });
  const query = new URL(begun.headers.location ?? '').searchParams;
  directory.expectSignIn({ ...who, nonce: query.get('nonce') ?? '' });
  const ended = await ask(`/_forms/default.aspx?code=test&state=${query.get('state')}`, { host });
  return (ended.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}
