import type { Settings } from '../../src/contract/connection';
import { ConnectionError } from '../problems/connection-error';
import { findAuthMethod, type AuthMethod } from './auth-method';
import { checkedValues } from './connector-addresses';
import type { ConnectorDefinition } from './connector-definition';
import { fillTemplate, solePlaceholder } from './template';

export interface MethodInUse {
  readonly definition: ConnectorDefinition;
  readonly authMethodId: string;
  readonly settings: Settings;
}

/** The header in which a credential is sent, and the word before it where there is one. */
export interface CredentialHeader {
  readonly name: string;
  readonly scheme?: string;
}

/** The auth method that a connection names. Throws `connection_not_ready` where its connector has lost it. */
export function authMethodOf({
  definition,
  authMethodId,
}: Pick<MethodInUse, 'definition' | 'authMethodId'>): AuthMethod {
  const method = findAuthMethod(definition, authMethodId);
  // A newer version of the connector may have lost the method: the connection has to be connected anew.
  if (method === undefined) throw new ConnectionError('connection_not_ready', { because: 'notConnected' });
  return method;
}

/** In which header the credential of a connection is sent. Its settings are judged before they are believed. */
export function credentialHeaderOf(use: MethodInUse): CredentialHeader {
  const { apply } = authMethodOf(use);
  if (apply.kind === 'httpBasic') return { name: 'Authorization', scheme: 'Basic' };
  const values = checkedValues(use.definition, use.settings);
  const name = fillTemplate(apply.name, values);
  const scheme = fillOptional(apply.scheme ?? '', values);
  return scheme === '' ? { name } : { name, scheme };
}

/** A scheme that is left to the connection may be left out there. */
function fillOptional(template: string, values: Settings): string {
  const setting = solePlaceholder(template);
  return setting === undefined ? template : (values[setting] ?? '');
}
