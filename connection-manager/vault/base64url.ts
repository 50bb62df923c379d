/**
 * Reads base64url (RFC 4648 §5, no padding), and gives `undefined` for any text that is not the one
 * exact spelling of its bytes.
 *
 * `Buffer.from` skips foreign characters, takes both alphabets and ignores spare bits at the end, so a
 * changed record could still give the same bytes (RFC 4648 §3.5).
 */
export function decodeBase64url(text: unknown): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** The one exact base64url spelling of `bytes`, without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}
