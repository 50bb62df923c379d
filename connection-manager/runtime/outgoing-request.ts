import type { FieldError } from '../../src/contract/problem';
import { isAllowedAddress } from '../connectors/connector-addresses';
import { ConnectionError } from '../problems/connection-error';

export interface RequestedCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

export interface CallTarget {
  /** Without a slash at its end. */
  readonly baseAddress: string;
  readonly allowedHosts: readonly string[];
  /** The header that the connection's credential is sent in. */
  readonly credentialHeader: string;
}

export interface OutgoingRequest {
  readonly method: RequestedCall['method'];
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

// The credential, where the call goes, and how it is framed on the wire (RFC 9110 §7.6.1) are not the engine's.
const refusedHeaders = new Set([
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'keep-alive',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);
const refusedPrefixes = ['proxy-', 'sec-', 'x-forwarded-'];

// RFC 9110 §5.5: visible characters, spaces and tabs. A line break here would begin a header of its own.
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The call an engine asks for, as it may be made with the connection's credential. Rejects with every wrong
 * field at once, and with `not_allowed` where the address is not at one of the allowed hosts.
 */
export function prepareCall(call: RequestedCall, target: CallTarget): OutgoingRequest {
  const url = resolveAddress(call.url, target.baseAddress);
  const errors = [
    ...(url === undefined ? [addressError] : []),
    ...headerErrors(call.headers ?? {}, target.credentialHeader.toLowerCase()),
    ...bodyErrors(call),
  ];
  if (url === undefined || errors.length > 0) throw new ConnectionError('invalid_request', { errors });
  if (!isAllowedAddress(url, target.allowedHosts))
    throw new ConnectionError('not_allowed', { because: 'hostNotAllowed' });
  const headers = Object.entries(call.headers ?? {}).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  return { method: call.method, url, headers: Object.fromEntries(headers), body: call.body };
}

const addressError: FieldError = {
  field: 'request.url',
  code: 'not_a_url',
  message: 'Send an https address at one of the allowed hosts, or a path that begins with one slash.',
};

/** The address that was meant, or `undefined` where its text can be read in more than one way. */
function resolveAddress(text: string, baseAddress: string): URL | undefined {
  // The URL parser drops tabs and newlines and reads backslashes as slashes.
  if (/[\s\\\p{Cc}]/u.test(text)) return undefined;
  const isAbsolute = /^https?:\/\/[^/]/i.test(text);
  const isPath = /^\/(?!\/)/.test(text);
  if (!isAbsolute && !isPath) return undefined;
  try {
    const url = new URL(isPath ? `${baseAddress}${text}` : text);
    url.hash = '';
    return url;
  } catch {
    return undefined;
  }
}

function headerErrors(headers: Readonly<Record<string, string>>, credentialHeader: string): FieldError[] {
  const seen = new Set<string>();
  return Object.entries(headers).flatMap(([name, value]): FieldError[] => {
    const field = `request.headers.${name}`;
    const lowerCase = name.toLowerCase();
    if (lowerCase === credentialHeader || isOurs(lowerCase)) {
      return [
        {
          field,
          code: 'unknown_field',
          message: `${name} is set by the connection manager and cannot be sent along.`,
        },
      ];
    }
    if (seen.has(lowerCase)) return [{ field, code: 'unknown_field', message: `${name} is there twice.` }];
    seen.add(lowerCase);
    return headerValue.test(value)
      ? []
      : [{ field, code: 'pattern', message: `${name} has a character that no header may have.` }];
  });
}

function isOurs(name: string): boolean {
  return refusedHeaders.has(name) || refusedPrefixes.some((prefix) => name.startsWith(prefix));
}

function bodyErrors({ method, body }: RequestedCall): FieldError[] {
  if (body === undefined || method !== 'GET') return [];
  return [
    { field: 'request.body', code: 'unknown_field', message: 'A GET request has no body (RFC 9110 §9.3.1).' },
  ];
}
