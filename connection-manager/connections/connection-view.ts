import type { Connection } from '../../src/contract/connection';
import { allowedActions, type AccessQuestion } from '../../src/rules/access';
import { findConnector } from '../connectors/registry';
import type { StoredConnection } from './connection-record';

/** A connection as its reader is shown it, with what this reader may do with it. */
export function connectionView(
  { value, etag }: StoredConnection,
  reader: Pick<AccessQuestion, 'caller' | 'site'>,
): Connection {
  const { id, name, kind, availability, homeSite, settings, status, account } = value;
  const { owners, users, createdBy, createdAt, changedBy, changedAt } = value;
  return {
    id,
    etag,
    name,
    ...connectorOf(value),
    kind,
    availability,
    homeSite,
    settings,
    status,
    ...(account !== undefined && { account }),
    owners: [...owners],
    users: [...users],
    createdBy,
    createdAt,
    changedBy,
    changedAt,
    may: allowedActions({ ...reader, connection: value }),
  };
}

/** A connection whose connector this version does not know is still shown, so that it can be deleted. */
function connectorOf({
  connectorId,
  authMethodId,
}: StoredConnection['value']): Pick<Connection, 'connector' | 'authMethod'> {
  const definition = findConnector(connectorId);
  const method = definition?.authMethods.find(({ id }) => id === authMethodId);
  return {
    connector: {
      id: connectorId,
      title: definition?.title ?? connectorId,
      icon: definition?.icon ?? 'Unknown',
    },
    authMethod: { id: authMethodId, title: method?.title ?? authMethodId },
  };
}
