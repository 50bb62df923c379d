import { Secret } from '../vault/secret';
import type { ApiKey, Credential, UsernamePassword } from './credential';

export function credentialOf(username: string, password: string): UsernamePassword {
  return { kind: 'usernamePassword', username: Secret.of(username), password: Secret.of(password) };
}

export function apiKeyOf(key: string): ApiKey {
  return { kind: 'apiKey', key: Secret.of(key) };
}

/** The fields of a credential in the clear. */
export function revealed(credential: Credential): Readonly<Record<string, string>> {
  switch (credential.kind) {
    case 'usernamePassword':
      return { username: credential.username.reveal(), password: credential.password.reveal() };
    case 'apiKey':
      return { key: credential.key.reveal() };
  }
}
