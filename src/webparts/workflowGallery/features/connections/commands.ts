import * as strings from 'WorkflowGalleryStrings';
import type { Connection } from '../../../../contract/connection';

/** What a person does to a connection from the list. */
export interface ConnectionCommands {
  readonly onEdit: (connection: Connection) => void;
  readonly onConnect: (connection: Connection) => void;
  readonly onDelete: (connection: Connection) => void;
}

/** One command for one connection, as command bar, row menu and card show it alike. */
export interface OfferedCommand {
  readonly key: 'edit' | 'connect' | 'delete';
  readonly text: string;
  readonly iconName: string;
  readonly run: () => void;
}

/** The commands that the person may give to a connection, in their one order. */
export function offeredCommands(
  connection: Connection,
  { onEdit, onConnect, onDelete }: ConnectionCommands,
): readonly OfferedCommand[] {
  const { commands } = strings;
  const connectText = isConnectedOnce(connection) ? commands.connectAgain : commands.connect;
  const all: readonly (OfferedCommand & { readonly isOffered: boolean })[] = [
    {
      key: 'edit',
      text: commands.edit,
      iconName: 'Edit',
      run: () => onEdit(connection),
      isOffered: canEdit(connection),
    },
    {
      key: 'connect',
      text: connectText,
      iconName: 'PlugConnected',
      run: () => onConnect(connection),
      isOffered: canConnect(connection),
    },
    {
      key: 'delete',
      text: commands.delete,
      iconName: 'Delete',
      run: () => onDelete(connection),
      isOffered: canDelete(connection),
    },
  ];
  return all.filter(({ isOffered }) => isOffered);
}

/** Whether *Edit* is offered. */
export function canEdit({ may }: Pick<Connection, 'may'>): boolean {
  return may.includes('edit');
}

/** Whether *Delete* is offered. */
export function canDelete({ may }: Pick<Connection, 'may'>): boolean {
  return may.includes('delete');
}

/** Whether the connection has had a credential, so that connecting it means doing so again. */
export function isConnectedOnce({ status }: Pick<Connection, 'status'>): boolean {
  return status.state === 'ready' || status.state === 'invalid';
}

function canConnect({ may, status }: Pick<Connection, 'may' | 'status'>): boolean {
  return may.includes('connect') && status.state !== 'disabled';
}
