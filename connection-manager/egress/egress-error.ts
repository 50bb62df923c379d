import { types } from 'node:util';

/**
 * Why a call was refused or failed. Codes up to `header_not_allowed` are refusals before anything is sent;
 * `unreachable` also covers an answer that is not understandable HTTP.
 */
export type EgressFailure =
  | 'url_malformed'
  | 'scheme_not_allowed'
  | 'host_not_allowed'
  | 'port_not_allowed'
  | 'address_refused'
  | 'method_not_allowed'
  | 'header_not_allowed'
  | 'redirect_refused'
  | 'too_large'
  | 'timed_out'
  | 'name_not_found'
  | 'tls_failed'
  | 'unreachable';

/** A call that did not give an answer. Says why, and never where to: addresses may hold secrets. */
export class EgressError extends Error {
  override readonly name = 'EgressError';

  constructor(
    readonly code: EgressFailure,
    options?: ErrorOptions,
  ) {
    super(`The outbound call failed: ${code}.`, options);
  }
}

const failuresByCode: ReadonlyMap<string, EgressFailure> = new Map([
  ['ENOTFOUND', 'name_not_found'],
  ['ENODATA', 'name_not_found'],
  ['ETIMEDOUT', 'timed_out'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timed_out'],
  ['UND_ERR_HEADERS_OVERFLOW', 'too_large'],
  // zlib, when more would come out than `maxOutputLength`.
  ['ERR_BUFFER_TOO_LARGE', 'too_large'],
  ['EPROTO', 'tls_failed'],
]);

/** What OpenSSL says of a certificate (X509_verify_cert_error_string(3)), and Node of a name or a handshake. */
const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH)/;

/** Returns the EgressError that an error is, holds, or amounts to. */
export function toEgressError(error: unknown): EgressError {
  const chain = errorChain(error);
  const known = chain.find((each) => each instanceof EgressError);
  if (known instanceof EgressError) return known;
  const failures = chain.flatMap((each) => failureOf(each) ?? []);
  return new EgressError(failures[0] ?? 'unreachable', { cause: error });
}

function failureOf(error: Error): EgressFailure | undefined {
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  return failuresByCode.get(error.code) ?? (tlsCode.test(error.code) ? 'tls_failed' : undefined);
}

/** The error, what caused it, and, where several addresses were tried, the error of each. */
function errorChain(error: unknown): readonly Error[] {
  if (!types.isNativeError(error)) return [];
  const several = 'errors' in error && Array.isArray(error.errors) ? error.errors.flatMap(errorChain) : [];
  return [error, ...several, ...errorChain(error.cause)];
}
