import * as React from 'react';
import { CommandBarButton } from '@fluentui/react/lib/Button';
import type { IButton } from '@fluentui/react/lib/Button';
import { FocusZone, FocusZoneDirection } from '@fluentui/react/lib/FocusZone';
import { useId } from '@fluentui/react-hooks';
import * as strings from 'WorkflowGalleryStrings';
import type { Connection } from '../../../../contract/connection';
import type { CreationDecision } from '../../../../rules/creation';
import { mayNotCreateSentence } from '../../texts/sentences';
import { offeredCommands } from './commands';
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
        {selected !== undefined &&
          offeredCommands(selected, commands).map(({ key, text, iconName, run }) => (
            <CommandBarButton
              key={key}
              className={styles.command}
              iconProps={{ iconName }}
              text={text}
              onClick={run}
            />
          ))}
      </FocusZone>
      {isRefused && (
        <p id={reasonId} className={styles.reason}>
          {mayNotCreateSentence(creation.because, siteTitle)}
        </p>
      )}
    </>
  );
}
