import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import { MessageBar, MessageBarType } from '@fluentui/react/lib/MessageBar';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiClient } from '../../../../client/api-client';
import type { Connection } from '../../../../contract/connection';
import type { Connector } from '../../../../contract/connector';
import { format } from '../../texts/format';
import styles from '../settings/Settings.module.scss';
import { SettingsForm } from '../settings/SettingsForm';
import { movesCredential } from './changes';
import { TheirChange } from './TheirChange';
import { useEditing } from './use-editing';
import type { Editing } from './use-editing';

interface EditFormProps {
  readonly client: ApiClient;
  readonly site: string;
  readonly locale: string;
  readonly connector: Connector;
  readonly connection: Connection;
  readonly existing: readonly Connection[];
  /** Whether leaving now would lose something. */
  readonly onChanged: (isChanged: boolean) => void;
  readonly onSaved: (saved: Connection, before: Connection) => void;
  readonly onCancel: () => void;
}

/** The form, what saving will do, and, when somebody else was faster, what they did. */
export function EditForm(props: EditFormProps): React.ReactElement {
  const { locale, connector, existing, onChanged, onCancel } = props;
  const editing = useEditing(props);
  const { base, form, typed, conflict, isChanged, problem } = editing;
  React.useEffect(() => onChanged(isChanged), [isChanged, onChanged]);
  const hasCredential = base.status.state !== 'notConnected';
  return (
    <>
      {conflict !== undefined && (
        <TheirChange connector={connector} conflict={conflict} typed={typed} locale={locale} />
      )}
      <SettingsForm
        key={form.turn}
        connector={connector}
        initial={form.initial}
        ownId={base.id}
        existing={existing}
        problem={problem}
        onChange={editing.keepTyped}
        onSubmit={(values) => {
          void editing.save(values);
        }}
      >
        {Object.keys(connector.settings.properties).length === 0 && Object.keys(base.settings).length > 0 && (
          <p>{strings.edit.connectorGone}</p>
        )}
        {hasCredential && movesCredential(connector, base.settings, typed.settings) && (
          <MessageBar messageBarType={MessageBarType.severeWarning} isMultiline>
            {format(strings.edit.clears, base.name)}
          </MessageBar>
        )}
        <EditButtons editing={editing} onCancel={onCancel} />
      </SettingsForm>
    </>
  );
}

interface EditButtonsProps {
  readonly editing: Editing;
  readonly onCancel: () => void;
}

function EditButtons({ editing, onCancel }: EditButtonsProps): React.ReactElement {
  const { conflict, isSaving, takeTheirs } = editing;
  const { edit } = strings;
  const save = conflict === undefined ? edit.save : edit.saveMine;
  return (
    <div className={styles.buttons}>
      <PrimaryButton
        type="submit"
        text={isSaving ? strings.add.saving : save}
        disabled={isSaving}
        allowDisabledFocus
      />
      {conflict !== undefined && (
        <DefaultButton text={edit.takeTheirs} disabled={isSaving} onClick={takeTheirs} />
      )}
      <DefaultButton text={strings.add.cancel} disabled={isSaving} onClick={onCancel} />
    </div>
  );
}
