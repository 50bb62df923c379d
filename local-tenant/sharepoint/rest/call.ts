import type { SharePointRequest } from '../exchange';
import type { SharePointHost } from '../host';
import type { Identity } from '../identity/identity';
import type { PermissionBits } from '../permission-bits';
import type { Place } from '../sites';
import type { TenantProperties } from '../tenant-properties';
import type { FormDigests } from './form-digest';
import type { RestResult } from './odata';
import type { ExchangeToken } from './exchange-token';

/** A call by somebody known, at the root of a host. */
export interface TenantCall {
  readonly host: SharePointHost;
  readonly request: SharePointRequest;
  readonly identity: Identity;
  readonly tenantProperties: TenantProperties;
  readonly formDigests: FormDigests;
  readonly exchangeToken: ExchangeToken;
  /** What the route's pattern captured. */
  readonly captured: string;
}

/** A call at a web that this person may open. */
export interface WebCall extends TenantCall {
  readonly place: Place;
  /** What the person may do here, as far as their cookie or token reaches. */
  readonly bits: PermissionBits;
}

/** A route that every web answers, and the root of the host too. */
export interface TenantRoute {
  readonly at: 'any web';
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
  /** A form digest is fetched with one such call, so that call cannot need one. */
  readonly withoutDigest?: boolean;
  readonly answer: (call: TenantCall & { readonly place?: Place }) => RestResult | Promise<RestResult>;
}

export interface WebRoute {
  readonly at: 'web';
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
  readonly answer: (call: WebCall) => RestResult;
}

export type Route = TenantRoute | WebRoute;

export function webAddressOf(host: SharePointHost, place: Place | undefined): string {
  return host.origin + (place?.web.path ?? '');
}
