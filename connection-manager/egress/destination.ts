import { isIP } from 'node:net';
import { classifyAddress } from './addresses';
import { EgressError } from './egress-error';

/** Where a call goes, after its address was found to say that and nothing else. */
export interface Destination {
  readonly url: URL;
  /** Always with a port: `host:port`. */
  readonly authority: string;
  readonly port: string;
}

/**
 * A URL whose host stands there exactly as it will be used. Parsers read `127.1`, `①②⑦.⓪.⓪.①` or a tab in
 * the middle as hosts they do not look like; what is not plain is refused, instead of understood.
 */
const plainAddress = /^https:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([1-9][0-9]{0,4}))?(?=[/?#]|$)/i;

/** Returns the destination of a URL, or throws EgressError if a connector with these hosts may not call it. */
export function checkDestination(text: string, allowedHosts: readonly string[]): Destination {
  const url = parse(text);
  const port = url.port === '' ? '443' : url.port;
  const authority = `${url.hostname}:${port}`;
  const allowed = allowedHosts.map((host) => (/:[0-9]+$/.test(host) ? host : `${host}:443`));
  if (!allowed.includes(authority)) {
    const isOtherPort = allowed.some((each) => each.replace(/:[0-9]+$/, '') === url.hostname);
    throw new EgressError(isOtherPort ? 'port_not_allowed' : 'host_not_allowed');
  }
  return { url, authority, port };
}

/** Throws EgressError if the host is an address that may not be connected to. A name is checked when it is resolved. */
export function checkLiteralAddress({ url, authority }: Destination, loopbackHosts: readonly string[]): void {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !mayConnect(literal, authority, loopbackHosts))
    throw new EgressError('address_refused');
}

/** Says whether an address may be connected to for this authority (`host:port`). */
export function mayConnect(address: string, authority: string, loopbackHosts: readonly string[]): boolean {
  const found = classifyAddress(address);
  return found === 'public' || (found === 'loopback' && loopbackHosts.includes(authority));
}

function parse(text: string): URL {
  if (!URL.canParse(text)) throw new EgressError('url_malformed');
  const url = new URL(text);
  if (url.protocol !== 'https:') throw new EgressError('scheme_not_allowed');
  const [, host] = plainAddress.exec(text) ?? [];
  if (host?.toLowerCase() !== url.hostname || hasHiddenCharacters(text))
    throw new EgressError('url_malformed');
  return url;
}

/** Parsers drop tabs and line feeds, trim spaces, and take a backslash for a slash. */
function hasHiddenCharacters(text: string): boolean {
  return /[\u0000-\u0020\u007f\\]/.test(text);
}
