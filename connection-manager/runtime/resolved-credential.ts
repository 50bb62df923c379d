import type { RouteResponse } from '../../src/contract/route';
import type { ConnectionValue } from '../connections/connection-record';
import type { Credential } from '../connections/credential';
import { credentialHeaderOf } from '../connectors/credential-header';
import { findConnector } from '../connectors/registry';
import { ConnectionError } from '../problems/connection-error';
import type { resolve } from './routes';

/** A credential in the clear, for the answer to an engine and for nothing else, with how the system wants it sent. */
export function resolvedCredential(
  { connectorId, authMethodId, settings }: ConnectionValue,
  credential: Credential,
): RouteResponse<typeof resolve>['credential'] {
  switch (credential.kind) {
    case 'usernamePassword': {
      const { kind, username, password } = credential;
      return { kind, username: username.reveal(), password: password.reveal() };
    }
    case 'apiKey': {
      const definition = findConnector(connectorId);
      if (definition === undefined) throw new ConnectionError('connection_not_ready', { because: 'invalid' });
      const { name, scheme } = credentialHeaderOf({ definition, authMethodId, settings });
      const key = credential.key.reveal();
      return { kind: credential.kind, key, header: name, ...(scheme !== undefined && { scheme }) };
    }
  }
}
