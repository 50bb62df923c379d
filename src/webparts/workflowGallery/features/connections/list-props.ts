import type { Connection } from '../../../../contract/connection';
import type { ConnectionCommands } from './commands';

/** What the table and the cards take alike. */
export interface ConnectionListProps {
  /** Absent while they are read for the first time. */
  readonly connections: readonly Connection[] | undefined;
  readonly commands: ConnectionCommands;
  readonly reader: { readonly now: Date; readonly locale: string };
  readonly onSelect: (connectionId: string | undefined) => void;
  /** The connection that shall have the focus, once it is there. */
  readonly focus: string | undefined;
  readonly onFocused: () => void;
}
