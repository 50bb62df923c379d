import * as React from 'react';
import type { IButton } from '@fluentui/react/lib/Button';
import type { IColumn } from '@fluentui/react/lib/DetailsList';
import { Icon } from '@fluentui/react/lib/Icon';
import * as strings from 'WorkflowGalleryStrings';
import type { Connection } from '../../../../contract/connection';
import { format } from '../../texts/format';
import { availabilityText, ownersText } from '../../texts/sentences';
import { exactTime, relativeTime } from '../../texts/when';
import type { ConnectionCommands } from './commands';
import styles from './Connections.module.scss';
import { RowMenu } from './RowMenu';
import { StatusText } from './StatusText';

export interface ColumnOptions {
  readonly commands: ConnectionCommands;
  readonly reader: { readonly now: Date; readonly locale: string };
  readonly keepMenuButton: (connectionId: string, button: IButton | null) => void;
}

interface ColumnRest extends Pick<IColumn, 'minWidth' | 'isRowHeader' | 'isCollapsible'> {
  readonly onRender: (connection: Connection) => React.ReactNode;
}

/** The columns of the list, in the order in which they are given up when it gets tight: from the last. */
export function connectionColumns(options: ColumnOptions): IColumn[] {
  const { reader } = options;
  const { list } = strings;
  return [
    column('name', list.name, {
      minWidth: 180,
      isRowHeader: true,
      isCollapsible: false,
      onRender: (connection) => <NameCell connection={connection} options={options} />,
    }),
    column('connector', list.connector, { minWidth: 110, onRender: ({ connector }) => connector.title }),
    column('status', list.status, {
      minWidth: 120,
      isCollapsible: false,
      onRender: ({ status }) => <StatusText status={status} reader={reader} />,
    }),
    column('availability', list.availability, { minWidth: 120, onRender: availabilityText }),
    column('owner', list.owner, { minWidth: 100, onRender: ownersText }),
    column('changed', list.changed, {
      minWidth: 90,
      onRender: ({ changedAt }) => (
        <span title={exactTime(changedAt, reader.locale)}>{relativeTime(changedAt, reader)}</span>
      ),
    }),
  ];
}

function column(key: string, name: string, rest: ColumnRest): IColumn {
  return { key, name, isResizable: true, isCollapsible: true, isMultiline: true, ...rest };
}

interface NameCellProps {
  readonly connection: Connection;
  readonly options: ColumnOptions;
}

function NameCell({ connection, options }: NameCellProps): React.ReactElement {
  const { commands, keepMenuButton } = options;
  const buttonRef = React.useCallback(
    (button: IButton | null) => keepMenuButton(connection.id, button),
    [keepMenuButton, connection.id],
  );
  return (
    <span className={styles.nameCell}>
      <Icon iconName={connection.connector.icon} className={styles.connectorIcon} aria-hidden />
      <span className={`${styles.stack} ${styles.grow}`}>
        <span className={styles.name} dir="auto">
          {connection.name}
        </span>
        {connection.account !== undefined && (
          <span
            className={styles.subtext}
            dir="auto"
            title={format(strings.list.account, connection.account)}
          >
            {connection.account}
          </span>
        )}
      </span>
      <RowMenu connection={connection} commands={commands} buttonRef={buttonRef} />
    </span>
  );
}
