import type { Egress, EgressMethod } from './egress';
import { EgressError } from './egress-error';
import type { EgressPurpose } from './limits';

export interface EgressFetchOptions {
  readonly purpose: EgressPurpose;
  readonly allowedHosts: readonly string[];
}

/**
 * Returns a `fetch` for libraries (oauth4webapi, jose, PnPjs) that goes out through `egress` and nowhere else.
 * It rejects with EgressError, or as `fetch` does for an `init` that makes no request; `redirect`, `credentials`,
 * `cache` and the like loosen nothing.
 */
export function egressFetch(egress: Egress, { purpose, allowedHosts }: EgressFetchOptions): typeof fetch {
  return async function fetchThroughEgress(input, init) {
    // The address goes on as it was given: a Request would make it plain before it is looked at.
    const isAddress = typeof input === 'string' || input instanceof URL;
    const request = isAddress ? new Request('https://address.invalid/', init) : new Request(input, init);
    const url = isAddress ? String(input) : input.url;
    const answer = await egress.send({
      purpose,
      allowedHosts,
      url,
      method: toMethod(request.method),
      headers: Object.fromEntries(request.headers),
      ...(request.body === null ? {} : { body: new Uint8Array(await request.arrayBuffer()) }),
      signal: request.signal,
    });
    return toResponse(answer);
  };
}

function toMethod(method: string): EgressMethod {
  switch (method) {
    case 'GET':
    case 'HEAD':
    case 'POST':
    case 'PUT':
    case 'PATCH':
    case 'DELETE':
    case 'OPTIONS':
      return method;
    default:
      throw new EgressError('method_not_allowed');
  }
}

function toResponse({ status, headers, body }: Awaited<ReturnType<Egress['send']>>): Response {
  // Response knows only these (https://fetch.spec.whatwg.org/#dom-response).
  if (status < 200 || status > 599) throw new EgressError('unreachable');
  const hasNoBody = status === 204 || status === 205;
  return new Response(hasNoBody ? null : new Uint8Array(body), { status, headers });
}
