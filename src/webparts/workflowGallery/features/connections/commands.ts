import type { Connection } from '../../../../contract/connection';

/** What a person does to a connection from the list. */
export interface ConnectionCommands {
  readonly onConnect: (connection: Connection) => void;
  readonly onDelete: (connection: Connection) => void;
}

/** Whether *Connect* is offered: it lacks a credential, and the person may give it one. */
export function canConnect(connection: Pick<Connection, 'may' | 'status'>): boolean {
  const { state } = connection.status;
  return connection.may.includes('connect') && (state === 'notConnected' || state === 'invalid');
}

/** Whether *Delete* is offered. */
export function canDelete(connection: Pick<Connection, 'may'>): boolean {
  return connection.may.includes('delete');
}
