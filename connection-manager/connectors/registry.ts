import type { Connector } from '../../src/contract/connector';
import { credentialSettingsOf } from './connector-addresses';
import { parseConnectorDefinition, type ConnectorDefinition } from './connector-definition';
import httpApiKey from './definitions/http-api-key.json';
import httpUsernamePassword from './definitions/http-username-password.json';
import sendgrid from './definitions/sendgrid.json';
import serviceNow from './definitions/servicenow.json';

const files: readonly unknown[] = [httpApiKey, httpUsernamePassword, sendgrid, serviceNow];

const definitions: ReadonlyMap<string, ConnectorDefinition> = new Map(
  files.map(parseConnectorDefinition).map((definition) => [definition.id, definition]),
);

/** Every connector, in the order of their titles. */
export function listConnectorDefinitions(): ConnectorDefinition[] {
  return [...definitions.values()].sort((left, right) => left.title.localeCompare(right.title, 'en'));
}

/** The connector with this id, or `undefined`. */
export function findConnector(connectorId: string): ConnectorDefinition | undefined {
  return definitions.get(connectorId);
}

/** What a person choosing a connector needs to know of it, and nothing else. */
export function publicConnector(definition: ConnectorDefinition): Connector {
  const { id, title, description, icon, authMethods, settings } = definition;
  return {
    id,
    title,
    description,
    icon,
    authMethods: authMethods.map((method) => ({ id: method.id, kind: method.kind, title: method.title })),
    settings,
    credentialSettings: credentialSettingsOf(definition),
  };
}
