import * as React from 'react';
import { DefaultButton } from '@fluentui/react/lib/Button';
import { Icon } from '@fluentui/react/lib/Icon';
import { Shimmer } from '@fluentui/react/lib/Shimmer';
import * as strings from 'WorkflowGalleryStrings';
import type { Connection } from '../../../../contract/connection';
import { availabilityText, ownersText } from '../../texts/sentences';
import { exactTime, relativeTime } from '../../texts/when';
import { offeredCommands } from './commands';
import styles from './Connections.module.scss';
import type { ConnectionListProps } from './list-props';
import { StatusText } from './StatusText';

type CardsProps = Omit<ConnectionListProps, 'onSelect'>;

/** The connections in a narrow web part: one under the other, each with its commands. */
export function ConnectionCards({ connections, focus, onFocused, ...rest }: CardsProps): React.ReactElement {
  const cards = React.useRef(new Map<string, HTMLElement>());
  React.useEffect(() => {
    const card = focus === undefined ? undefined : cards.current.get(focus);
    if (card === undefined) return;
    card.focus();
    onFocused();
  }, [focus, connections, onFocused]);

  if (connections === undefined) {
    return (
      <div className={styles.cards} aria-busy aria-label={strings.list.loading} role="group">
        {[1, 2, 3].map((place) => (
          <div key={place} className={styles.card}>
            <Shimmer width="60%" />
            <Shimmer width="40%" />
          </div>
        ))}
      </div>
    );
  }
  return (
    <ul className={styles.cards} aria-label={strings.list.label}>
      {connections.map((connection) => (
        <li
          key={connection.id}
          tabIndex={-1}
          className={styles.card}
          ref={(card) => {
            if (card === null) cards.current.delete(connection.id);
            else cards.current.set(connection.id, card);
          }}
        >
          <Card connection={connection} {...rest} />
        </li>
      ))}
    </ul>
  );
}

type CardProps = Pick<CardsProps, 'commands' | 'reader'> & { readonly connection: Connection };

function Card({ connection, commands, reader }: CardProps): React.ReactElement {
  const { list } = strings;
  return (
    <>
      <h3 className={styles.cardTitle}>
        <Icon iconName={connection.connector.icon} className={styles.connectorIcon} aria-hidden />
        <span dir="auto">{connection.name}</span>
      </h3>
      {connection.account !== undefined && (
        <p className={styles.subtext} dir="auto">
          {connection.account}
        </p>
      )}
      <StatusText status={connection.status} reader={reader} />
      <dl className={styles.facts}>
        <dt>{list.connector}</dt>
        <dd>{connection.connector.title}</dd>
        <dt>{list.availability}</dt>
        <dd>{availabilityText(connection)}</dd>
        <dt>{list.owner}</dt>
        <dd>{ownersText(connection)}</dd>
        <dt>{list.changed}</dt>
        <dd title={exactTime(connection.changedAt, reader.locale)}>
          {relativeTime(connection.changedAt, reader)}
        </dd>
      </dl>
      <div className={styles.cardCommands}>
        {offeredCommands(connection, commands).map(({ key, text, run }) => (
          <DefaultButton key={key} text={text} ariaDescription={connection.name} onClick={run} />
        ))}
      </div>
    </>
  );
}
