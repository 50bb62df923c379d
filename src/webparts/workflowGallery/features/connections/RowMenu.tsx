import * as React from 'react';
import { IconButton } from '@fluentui/react/lib/Button';
import type { IButton } from '@fluentui/react/lib/Button';
import type { IContextualMenuItem } from '@fluentui/react/lib/ContextualMenu';
import * as strings from 'WorkflowGalleryStrings';
import type { Connection } from '../../../../contract/connection';
import { format } from '../../texts/format';
import { canConnect, canDelete } from './commands';
import type { ConnectionCommands } from './commands';

interface RowMenuProps {
  readonly connection: Connection;
  readonly commands: ConnectionCommands;
  readonly buttonRef?: (button: IButton | null) => void;
}

/** The commands for one connection, in the order of the command bar. */
export function RowMenu({ connection, commands, buttonRef }: RowMenuProps): React.ReactElement | null {
  const items = menuItems(connection, commands);
  if (items.length === 0) return null;
  const label = format(strings.commands.of, connection.name);
  return (
    <IconButton
      componentRef={buttonRef}
      iconProps={{ iconName: 'More' }}
      ariaLabel={label}
      title={label}
      menuProps={{ items, ariaLabel: label }}
      onRenderMenuIcon={() => null}
      data-selection-disabled
    />
  );
}

function menuItems(connection: Connection, commands: ConnectionCommands): IContextualMenuItem[] {
  const connect: IContextualMenuItem = {
    key: 'connect',
    text: strings.commands.connect,
    iconProps: { iconName: 'PlugConnected' },
    onClick: () => commands.onConnect(connection),
  };
  const remove: IContextualMenuItem = {
    key: 'delete',
    text: strings.commands.delete,
    iconProps: { iconName: 'Delete' },
    onClick: () => commands.onDelete(connection),
  };
  return [...(canConnect(connection) ? [connect] : []), ...(canDelete(connection) ? [remove] : [])];
}
