import * as React from 'react';
import type { IButton } from '@fluentui/react/lib/Button';
import {
  ConstrainMode,
  DetailsListLayoutMode,
  Selection,
  SelectionMode,
} from '@fluentui/react/lib/DetailsList';
import type {
  IDetailsColumnRenderTooltipProps,
  IDetailsHeaderProps,
  IDetailsList,
  IObjectWithKey,
} from '@fluentui/react/lib/DetailsList';
import { ShimmeredDetailsList } from '@fluentui/react/lib/ShimmeredDetailsList';
import * as strings from 'WorkflowGalleryStrings';
import type { Connection } from '../../../../contract/connection';
import { canDelete, canEdit } from './commands';
import type { ConnectionCommands } from './commands';
import { connectionColumns } from './connection-columns';
import styles from './Connections.module.scss';
import type { ConnectionListProps } from './list-props';

// Below this number all rows are in the page: searching in the page and screen readers then find them all.
const virtualFrom = 200;

/** Gives the column of the check marks a name: Fluent gives it an empty header. */
function renderHeader(
  props?: IDetailsHeaderProps,
  render?: (props?: IDetailsHeaderProps) => JSX.Element | null,
): JSX.Element | null {
  return render?.(props && { ...props, onRenderColumnHeaderTooltip: renderHeaderText }) ?? null;
}

function renderHeaderText(props?: IDetailsColumnRenderTooltipProps): React.ReactElement | null {
  if (props === undefined) return null;
  const isOfColumn = props.column !== undefined;
  return (
    <span className={props.hostClassName}>
      {props.children}
      {!isOfColumn && <span className={styles.visuallyHidden}>{strings.list.selection}</span>}
    </span>
  );
}

/**
 * The connections as a table. Arrow keys go from row to row, Space selects, Enter or the menu key opens a row's
 * commands, F2 edits, Del deletes. Without connections it draws their places.
 */
export function ConnectionList(props: ConnectionListProps): React.ReactElement {
  const { connections, commands, reader, onSelect, focus } = props;
  const list = React.useRef<IDetailsList>(null);
  const active = React.useRef<Connection>();
  const menus = React.useRef(new Map<string, IButton>());
  const selection = useSingleSelection(onSelect);
  const rows = React.useMemo(() => (connections ?? []).map(toRow), [connections]);

  const keepMenuButton = React.useCallback((connectionId: string, button: IButton | null) => {
    if (button === null) menus.current.delete(connectionId);
    else menus.current.set(connectionId, button);
  }, []);
  const columns = React.useMemo(
    () => connectionColumns({ commands, reader, keepMenuButton }),
    [commands, reader, keepMenuButton],
  );

  const { onFocused } = props;
  React.useEffect(() => {
    if (focus === undefined || connections === undefined) return;
    const index = connections.findIndex(({ id }) => id === focus);
    if (index < 0) return;
    list.current?.focusIndex(index, false);
    onFocused();
  }, [focus, connections, onFocused]);

  function commandByKey(event: React.KeyboardEvent): void {
    const command = commandOf(event.key, commands);
    if (command === undefined || active.current === undefined || !command.isOffered(active.current)) return;
    event.preventDefault();
    command.run(active.current);
  }

  function openMenu({ id }: Connection): void {
    menus.current.get(id)?.openMenu(false, true);
  }

  return (
    <div onKeyDown={commandByKey} className={styles.table}>
      <ShimmeredDetailsList
        componentRef={list}
        items={rows}
        enableShimmer={connections === undefined}
        shimmerLines={4}
        ariaLabelForShimmer={strings.list.loading}
        columns={columns}
        setKey="connections"
        selection={selection}
        selectionMode={SelectionMode.single}
        isSelectedOnFocus={false}
        layoutMode={DetailsListLayoutMode.justified}
        constrainMode={ConstrainMode.horizontalConstrained}
        onShouldVirtualize={() => rows.length >= virtualFrom}
        onActiveItemChanged={(item?: Connection) => {
          active.current = item;
        }}
        onItemInvoked={openMenu}
        // Browsers raise it for the menu key and Shift+F10 too.
        onItemContextMenu={openMenu}
        onRenderDetailsHeader={renderHeader}
        ariaLabelForGrid={strings.list.label}
        ariaLabelForSelectionColumn={strings.list.selection}
        checkButtonAriaLabel={strings.list.selection}
        getRowAriaLabel={(item: Connection) => item.name}
      />
    </div>
  );
}

interface CommandOfKey {
  readonly isOffered: (connection: Connection) => boolean;
  readonly run: (connection: Connection) => void;
}

function commandOf(key: string, { onEdit, onDelete }: ConnectionCommands): CommandOfKey | undefined {
  if (key === 'F2') return { isOffered: canEdit, run: onEdit };
  return key === 'Delete' ? { isOffered: canDelete, run: onDelete } : undefined;
}

/** A connection as Fluent's list and selection want it. */
type Row = Connection & { readonly key: string };

function toRow(connection: Connection): Row {
  return { ...connection, key: connection.id };
}

function useSingleSelection(onSelect: (connectionId: string | undefined) => void): Selection {
  const tell = React.useRef(onSelect);
  tell.current = onSelect;
  const [selection] = React.useState<Selection>(
    (): Selection =>
      new Selection({
        selectionMode: SelectionMode.single,
        onSelectionChanged: () => tell.current(keyOf(selection.getSelection()[0])),
      }),
  );
  return selection;
}

function keyOf(row: IObjectWithKey | undefined): string | undefined {
  return row?.key === undefined ? undefined : String(row.key);
}
