import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates } from 'node:tls';
import { buildConnector } from 'undici';
import { mayConnect } from './destination';
import { EgressError } from './egress-error';

/** Returns every address of a name, as `dns.lookup` does with `all`. */
export type AddressLookup = (host: string) => Promise<readonly LookupAddress[]>;

export interface ConnectorOptions {
  readonly lookup: AddressLookup;
  /** Exact `host:port` that may be on this machine. */
  readonly allowedLoopbackHosts: readonly string[];
  /** Certificates (PEM) to trust besides those that Node trusts. */
  readonly trustedCertificates: readonly string[];
}

/** A connection that is not there after this long is given up, also if nobody waits for it any more. */
const connectMilliseconds = 10_000;

/**
 * Returns how undici connects: the name is resolved once, all its addresses must be allowed, and the socket
 * gets those very addresses. So a name that changes its answer between check and connection gains nothing.
 */
export function checkedConnector(options: ConnectorOptions): buildConnector.connector {
  const trusted = options.trustedCertificates;
  // Made once: reading some 150 certificates for every connection would take most of its time.
  const trust =
    trusted.length === 0
      ? {}
      : { secureContext: createSecureContext({ ca: [...getCACertificates('default'), ...trusted] }) };
  return function connect(target, callback) {
    const authority = `${target.hostname}:${target.port === '' ? '443' : target.port}`;
    const connectTo = buildConnector({
      ...trust,
      lookup: checkedLookup(authority, options),
      timeout: connectMilliseconds,
      allowH2: false,
      maxCachedSessions: 0,
    });
    connectTo(target, callback);
  };
}

function checkedLookup(authority: string, options: ConnectorOptions): LookupFunction {
  async function findAllowed(host: string): Promise<readonly LookupAddress[]> {
    const addresses = await options.lookup(host);
    if (addresses.length === 0) throw new EgressError('name_not_found');
    const allowed = addresses.filter(({ address }) =>
      mayConnect(address, authority, options.allowedLoopbackHosts),
    );
    // One bad address spoils the name: nobody serves the public and a private network under one name by accident.
    if (allowed.length < addresses.length) throw new EgressError('address_refused');
    return allowed;
  }

  return function lookup(host, { all }, callback) {
    findAllowed(host).then(
      (addresses) => {
        const [first] = addresses;
        if (all === true) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', undefined),
    );
  };
}
