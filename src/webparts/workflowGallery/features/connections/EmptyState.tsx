import * as React from 'react';
import { PrimaryButton } from '@fluentui/react/lib/Button';
import { Icon } from '@fluentui/react/lib/Icon';
import * as strings from 'WorkflowGalleryStrings';
import { format } from '../../texts/format';
import styles from './Connections.module.scss';

interface EmptyStateProps {
  readonly mayAdd: boolean;
  readonly siteTitle: string;
  readonly onAdd: () => void;
}

/** There are no connections yet: what they are good for, and who makes the first one. */
export function EmptyState({ mayAdd, siteTitle, onAdd }: EmptyStateProps): React.ReactElement {
  const { list } = strings;
  return (
    <div className={styles.empty}>
      <Icon iconName="PlugDisconnected" className={styles.emptyIcon} aria-hidden />
      <h3>{list.emptyTitle}</h3>
      <p>{format(mayAdd ? list.emptyMayAdd : list.emptyMayNot, siteTitle)}</p>
      {mayAdd && <PrimaryButton text={strings.commands.add} onClick={onAdd} />}
    </div>
  );
}
