import * as React from 'react';
import { Icon } from '@fluentui/react/lib/Icon';
import * as strings from 'WorkflowGalleryStrings';
import type { ConnectionState, ConnectionStatus } from '../../../../contract/connection';
import { format } from '../../texts/format';
import { exactTime, shortTime } from '../../texts/when';
import styles from './Connections.module.scss';

const looks: Readonly<
  Record<ConnectionState, { readonly icon: string; readonly className: string | undefined }>
> = {
  ready: { icon: 'CompletedSolid', className: styles.good },
  notConnected: { icon: 'PlugDisconnected', className: styles.waiting },
  invalid: { icon: 'ErrorBadge', className: styles.bad },
  disabled: { icon: 'Blocked2', className: styles.muted },
};

interface StatusTextProps {
  readonly status: ConnectionStatus;
  readonly reader: { readonly now: Date; readonly locale: string };
}

/** The status as icon, word and time, so that it never hangs on a colour. */
export function StatusText({ status, reader }: StatusTextProps): React.ReactElement {
  const look = looks[status.state];
  return (
    <span className={styles.stack}>
      <span className={styles.status}>
        <Icon iconName={look.icon} className={look.className} aria-hidden /> {strings.states[status.state]}
      </span>
      <span className={styles.subtext} title={exactTime(status.since, reader.locale)}>
        {format(strings.states.since, shortTime(status.since, reader))}
      </span>
    </span>
  );
}
