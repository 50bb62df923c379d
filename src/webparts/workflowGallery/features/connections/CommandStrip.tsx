import * as React from 'react';
import { CommandBarButton } from '@fluentui/react/lib/Button';
import type { IButton } from '@fluentui/react/lib/Button';
import { FocusZone, FocusZoneDirection } from '@fluentui/react/lib/FocusZone';
import { useId } from '@fluentui/react-hooks';
import * as strings from 'WorkflowGalleryStrings';
import type { Connection } from '../../../../contract/connection';
import type { CreationDecision } from '../../../../rules/creation';
import { mayNotCreateSentence } from '../../texts/sentences';
import { canConnect, canDelete } from './commands';
import type { ConnectionCommands } from './commands';
import styles from './Connections.module.scss';

interface CommandStripProps {
  /** Absent while neither SharePoint nor the connection manager has answered. */
  readonly creation: CreationDecision | undefined;
  readonly siteTitle: string;
  readonly selected: Connection | undefined;
  readonly commands: ConnectionCommands;
  readonly onAdd: () => void;
  readonly addButton: React.RefObject<IButton>;
}

/** What can be done on this page, and with the selected connection. What a person may not do is explained beneath. */
export function CommandStrip(props: CommandStripProps): React.ReactElement {
  const { creation, siteTitle, selected, commands, onAdd, addButton } = props;
  const reasonId = useId('reason');
  const isRefused = creation?.allowed === false;
  return (
    <>
      <FocusZone
        direction={FocusZoneDirection.horizontal}
        role="toolbar"
        aria-label={strings.commands.label}
        className={styles.commands}
      >
        <CommandBarButton
          componentRef={addButton}
          className={styles.command}
          iconProps={{ iconName: 'Add' }}
          text={strings.commands.add}
          disabled={creation?.allowed !== true}
          allowDisabledFocus
          aria-describedby={isRefused ? reasonId : undefined}
          onClick={onAdd}
        />
        {selected !== undefined && canConnect(selected) && (
          <CommandBarButton
            className={styles.command}
            iconProps={{ iconName: 'PlugConnected' }}
            text={strings.commands.connect}
            onClick={() => commands.onConnect(selected)}
          />
        )}
        {selected !== undefined && canDelete(selected) && (
          <CommandBarButton
            className={styles.command}
            iconProps={{ iconName: 'Delete' }}
            text={strings.commands.delete}
            onClick={() => commands.onDelete(selected)}
          />
        )}
      </FocusZone>
      {isRefused && (
        <p id={reasonId} className={styles.reason}>
          {mayNotCreateSentence(creation.because, siteTitle)}
        </p>
      )}
    </>
  );
}
