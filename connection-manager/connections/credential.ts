import type { Secret } from '../vault/secret';

export interface UsernamePassword {
  readonly kind: 'usernamePassword';
  readonly username: Secret;
  readonly password: Secret;
}

export interface ApiKey {
  readonly kind: 'apiKey';
  readonly key: Secret;
}

/** The secret part of a connection, in memory only. Whoever holds it disposes of it. */
export type Credential = UsernamePassword | ApiKey;

/** Wipes the plaintexts. */
export function disposeCredential(credential: Credential): void {
  switch (credential.kind) {
    case 'usernamePassword':
      credential.username.dispose();
      credential.password.dispose();
      return;
    case 'apiKey':
      credential.key.dispose();
  }
}
