import type { Connector } from '../../src/contract/connector';
import { parseConnectorDefinition, type ConnectorDefinition } from './connector-definition';
import httpUsernamePassword from './definitions/http-username-password.json';

const files: readonly unknown[] = [httpUsernamePassword];

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
  };
}
