import * as React from 'react';
import type { ApiClient } from '../../../../client/api-client';
import type { Connection } from '../../../../contract/connection';
import type { CreationDecision } from '../../../../rules/creation';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { replaceRoute, useRoute } from '../../shell/hash-route';

const AddConnectionPanel = React.lazy(async () => {
  const { AddConnectionPanel: loaded } = await import(
    /* webpackChunkName: 'add-connection' */ '../add-connection/AddConnectionPanel'
  );
  return { default: loaded };
});

const ConnectPanel = React.lazy(async () => {
  const { ConnectPanel: loaded } = await import(/* webpackChunkName: 'connect' */ '../connect/ConnectPanel');
  return { default: loaded };
});

const EditConnectionPanel = React.lazy(async () => {
  const { EditConnectionPanel: loaded } = await import(
    /* webpackChunkName: 'edit-connection' */ '../edit-connection/EditConnectionPanel'
  );
  return { default: loaded };
});

const DeleteConnectionDialog = React.lazy(async () => {
  const { DeleteConnectionDialog: loaded } = await import(
    /* webpackChunkName: 'delete-connection' */ '../delete-connection/DeleteConnectionDialog'
  );
  return { default: loaded };
});

export interface ConnectionTask {
  readonly kind: 'edit' | 'connect' | 'delete';
  readonly connection: Connection;
}

interface ConnectionTasksProps {
  readonly environment: GalleryEnvironment;
  readonly client: ApiClient;
  readonly creation: CreationDecision | undefined;
  readonly items: readonly Connection[];
  readonly task: ConnectionTask | undefined;
  readonly onChanged: () => void;
  /** With what to tell the person, if anything. */
  readonly onFinished: (told?: string) => void;
  readonly onDeleted: (connectionId: string, told: string) => void;
  readonly onEdited: (saved: Connection, told: string) => void;
  /** Asks for the focus on a connection's row, once it is there, or else on *Add connection*. */
  readonly onFocus: (connectionId: string | undefined) => void;
}

/** The panels and dialogs over the page. Each is loaded when it is needed. */
export function ConnectionTasks(props: ConnectionTasksProps): React.ReactElement {
  const { environment, client, creation, items, task, onChanged, onFinished, onFocus } = props;
  const route = useRoute();
  const isWanted = route.page === 'newConnection';
  const mayAdd = creation?.allowed === true;
  const [isAdding, setAdding] = React.useState(false);
  React.useEffect(() => {
    if (isWanted && mayAdd) setAdding(true);
  }, [isWanted, mayAdd]);

  function finishAdding({
    told,
    connectionId,
  }: {
    told?: string | undefined;
    connectionId?: string | undefined;
  }): void {
    setAdding(false);
    replaceRoute({ page: 'connections' });
    onFinished(told);
    onFocus(connectionId);
  }

  return (
    <React.Suspense fallback={null}>
      {isAdding && mayAdd && (
        <AddConnectionPanel
          environment={environment}
          client={client}
          availability={creation.availability}
          existing={items}
          isWanted={isWanted}
          onChanged={onChanged}
          onClosed={finishAdding}
        />
      )}
      {task !== undefined && <RowTask {...props} task={task} />}
    </React.Suspense>
  );
}

type RowTaskProps = ConnectionTasksProps & { readonly task: ConnectionTask };

/** What is done to one connection. */
function RowTask(props: RowTaskProps): React.ReactElement {
  const { environment, client, items, task, onChanged, onFinished, onFocus } = props;
  switch (task.kind) {
    case 'edit':
      return (
        <EditConnectionPanel
          environment={environment}
          client={client}
          connection={task.connection}
          existing={items}
          onSaved={(saved, told) => {
            props.onEdited(saved, told);
            onFocus(saved.id);
          }}
          onClosed={() => {
            onFinished();
            // What somebody else changed meanwhile shall be on the page as well.
            onChanged();
            onFocus(task.connection.id);
          }}
        />
      );
    case 'connect':
      return (
        <ConnectPanel
          environment={environment}
          client={client}
          connection={task.connection}
          onChanged={onChanged}
          onClosed={(told) => {
            onFinished(told);
            onFocus(task.connection.id);
          }}
        />
      );
    case 'delete':
      return (
        <DeleteConnectionDialog
          environment={environment}
          client={client}
          // As it is now: the list may have been read again since.
          connection={items.find(({ id }) => id === task.connection.id) ?? task.connection}
          onChanged={onChanged}
          onDeleted={(told) => props.onDeleted(task.connection.id, told)}
          onKept={() => {
            onFinished();
            onFocus(task.connection.id);
          }}
        />
      );
  }
}
