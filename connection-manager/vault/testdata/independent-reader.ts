/**
 * A second reader of the vault format: it follows docs/reference/vault-format.md with WebCrypto only.
 * It shares no code with the vault, so that a mistake in one of them shows.
 */

interface Wrapped {
  readonly salt: string;
  readonly nonce: string;
  readonly wrapped: string;
}

interface TenantKeyRecord {
  readonly header: {
    readonly format: string;
    readonly tenantId: string;
    readonly keyId: string;
    readonly generation: number;
    readonly masterKeyId: string;
  };
  readonly wrappedKey: Wrapped;
}

interface Sealed {
  readonly format: string;
  readonly keyId: string;
  readonly dataKey: Wrapped;
  readonly messageId: string;
  readonly commitment: string;
  readonly nonce: string;
  readonly ciphertext: string;
}

interface Context {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly field: string;
  readonly secretVersion: number;
  readonly connectorId: string;
  readonly authMethod: string;
  readonly hosts: {
    readonly settings: Readonly<Record<string, string>>;
    readonly allowedHosts: readonly string[];
  };
}

type Bytes = Uint8Array<ArrayBuffer>;

const { subtle } = globalThis.crypto;
const PREFIX = 'workflow-gallery-connections/';

/** The tenant key's bytes. Rejects where it does not open. */
export async function readTenantKey(record: TenantKeyRecord, masterKey: Bytes): Promise<Bytes> {
  const { format, tenantId, keyId, generation, masterKeyId } = record.header;
  const headerData = listOf([utf8(format), utf8(tenantId), utf8(keyId), u64(generation), utf8(masterKeyId)]);
  return unwrap(record.wrappedKey, { wrappingKey: masterKey, purpose: 'tenant-key', data: headerData });
}

/** The credential. Rejects where it does not open. */
export async function readSealedSecret(sealed: Sealed, context: Context, tenantKey: Bytes): Promise<string> {
  const data = await additionalData(sealed, context);
  const dataKey = await unwrap(sealed.dataKey, { wrappingKey: tenantKey, purpose: 'data-key', data });
  const contextDigest = await sha256(data);
  const messageId = base64url(sealed.messageId);

  const commitment = await hkdf(
    dataKey,
    messageId,
    listOf([utf8(`${PREFIX}key-commitment/1`), contextDigest]),
  );
  if (hex(commitment) !== hex(base64url(sealed.commitment))) throw new Error('commitment');

  const info = listOf([utf8(`${PREFIX}encryption-key/1`), contextDigest]);
  const plaintext = await gcmOpen(await hkdf(dataKey, messageId, info), {
    nonce: base64url(sealed.nonce),
    data,
    text: base64url(sealed.ciphertext),
  });
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext);
}

async function additionalData(sealed: Sealed, context: Context): Promise<Bytes> {
  return listOf([
    utf8(sealed.format),
    utf8(context.tenantId),
    utf8(context.connectionId),
    utf8(context.field),
    u64(context.secretVersion),
    utf8(sealed.keyId),
    utf8(context.connectorId),
    utf8(context.authMethod),
    await hostDigest(context.hosts),
  ]);
}

async function hostDigest({ settings, allowedHosts }: Context['hosts']): Promise<Bytes> {
  const pairs = sortedByBytes(Object.keys(settings)).flatMap((name) => [
    utf8(name),
    utf8(settings[name] ?? ''),
  ]);
  const lowered = allowedHosts.map((host) =>
    [...host].map((letter) => (letter >= 'A' && letter <= 'Z' ? letter.toLowerCase() : letter)).join(''),
  );
  const hosts = sortedByBytes([...new Set(lowered)]).map(utf8);
  return sha256(listOf([utf8('host-binding/1'), listOf(pairs), listOf(hosts)]));
}

function sortedByBytes(texts: readonly string[]): readonly string[] {
  // Hexadecimal digits sort as the bytes they stand for.
  return [...texts].sort((a, b) => (hex(utf8(a)) < hex(utf8(b)) ? -1 : 1));
}

async function unwrap(
  { salt, nonce, wrapped }: Wrapped,
  how: { readonly wrappingKey: Bytes; readonly purpose: string; readonly data: Bytes },
): Promise<Bytes> {
  const info = listOf([utf8(`${PREFIX}wrapping-key/1`), utf8(how.purpose)]);
  const derived = await hkdf(how.wrappingKey, base64url(salt), info);
  return gcmOpen(derived, { nonce: base64url(nonce), data: how.data, text: base64url(wrapped) });
}

async function gcmOpen(
  key: Bytes,
  { nonce, data, text }: { readonly nonce: Bytes; readonly data: Bytes; readonly text: Bytes },
): Promise<Bytes> {
  const imported = await subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: data, tagLength: 128 };
  return new Uint8Array(await subtle.decrypt(algorithm, imported, text));
}

async function hkdf(key: Bytes, salt: Bytes, info: Bytes): Promise<Bytes> {
  const imported = await subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
  return new Uint8Array(
    await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, imported, 256),
  );
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.digest('SHA-256', bytes));
}

function listOf(parts: readonly Bytes[]): Bytes {
  const total = parts.reduce((sum, part) => sum + 4 + part.length, 0);
  const list = new Uint8Array(total);
  const view = new DataView(list.buffer);
  let offset = 0;
  for (const part of parts) {
    view.setUint32(offset, part.length);
    list.set(part, offset + 4);
    offset += 4 + part.length;
  }
  return list;
}

function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

function utf8(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text));
}

function base64url(text: string): Bytes {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function hex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
