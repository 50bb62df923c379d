import { ConnectionError } from '../problems/connection-error';
import type { Credential } from '../connections/credential';
import type { ConnectorDefinition } from './connector-definition';

export interface CredentialInUse {
  readonly definition: ConnectorDefinition;
  readonly authMethodId: string;
  readonly credential: Credential;
}

/**
 * The headers that carry a credential, as the connector's auth method says. They are the secret itself: build
 * them where the request is sent and keep them nowhere.
 */
export function applyCredential(use: CredentialInUse): Readonly<Record<string, string>> {
  const fault = credentialFault(use);
  if (fault !== undefined)
    throw new ConnectionError('connection_not_ready', {
      because: 'invalid',
      detail: `The credential cannot be sent: ${fault}.`,
    });
  const { username, password } = use.credential;
  const { kind } = methodOf(use).apply;
  switch (kind) {
    case 'httpBasic':
      return {
        authorization: `Basic ${Buffer.from(`${username.reveal()}:${password.reveal()}`, 'utf8').toString('base64')}`,
      };
  }
}

/** Why the credential cannot be sent in this way, in half a sentence without it; `undefined` where it can. */
export function credentialFault(use: CredentialInUse): string | undefined {
  const { username, password } = use.credential;
  const { kind } = methodOf(use).apply;
  switch (kind) {
    case 'httpBasic':
      return basicFault(username.reveal(), password.reveal());
  }
}

/** RFC 7617 §2: the first colon ends the user-id, and neither part has control characters. */
function basicFault(username: string, password: string): string | undefined {
  if (username.includes(':')) return 'a username must not contain a colon';
  if (/\p{Cc}/u.test(username)) return 'a username must not contain control characters';
  return /\p{Cc}/u.test(password) ? 'a password must not contain control characters' : undefined;
}

function methodOf({ definition, authMethodId }: Pick<CredentialInUse, 'definition' | 'authMethodId'>) {
  const method = definition.authMethods.find(({ id }) => id === authMethodId);
  // A newer version of the connector may have lost the method: the connection has to be connected anew.
  if (method === undefined) throw new ConnectionError('connection_not_ready', { because: 'notConnected' });
  return method;
}
