import type { IncomingHttpHeaders } from 'node:http';
import { EgressError } from './egress-error';

/** Fields that belong to one connection, not to the message (RFC 9110 §7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Fields that this side decides: the host is the one that was checked, the length the one that is sent. */
const ours = ['host', 'content-length', 'expect', 'cookie', 'cookie2'];

const notSendable = new Set([...hopByHop, ...ours]);

/** Returns the fields to send, or throws EgressError if one is not the caller's to set. */
export function outgoingHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const fields: Record<string, string> = { 'user-agent': 'workflow-gallery-connections' };
  for (const [name, value] of Object.entries(headers)) {
    const field = name.toLowerCase();
    // RFC 9110 §5.5: a line break or a NUL in a value could start a field of its own.
    if (
      notSendable.has(field) ||
      !/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(field) ||
      !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)
    ) {
      throw new EgressError('header_not_allowed');
    }
    fields[field] = value;
  }
  return { ...fields, 'accept-encoding': 'gzip, deflate, br' };
}

/** Returns the fields of an answer that mean something beyond its connection. Cookies are neither kept nor passed on. */
export function incomingHeaders(headers: IncomingHttpHeaders, wasDecoded: boolean): Record<string, string> {
  const named = String(headers.connection ?? '')
    .toLowerCase()
    .split(/\s*,\s*/);
  const dropped = new Set([...hopByHop, ...named, 'set-cookie', 'set-cookie2']);
  if (wasDecoded) ['content-encoding', 'content-length'].forEach((field) => dropped.add(field));
  const kept = Object.entries(headers).filter(([field, value]) => value !== undefined && !dropped.has(field));
  return Object.fromEntries(
    kept.map(([field, value]) => [field, Array.isArray(value) ? value.join(', ') : `${value}`]),
  );
}
