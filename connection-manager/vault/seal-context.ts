import { createHash } from 'node:crypto';
import { lengthPrefixed } from './length-prefixed';

/** Where a credential may be sent: changing any of it makes the sealed secret unreadable. */
export interface HostBinding {
  /** The connection's host settings, by name. Values are compared exactly: a path in a base URL has a case. */
  readonly settings: Readonly<Record<string, string>>;
  /** Order, repetition and ASCII case do not matter. */
  readonly allowedHosts: readonly string[];
}

/** What a ciphertext is bound to (S13): it opens only for exactly the context it was sealed for. */
export interface SealContext {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly field: string;
  /** Counts from 1, one up with each new credential. */
  readonly secretVersion: number;
  readonly connectorId: string;
  readonly authMethod: string;
  readonly hosts: HostBinding;
}

/** The additional data of both encryptions in a sealed secret: S13's nine parts, length-prefixed, in S13's order. */
export function additionalDataOf(format: string, keyId: string, context: SealContext): Buffer {
  return lengthPrefixed([
    format,
    context.tenantId,
    context.connectionId,
    context.field,
    context.secretVersion,
    keyId,
    context.connectorId,
    context.authMethod,
    hostDigest(context.hosts),
  ]);
}

/**
 * SHA-256 over the canonical form of a host binding: two bindings have one digest only if they have the
 * same settings and the same set of allowed hosts.
 */
export function hostDigest(binding: HostBinding): Buffer {
  const settings = Object.entries(binding.settings).sort(([a], [b]) => compareUtf8(a, b));
  const hosts = [...new Set(binding.allowedHosts.map(lowerCaseAscii))].sort(compareUtf8);
  const canonical = lengthPrefixed([
    'host-binding/1',
    lengthPrefixed(settings.flat()),
    lengthPrefixed(hosts),
  ]);
  return createHash('sha256').update(canonical).digest();
}

function compareUtf8(a: string, b: string): number {
  // Not `<`: it compares UTF-16 units, an order no other implementation would get right by itself.
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

function lowerCaseAscii(host: string): string {
  // Not toLowerCase alone: it maps the Kelvin sign to `k`, so two different names would become one.
  return host.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
