import * as React from 'react';
import { IconButton } from '@fluentui/react/lib/Button';
import type { IButton } from '@fluentui/react/lib/Button';
import * as strings from 'WorkflowGalleryStrings';
import type { Connection } from '../../../../contract/connection';
import { format } from '../../texts/format';
import { offeredCommands } from './commands';
import type { ConnectionCommands } from './commands';

interface RowMenuProps {
  readonly connection: Connection;
  readonly commands: ConnectionCommands;
  readonly buttonRef?: (button: IButton | null) => void;
}

/** The commands for one connection, in the order of the command bar. */
export function RowMenu({ connection, commands, buttonRef }: RowMenuProps): React.ReactElement | null {
  const items = offeredCommands(connection, commands).map(({ key, text, iconName, run }) => ({
    key,
    text,
    iconProps: { iconName },
    onClick: run,
  }));
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
