import type { Connection } from '../../src/contract/connection';
import { allowedActions } from '../../src/rules/access';
import type { AccessQuestion } from '../../src/rules/access-question';
import { availabilitiesInReach } from '../../src/rules/availability';
import { isAdministrator } from '../../src/rules/management';
import { findConnector } from '../connectors/registry';
import type { StoredConnection } from './connection-record';

/** A connection as its reader is shown it, with what this reader may do with it. */
export function connectionView(
  { value, etag }: StoredConnection,
  reader: Omit<AccessQuestion, 'connection'>,
): Connection {
  const { id, name, kind, availability, homeSite, settings, status, account } = value;
  const { owners, users, orphanedSince, createdBy, createdAt, changedBy, changedAt } = value;
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
    ...(orphanedSince !== undefined && isAdministrator(reader) && { orphanedSince }),
    createdBy,
    createdAt,
    changedBy,
    changedAt,
    may: allowedActions({ ...reader, connection: value }),
    mayReach: availabilitiesInReach({ ...reader, connection: value }),
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
