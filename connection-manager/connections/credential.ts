import type { Secret } from '../vault/secret';

/** The secret part of a connection, in memory only. Whoever holds it disposes of it. */
export interface Credential {
  readonly kind: 'usernamePassword';
  readonly username: Secret;
  readonly password: Secret;
}

/** Wipes the plaintexts. */
export function disposeCredential(credential: Credential): void {
  credential.username.dispose();
  credential.password.dispose();
}
