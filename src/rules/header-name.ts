// RFC 9110 §5.1 allows more; no system is known to ask for a credential under such a name.
const plainName = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/**
 * Headers that mean something to the connection, to the hosts on the way, to the browser's rules or to the
 * message itself, or that systems write into their logs. A secret has no place in them.
 */
const otherwiseMeant = new Set([
  'accept',
  'age',
  'allow',
  'alt-svc',
  'cache-control',
  'connection',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'etag',
  'expect',
  'expires',
  'forwarded',
  'from',
  'host',
  'http2-settings',
  'keep-alive',
  'last-modified',
  'link',
  'location',
  'max-forwards',
  'origin',
  'pragma',
  'prefer',
  'range',
  'referer',
  'retry-after',
  'server',
  'set-cookie',
  'set-cookie2',
  'te',
  'traceparent',
  'tracestate',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'vary',
  'via',
  'warning',
  'www-authenticate',
  'x-correlation-id',
  'x-http-method-override',
  'x-real-ip',
  'x-request-id',
]);

const otherwiseMeantPrefixes = [
  'accept-',
  'access-control-',
  'content-',
  'if-',
  'proxy-',
  'sec-',
  'x-forwarded-',
];

/** Whether a credential may be sent in a header of this name. Case does not matter (RFC 9110 §5.1). */
export function mayCarryCredential(headerName: string): boolean {
  const name = headerName.toLowerCase();
  return (
    // Not of `name`: in lower case, the Kelvin sign becomes a plain k.
    plainName.test(headerName) &&
    !otherwiseMeant.has(name) &&
    !otherwiseMeantPrefixes.some((prefix) => name.startsWith(prefix))
  );
}
