import type { ApiKey, Credential, UsernamePassword } from '../connections/credential';
import { ConnectionError } from '../problems/connection-error';
import { isSendableKey } from './api-key';
import {
  authMethodOf,
  credentialHeaderOf,
  type CredentialHeader,
  type MethodInUse,
} from './credential-header';

export interface CredentialInUse extends MethodInUse {
  readonly credential: Credential;
}

/**
 * The headers that carry a credential, as the connector's auth method says, with names in lower case. They are
 * the secret itself: build them where the request is sent and keep them nowhere.
 */
export function applyCredential(use: CredentialInUse): Readonly<Record<string, string>> {
  const fault = credentialFault(use);
  if (fault !== undefined)
    throw new ConnectionError('connection_not_ready', {
      because: 'invalid',
      detail: `The credential cannot be sent: ${fault}.`,
    });
  const way = wayOf(use);
  switch (way.kind) {
    case 'httpBasic':
      return { authorization: `Basic ${basicValue(way.credential)}` };
    case 'header':
      return { [way.header.name.toLowerCase()]: keyValue(way.header, way.credential) };
  }
}

/** Why the credential cannot be sent in this way, in half a sentence without it; `undefined` where it can. */
export function credentialFault(use: CredentialInUse): string | undefined {
  const way = wayOf(use);
  switch (way.kind) {
    case 'httpBasic':
      return basicFault(way.credential.username.reveal(), way.credential.password.reveal());
    case 'header':
      return isSendableKey(way.credential.key.reveal())
        ? undefined
        : 'an API key must have visible ASCII characters only';
  }
}

type Way =
  | { readonly kind: 'httpBasic'; readonly credential: UsernamePassword }
  | { readonly kind: 'header'; readonly header: CredentialHeader; readonly credential: ApiKey };

function wayOf(use: CredentialInUse): Way {
  const { apply } = authMethodOf(use);
  const { credential } = use;
  if (apply.kind === 'httpBasic' && credential.kind === 'usernamePassword') {
    return { kind: 'httpBasic', credential };
  }
  if (apply.kind === 'header' && credential.kind === 'apiKey') {
    return { kind: 'header', header: credentialHeaderOf(use), credential };
  }
  // A newer version of the connector asks for another kind of credential: the connection has to be connected anew.
  throw new ConnectionError('connection_not_ready', { because: 'notConnected' });
}

function basicValue({ username, password }: UsernamePassword): string {
  return Buffer.from(`${username.reveal()}:${password.reveal()}`, 'utf8').toString('base64');
}

function keyValue({ scheme }: CredentialHeader, { key }: ApiKey): string {
  return scheme === undefined ? key.reveal() : `${scheme} ${key.reveal()}`;
}

/** RFC 7617 §2: the first colon ends the user-id, and neither part has control characters. */
function basicFault(username: string, password: string): string | undefined {
  if (username.includes(':')) return 'a username must not contain a colon';
  if (/\p{Cc}/u.test(username)) return 'a username must not contain control characters';
  return /\p{Cc}/u.test(password) ? 'a password must not contain control characters' : undefined;
}
