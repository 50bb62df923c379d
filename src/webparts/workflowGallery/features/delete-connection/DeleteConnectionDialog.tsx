import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import { Dialog, DialogFooter, DialogType } from '@fluentui/react/lib/Dialog';
import { MessageBar, MessageBarType } from '@fluentui/react/lib/MessageBar';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiClient } from '../../../../client/api-client';
import { toApiProblem } from '../../../../client/api-problem';
import type { ApiProblem } from '../../../../client/api-problem';
import type { Connection } from '../../../../contract/connection';
import { deleteConnection } from '../../../../contract/routes';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { wrappedTitle } from '../../shell/dialog-styles';
import { ProblemBar } from '../../shell/ProblemBar';
import { format } from '../../texts/format';
import { ownersText } from '../../texts/sentences';

interface DeleteConnectionDialogProps {
  readonly environment: Pick<GalleryEnvironment, 'site'>;
  readonly client: ApiClient;
  /** With the etag of what the person is looking at. */
  readonly connection: Connection;
  readonly onChanged: () => void;
  readonly onDeleted: (told: string) => void;
  readonly onKept: () => void;
}

/** Asks once, naming the connection, and deletes exactly the version that was shown. */
export function DeleteConnectionDialog(props: DeleteConnectionDialogProps): React.ReactElement {
  const { environment, client, connection, onChanged, onDeleted, onKept } = props;
  const [isDeleting, setDeleting] = React.useState(false);
  const [problem, setProblem] = React.useState<ApiProblem>();
  const { name } = connection;
  const texts = strings.delete;

  async function remove(): Promise<void> {
    setDeleting(true);
    setProblem(undefined);
    const failed = await attemptDelete({ client, connection, site: environment.site.address });
    if (failed === undefined) return onDeleted(format(texts.deleted, name));
    if (failed.code === 'connection_not_found') return onDeleted(format(texts.alreadyGone, name));
    if (failed.code === 'changed_meanwhile') onChanged();
    setProblem(failed);
    setDeleting(false);
  }

  return (
    <Dialog
      hidden={false}
      onDismiss={isDeleting ? undefined : onKept}
      minWidth={320}
      dialogContentProps={{
        type: DialogType.normal,
        title: format(texts.title, name),
        subText: `${format(texts.facts, connection.connector.title, ownersText(connection))} ${texts.text}`,
        showCloseButton: false,
        styles: wrappedTitle,
      }}
      modalProps={{
        isBlocking: true,
        // The page says where the focus goes: Fluent would send it back to a row that may have gone.
        focusTrapZoneProps: { disableRestoreFocus: true },
        popupProps: { shouldRestoreFocus: false },
      }}
    >
      {problem?.code === 'changed_meanwhile' && (
        <MessageBar messageBarType={MessageBarType.warning} isMultiline role="alert">
          {format(texts.changed, name)}
        </MessageBar>
      )}
      {problem !== undefined && problem.code !== 'changed_meanwhile' && (
        <ProblemBar what={format(strings.messages.notDeleted, name)} problem={problem} />
      )}
      <DialogFooter>
        <PrimaryButton
          text={isDeleting ? texts.deleting : texts.confirm}
          disabled={isDeleting}
          allowDisabledFocus
          onClick={() => {
            void remove();
          }}
        />
        <DefaultButton text={texts.keep} disabled={isDeleting} onClick={onKept} />
      </DialogFooter>
    </Dialog>
  );
}

interface Deletion {
  readonly client: ApiClient;
  readonly connection: Pick<Connection, 'id' | 'etag'>;
  readonly site: string;
}

async function attemptDelete({ client, connection, site }: Deletion): Promise<ApiProblem | undefined> {
  try {
    await client.call(deleteConnection, {
      params: { connectionId: connection.id },
      query: { site },
      ifMatch: connection.etag,
    });
    return undefined;
  } catch (thrown) {
    return toApiProblem(thrown);
  }
}
