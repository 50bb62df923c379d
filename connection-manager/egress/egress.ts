import { lookup as lookupInSystem } from 'node:dns/promises';
import { Agent, Client, type Dispatcher } from 'undici';
import { type AddressLookup, checkedConnector } from './checked-connector';
import { checkDestination, checkLiteralAddress, type Destination } from './destination';
import { EgressError, toEgressError } from './egress-error';
import { incomingHeaders, outgoingHeaders } from './header-fields';
import { type EgressLimits, egressLimits, type EgressPurpose, headerBytes } from './limits';
import { checkAnnouncedLength, decodeBody, readBody } from './response-body';

const egressMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export type EgressMethod = (typeof egressMethods)[number];

export interface EgressRequest {
  readonly purpose: EgressPurpose;
  readonly url: string;
  readonly method: EgressMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** `host` (port 443) or `host:port`; exact, lower case. */
  readonly allowedHosts: readonly string[];
  /** Aborting rejects with the signal's reason. The other side may have acted all the same. */
  readonly signal?: AbortSignal;
}

export interface EgressResponse {
  /** 200 to 299, or 400 and above: redirects are refused. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without content coding. */
  readonly body: Uint8Array;
}

export interface EgressOptions {
  /** Resolves names; the system's resolver if not given. */
  readonly lookup?: AddressLookup;
  /** For development: exact `host:port` that may be on this machine. Empty in production. */
  readonly allowedLoopbackHosts: readonly string[];
  /** Certificates (PEM) of authorities to trust besides those that Node trusts. */
  readonly trustedCertificates?: readonly string[];
  readonly limits?: Partial<Readonly<Record<EgressPurpose, Partial<EgressLimits>>>>;
}

export interface Egress {
  /** Sends one request, never twice, and rejects with EgressError if there is no whole answer within the limits. */
  send(request: EgressRequest): Promise<EgressResponse>;
  /** Ends every call that is under way and every connection. */
  close(): Promise<void>;
}

/**
 * Makes the one way out. A call reaches only hosts that its connector allows, by HTTPS, at addresses of the
 * public internet that were checked after they were resolved; it follows no redirect and carries no cookie.
 */
export function createEgress(options: EgressOptions): Egress {
  const connect = checkedConnector({
    lookup: options.lookup ?? ((host) => lookupInSystem(host, { all: true })),
    allowedLoopbackHosts: options.allowedLoopbackHosts,
    trustedCertificates: options.trustedCertificates ?? [],
  });
  // The time limits are this module's own: undici's are rounded to its timer wheel, and know no total.
  const settings = { connect, maxHeaderSize: headerBytes, headersTimeout: 0, bodyTimeout: 0 };
  const shared = new Agent({
    ...settings,
    connections: 32,
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 30_000,
  });
  const closing = new AbortController();

  async function send(request: EgressRequest): Promise<EgressResponse> {
    const limits = { ...egressLimits[request.purpose], ...options.limits?.[request.purpose] };
    const destination = checkDestination(request.url, request.allowedHosts);
    checkLiteralAddress(destination, options.allowedLoopbackHosts);
    if (!egressMethods.includes(request.method)) throw new EgressError('method_not_allowed');
    const headers = outgoingHeaders(request.headers ?? {});
    const dispatcher = limits.keepsConnections ? shared : new Client(destination.url.origin, settings);
    const clock = startClock(limits, [closing.signal, ...(request.signal ? [request.signal] : [])]);
    try {
      return await exchange(dispatcher, { request, destination, headers, limits, clock });
    } catch (error) {
      throw clock.reason(error);
    } finally {
      clock.stop();
      if (dispatcher !== shared) void dispatcher.destroy();
    }
  }

  return {
    send,
    async close() {
      closing.abort(new EgressError('unreachable'));
      await shared.destroy();
    },
  };
}

interface Exchange {
  readonly request: EgressRequest;
  readonly destination: Destination;
  readonly headers: Record<string, string>;
  readonly limits: EgressLimits;
  readonly clock: Clock;
}

async function exchange(dispatcher: Dispatcher, { request, destination, headers, limits, clock }: Exchange) {
  const { url } = destination;
  const answer = await dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method,
    headers,
    body: request.body ?? null,
    signal: clock.signal,
  });
  try {
    if (answer.statusCode >= 300 && answer.statusCode < 400) throw new EgressError('redirect_refused');
    // An answer to HEAD announces the length that GET would have (RFC 9110 §8.6).
    if (request.method !== 'HEAD')
      checkAnnouncedLength(single(answer.headers['content-length']), limits.bodyBytes);
    clock.expectProgress();
    const sent = await readBody(answer.body, {
      bodyBytes: limits.bodyBytes,
      onProgress: clock.expectProgress,
    });
    const coding = single(answer.headers['content-encoding']);
    const { body, wasDecoded } = await decodeBody(sent, coding, limits.bodyBytes);
    return { status: answer.statusCode, headers: incomingHeaders(answer.headers, wasDecoded), body };
  } catch (error) {
    // Reading on for the sake of the connection would be the other side's choice of how much.
    answer.body.on('error', () => undefined).destroy();
    throw error;
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

interface Clock {
  readonly signal: AbortSignal;
  /** Starts the wait for the next piece of the body. */
  expectProgress(): void;
  /** Returns what ended the call: the abort, if it was that, or else the error that it rejected with. */
  reason(error: unknown): unknown;
  stop(): void;
}

function startClock(limits: EgressLimits, aborts: readonly AbortSignal[]): Clock {
  const late = new AbortController();
  const abortLate = () => late.abort(new EgressError('timed_out'));
  const total = setTimeout(abortLate, limits.totalMilliseconds);
  let step = setTimeout(abortLate, limits.headersMilliseconds);
  const signal = AbortSignal.any([late.signal, ...aborts]);
  return {
    signal,
    expectProgress() {
      clearTimeout(step);
      step = setTimeout(abortLate, limits.idleMilliseconds);
    },
    reason(error): unknown {
      const reason: unknown = signal.reason;
      return signal.aborted ? reason : toEgressError(error);
    },
    stop() {
      clearTimeout(total);
      clearTimeout(step);
    },
  };
}
