import type { Answer, SharePointRequest } from '../exchange';
import type { SharePointHost } from '../host';
import type { Identity } from '../identity/identity';
import { bitsOfPerson, both } from '../permission-bits';
import { findPlace, type Place } from '../sites';
import type { TenantProperties } from '../tenant-properties';
import { storageEntityRoutes, tenantSettingsRoutes } from './app-catalog';
import { webAddressOf, type Route, type TenantCall } from './call';
import { accessDenied, invalidFormDigest, notSignedIn, unknownResource } from './failures';
import { contextInfoRoutes } from './context-info';
import type { FormDigests } from './form-digest';
import { styleOf, writeResult, type RestResult } from './odata';
import { peoplePickerRoutes, peopleRoutes } from './people';
import type { ExchangeToken } from './exchange-token';
import { tokenExchangeRoutes } from './token-exchange';
import { webRoutes } from './webs';

export interface RestOptions {
  readonly tenantProperties: TenantProperties;
  readonly formDigests: FormDigests;
  readonly exchangeToken: ExchangeToken;
  /** Who is asking, by token or by cookie; nobody; or somebody whose token is not meant for sites. */
  readonly authenticate: (
    request: SharePointRequest,
    host: SharePointHost,
  ) => Promise<Identity | 'nobody' | 'forbidden'>;
  /** Told of every address that the local SharePoint does not know. */
  readonly onUnknownAddress: () => void;
}

const routes: readonly Route[] = [
  ...contextInfoRoutes,
  ...tokenExchangeRoutes,
  ...tenantSettingsRoutes,
  ...peoplePickerRoutes,
  ...storageEntityRoutes,
  ...peopleRoutes,
  ...webRoutes,
];

/** Divides `/sites/x/_api/web` into the web's path and the resource; anything else is not a REST address. */
export function readRestPath(path: string): { webPath: string; resource: string } | undefined {
  const parts = /^(.*?)\/_api\/(.*)$/i.exec(path);
  if (!parts) return undefined;
  return { webPath: parts[1] ?? '', resource: (parts[2] ?? '').replace(/\/+$/, '') };
}

export async function answerRest(
  options: RestOptions,
  host: SharePointHost,
  request: SharePointRequest,
): Promise<Answer> {
  const { webPath, resource } = readRestPath(request.path) ?? { webPath: '', resource: '' };
  const place = findPlace(host.tenant, webPath);
  if (webPath !== '' && !place) return noSuchFile;

  const result = await route(options, { host, request, place, resource });
  if (result.outcome === 'failure' && result.unknownAddress) options.onUnknownAddress();
  const answer = writeResult(result, styleOf(request.headers, `${webAddressOf(host, place)}/_api/`));
  return result === notSignedIn ? withChallenge(answer) : answer;
}

interface Asked {
  readonly host: SharePointHost;
  readonly request: SharePointRequest;
  readonly place: Place | undefined;
  readonly resource: string;
}

async function route(options: RestOptions, asked: Asked): Promise<RestResult> {
  const { host, request, place, resource } = asked;
  const found = routes.find(
    (each) =>
      each.method === request.method && each.pattern.test(resource) && (place || each.at === 'any web'),
  );
  if (!found) return unknownResource(resource);

  const identity = await options.authenticate(request, host);
  if (identity === 'nobody') return notSignedIn;
  if (identity === 'forbidden') return accessDenied;
  if (needsDigest(found, identity) && !hasDigest(options, request, identity)) return invalidFormDigest;

  const { tenantProperties, formDigests, exchangeToken } = options;
  const captured = found.pattern.exec(resource)?.[1] ?? '';
  const call = { host, request, identity, tenantProperties, formDigests, exchangeToken, captured };
  return answerAt(found, call, place);
}

function answerAt(
  found: Route,
  call: TenantCall,
  place: Place | undefined,
): RestResult | Promise<RestResult> {
  if (!place) return found.at === 'any web' ? found.answer(call) : accessDenied;
  const ofPerson = bitsOfPerson(call.identity.person, place);
  if (!ofPerson) return accessDenied;
  return found.answer({ ...call, place, bits: both(ofPerson, call.identity.reach) });
}

function needsDigest(found: Route, identity: Identity): boolean {
  const isExempt = found.at === 'any web' && found.withoutDigest;
  return found.method === 'POST' && identity.via === 'cookie' && !isExempt;
}

function hasDigest(options: RestOptions, request: SharePointRequest, identity: Identity): boolean {
  const digest = request.headers['x-requestdigest'];
  return typeof digest === 'string' && options.formDigests.accepts(digest, identity);
}

/** What SharePoint answers below a site that does not exist: right, so not an address to report. */
const noSuchFile: Answer = {
  status: 404,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: '404 FILE NOT FOUND',
};

function withChallenge(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'WWW-Authenticate': 'Bearer realm="SharePoint"' } };
}
