import type { Secret } from '../vault/secret';
import type { SealedSecret } from '../vault/sealed-secret';
import { VaultError } from '../vault/vault-error';
import type { Credential } from './credential';

/** The fields of credentials, each sealed by itself under its own name (S13). */
export type CredentialField = 'username' | 'password' | 'key';

/** A credential whose every field is sealed. */
export type SealedCredential =
  | { readonly kind: 'usernamePassword'; readonly fields: SealedFields<'username' | 'password'> }
  | { readonly kind: 'apiKey'; readonly fields: SealedFields<'key'> };

type SealedFields<Field extends CredentialField> = Readonly<Record<Field, SealedSecret>>;

/** Seals each field of a credential with `seal`. */
export async function sealFields(
  credential: Credential,
  seal: (field: CredentialField, secret: Secret) => Promise<SealedSecret>,
): Promise<SealedCredential> {
  switch (credential.kind) {
    case 'usernamePassword': {
      const username = await seal('username', credential.username);
      const password = await seal('password', credential.password);
      return { kind: 'usernamePassword', fields: { username, password } };
    }
    case 'apiKey':
      return { kind: 'apiKey', fields: { key: await seal('key', credential.key) } };
  }
}

/** Opens each field of a credential with `open`: all of them, or none is left in memory. */
export async function openFields(
  sealed: SealedCredential,
  open: (field: CredentialField, secret: SealedSecret) => Promise<Secret>,
): Promise<Credential> {
  switch (sealed.kind) {
    case 'usernamePassword': {
      const username = await open('username', sealed.fields.username);
      try {
        const password = await open('password', sealed.fields.password);
        return { kind: 'usernamePassword', username, password };
      } catch (error) {
        username.dispose();
        throw error;
      }
    }
    case 'apiKey':
      return { kind: 'apiKey', key: await open('key', sealed.fields.key) };
    default:
      // The store is not believed: what its record calls itself may be anything.
      throw new VaultError('tampered', 'The sealed credential is of no kind there is.');
  }
}
