/**
 * Why the vault refuses.
 *
 * - `tampered`: the sealed secret itself is damaged, was changed, or belongs to another place.
 * - `unknown_key`: it names a tenant key or master key that does not exist, or is no longer accepted.
 * - `unavailable`: the tenant's key cannot be had now, whatever the sealed secret says.
 * - `unsupported_format`: it is written in a format this version does not read.
 */
export type VaultErrorCode = 'tampered' | 'unknown_key' | 'unavailable' | 'unsupported_format';

/** The vault's refusal: `code` is stable, and neither the message nor the cause holds secret or key bytes. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
