import * as React from 'react';
import type { IButton } from '@fluentui/react/lib/Button';
import { MessageBar, MessageBarType } from '@fluentui/react/lib/MessageBar';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiClient } from '../../../../client/api-client';
import type { Layout } from '../../shell/element-width';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { goTo } from '../../shell/hash-route';
import { useBackOnline } from '../../shell/use-online';
import { format } from '../../texts/format';
import { CommandStrip } from './CommandStrip';
import { ConnectionTasks } from './ConnectionTasks';
import styles from './Connections.module.scss';
import { ConnectionsOnPage } from './ConnectionsOnPage';
import { useCreation } from './creation';
import { useConnections } from './use-connections';
import type { ConnectionTask } from './ConnectionTasks';

interface ConnectionsPageProps {
  readonly environment: GalleryEnvironment;
  /** Absent until somebody is signed in. */
  readonly client: ApiClient | undefined;
  /** Of the connection manager, once it is known. */
  readonly apiOrigin: string | undefined;
  readonly layout: Layout;
}

/** Where the focus shall go when a panel or dialog has gone, so that it is never lost. */
type FocusWish =
  { readonly on: 'nothing' } | { readonly on: 'add' } | { readonly on: 'row'; readonly connectionId: string };

/** The page on which people look after the connections of a site. */
export function ConnectionsPage(props: ConnectionsPageProps): React.ReactElement {
  const { environment, client, apiOrigin, layout } = props;
  const { connections, refresh, forget, replace } = useConnections(client, environment.site.address);
  useBackOnline(refresh);
  const creation = useCreation(environment, connections);
  const [selectedId, setSelectedId] = React.useState<string>();
  const [focus, setFocus] = React.useState<FocusWish>({ on: 'nothing' });
  const [notice, setNotice] = React.useState<string>();
  const [task, setTask] = React.useState<ConnectionTask>();
  const addButton = React.useRef<IButton>(null);

  const commands = React.useMemo(
    () => ({
      onEdit: (connection: ConnectionTask['connection']) => setTask({ kind: 'edit', connection }),
      onConnect: (connection: ConnectionTask['connection']) => setTask({ kind: 'connect', connection }),
      onDelete: (connection: ConnectionTask['connection']) => setTask({ kind: 'delete', connection }),
    }),
    [],
  );
  const clearFocus = React.useCallback(() => setFocus({ on: 'nothing' }), []);
  React.useEffect(() => {
    if (focus.on !== 'add') return;
    addButton.current?.focus();
    clearFocus();
  }, [focus, clearFocus]);
  const items = connections.status === 'ready' ? connections.items : [];
  const mayAdd = creation?.allowed === true;

  function finishTask(told?: string): void {
    setTask(undefined);
    if (told !== undefined) setNotice(told);
  }

  function finishDeleting(connectionId: string, told: string): void {
    const index = items.findIndex(({ id }) => id === connectionId);
    const neighbour = items[index + 1] ?? items[index - 1];
    finishTask(told);
    forget(connectionId);
    setSelectedId(undefined);
    focusOn(neighbour?.id);
  }

  function focusOn(connectionId: string | undefined): void {
    setFocus(connectionId === undefined ? { on: 'add' } : { on: 'row', connectionId });
  }

  return (
    <section aria-label={strings.page.title}>
      <header className={styles.header}>
        <h2 className={styles.title}>
          {strings.page.title}{' '}
          <span className={styles.context}>{format(strings.page.context, environment.site.title)}</span>
        </h2>
      </header>
      <CommandStrip
        creation={creation}
        siteTitle={environment.site.title}
        selected={layout === 'narrow' ? undefined : items.find(({ id }) => id === selectedId)}
        commands={commands}
        onAdd={openPanel}
        addButton={addButton}
      />
      {notice !== undefined && (
        <MessageBar
          className={styles.message}
          messageBarType={MessageBarType.success}
          onDismiss={() => setNotice(undefined)}
          dismissButtonAriaLabel={strings.messages.dismiss}
        >
          {notice}
        </MessageBar>
      )}
      <ConnectionsOnPage
        connections={connections}
        environment={environment}
        apiOrigin={apiOrigin}
        layout={layout}
        mayAdd={mayAdd}
        onAdd={openPanel}
        commands={commands}
        onSelect={setSelectedId}
        focus={focus.on === 'row' ? focus.connectionId : undefined}
        onFocused={clearFocus}
      />
      {client !== undefined && (
        <ConnectionTasks
          environment={environment}
          client={client}
          creation={creation}
          items={items}
          task={task}
          onChanged={refresh}
          onFinished={finishTask}
          onDeleted={finishDeleting}
          onEdited={(saved, told) => {
            finishTask(told);
            replace(saved);
          }}
          onFocus={focusOn}
        />
      )}
    </section>
  );
}

function openPanel(): void {
  goTo({ page: 'newConnection' });
}
