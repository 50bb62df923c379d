import * as React from 'react';
import { MessageBar, MessageBarType } from '@fluentui/react/lib/MessageBar';
import { useId } from '@fluentui/react-hooks';
import * as strings from 'WorkflowGalleryStrings';
import type { Connector } from '../../../../contract/connector';
import { format } from '../../texts/format';
import { exactTime } from '../../texts/when';
import { initialValues } from '../settings/connection-values';
import type { ConnectionValues } from '../settings/connection-values';
import { differences } from './changes';
import styles from './EditConnection.module.scss';
import type { Conflict } from './use-editing';

interface TheirChangeProps {
  readonly connector: Connector;
  readonly conflict: Conflict;
  readonly typed: ConnectionValues;
  readonly locale: string;
}

/** What somebody else has changed meanwhile, beside what saving would make of it. */
export function TheirChange({ connector, conflict, typed, locale }: TheirChangeProps): React.ReactElement {
  const { before, theirs } = conflict;
  const { edit } = strings;
  const textId = useId('theirChange');
  const section = React.useRef<HTMLElement>(null);
  // The button that had the focus is a new one now.
  React.useEffect(() => section.current?.focus(), [theirs]);
  const rows = differences({ before, theirs: initialValues(connector, theirs), typed });
  return (
    <section ref={section} tabIndex={-1} aria-labelledby={textId} className={styles.theirs}>
      <MessageBar messageBarType={MessageBarType.warning} isMultiline role="alert">
        <span id={textId}>
          {format(edit.changed, theirs.changedBy.name, theirs.name, exactTime(theirs.changedAt, locale))}
        </span>
      </MessageBar>
      <table className={styles.comparison}>
        <thead>
          <tr>
            <th scope="col">{edit.field}</th>
            <th scope="col">{edit.now}</th>
            <th scope="col">{edit.mine}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, now, mine }) => (
            <tr key={field}>
              <th scope="row">{titleOf(connector, field)}</th>
              <td dir="auto">{now}</td>
              <td dir="auto">{mine}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function titleOf({ settings }: Connector, field: string): string {
  return field === 'name' ? strings.add.name : (settings.properties[field]?.title ?? field);
}
