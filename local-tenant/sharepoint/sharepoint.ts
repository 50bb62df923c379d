/** The local SharePoint: every host of every tenant, behind one request handler. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { UnreadableBody } from '../http/answers';
import { directoryOrigin, sharePointOrigin, sharePointsOf, type Tenant } from '../world/world';
import { AppCatalog } from './app-catalog';
import { localFiles } from './browser/page-names';
import { MalformedRequest, readRequest, writeAnswer, type Answer, type SharePointRequest } from './exchange';
import type { SharePointHost } from './host';
import { authenticateBearer } from './identity/bearer';
import { createTokenVerifier } from './identity/directory-tokens';
import type { Identity } from './identity/identity';
import { Sessions } from './identity/sessions';
import { SignIn } from './identity/sign-in';
import { assetFolderOf, LocalFiles } from './local-files';
import { Pages } from './pages/pages';
import { everyBit } from './permission-bits';
import { FormDigests } from './rest/form-digest';
import { answerRest, readRestPath, type RestOptions } from './rest/rest';
import type { ExchangeToken } from './rest/exchange-token';
import { TenantProperties } from './tenant-properties';

export interface SharePointOptions {
  readonly tenants: readonly Tenant[];
  /** The solution package in every tenant's app catalog. It may appear, and change, while this runs. */
  readonly packageFile: string;
  readonly nodeModules: string;
  /** Tenant key → the properties in that tenant's app catalog. */
  readonly tenantProperties: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Reaches the directory. */
  readonly fetch: typeof fetch;
  /** Gets a token for an API in the name of the person on the page. */
  readonly exchangeToken: ExchangeToken;
  readonly now: () => Date;
  /** Other origins than the fixed ones, for tests on other ports. */
  readonly origins?: { readonly directory: string; readonly sharePoint: (tenant: Tenant) => string };
}

export interface SharePoint {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Addresses somebody asked for and that do not exist here: a test run that has any has failed. */
  readonly unknownAddresses: () => readonly string[];
  readonly setTenantProperty: (tenantKey: string, key: string, value: string) => void;
  /** Puts a property into the own app catalog of the site collection around this web. */
  readonly setSiteProperty: (webPath: string, key: string, value: string) => void;
}

export function createSharePoint(options: SharePointOptions): SharePoint {
  const unknown: string[] = [];
  const tenantProperties = new TenantProperties(options.tenants, options.tenantProperties);
  const answer = createAnswerer(options, {
    tenantProperties,
    onUnknownAddress: (address) => unknown.push(address),
  });
  const hosts = hostsByName(options);

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = hosts.get((incoming.headers.host ?? '').toLowerCase());
    if (!host) return writeAnswer(response, plainText(421, 'No SharePoint of this name is here.'));
    try {
      writeAnswer(response, await answer(host, await readRequest(incoming, host.origin)));
    } catch (error) {
      writeAnswer(response, failureAnswer(error));
    }
  }

  return {
    handle,
    unknownAddresses: () => [...unknown],
    setTenantProperty: (tenantKey, key, value) => tenantProperties.setForTenant(tenantKey, key, value),
    setSiteProperty: (webPath, key, value) => tenantProperties.setForSite(webPath, key, value),
  };
}

interface AnswererOptions {
  readonly tenantProperties: TenantProperties;
  readonly onUnknownAddress: (address: string) => void;
}

type Answerer = (host: SharePointHost, request: SharePointRequest) => Promise<Answer>;

function createAnswerer(
  options: SharePointOptions,
  { tenantProperties, onUnknownAddress }: AnswererOptions,
): Answerer {
  const { fetch, now } = options;
  const directory = options.origins?.directory ?? directoryOrigin;
  const verifyToken = createTokenVerifier({ directoryOrigin: directory, fetch, now });
  const sessions = new Sessions();
  const signIn = new SignIn({ directoryOrigin: directory, fetch, now, verifyToken });
  const formDigests = new FormDigests(now);
  const files = new LocalFiles(options.nodeModules, new AppCatalog(options.packageFile));
  const pages = new Pages({ directoryOrigin: directory, now, sessions, signIn, formDigests });

  const authenticate: RestOptions['authenticate'] = async (request, host) => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return sessionIdentity(sessions, request, host);
    const answer = await authenticateBearer(token, {
      tenant: host.tenant,
      sharePointOrigin: host.origin,
      verifyToken,
    });
    if (answer.outcome === 'accepted') return answer.identity;
    return answer.outcome === 'forbidden' ? 'forbidden' : 'nobody';
  };

  return async function answer(host, request) {
    const addressOfRequest = `${request.method} ${host.origin}${request.url.pathname}${request.url.search}`;
    const report = (): void => onUnknownAddress(addressOfRequest);
    if (readRestPath(request.path)) {
      return answerRest(
        {
          tenantProperties,
          formDigests,
          authenticate,
          exchangeToken: options.exchangeToken,
          onUnknownAddress: report,
        },
        host,
        request,
      );
    }
    const found = (await answerFile(files, host, request.path)) ?? (await pages.answer(host, request));
    if (found) return found;
    if (request.path !== '/favicon.ico') report();
    return pages.notFound(host, request);
  };
}

async function answerFile(
  files: LocalFiles,
  host: SharePointHost,
  path: string,
): Promise<Answer | undefined> {
  if (path.startsWith(localFiles)) return files.answer(host, path);
  const assets = assetFolderOf(host);
  return path.startsWith(assets) ? files.asset(path.slice(assets.length)) : undefined;
}

function sessionIdentity(
  sessions: Sessions,
  request: SharePointRequest,
  host: SharePointHost,
): Identity | 'nobody' {
  const session = sessions.find(request.headers.cookie, host.tenant);
  return session
    ? { via: 'cookie', person: session.person, sessionId: session.id, reach: everyBit }
    : 'nobody';
}

function hostsByName(options: SharePointOptions): ReadonlyMap<string, SharePointHost> {
  const originOf = options.origins?.sharePoint ?? sharePointOrigin;
  return new Map(
    options.tenants
      .flatMap(sharePointsOf)
      .map((tenant) => [new URL(originOf(tenant)).host, { tenant, origin: originOf(tenant) }]),
  );
}

function failureAnswer(error: unknown): Answer {
  const isCallersFault = error instanceof MalformedRequest || error instanceof UnreadableBody;
  return isCallersFault ? plainText(400, 'Bad Request') : plainText(500, describe(error));
}

/** A developer reads this on a page of their own machine. */
function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'The local SharePoint failed.';
}

function plainText(status: number, body: string): Answer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
}
