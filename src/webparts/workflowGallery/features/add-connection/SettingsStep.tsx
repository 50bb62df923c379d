import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiProblem } from '../../../../client/api-problem';
import type { Connection } from '../../../../contract/connection';
import type { Connector } from '../../../../contract/connector';
import { initialValues } from '../settings/connection-values';
import type { ConnectionValues } from '../settings/connection-values';
import formStyles from '../settings/Settings.module.scss';
import { SettingsForm } from '../settings/SettingsForm';
import { WhoCanUse } from './WhoCanUse';
import type { WhoCanUseProps } from './WhoCanUse';

interface SettingsStepProps extends WhoCanUseProps {
  readonly connector: Connector;
  /** What was saved before the person came back to correct it. */
  readonly saved: Connection | undefined;
  readonly existing: readonly Connection[];
  readonly isSaving: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onChange: () => void;
  readonly onBack: (() => void) | undefined;
  readonly onCancel: () => void;
  readonly onSubmit: (values: ConnectionValues) => void;
}

/** The second step: name and settings, and who will be able to use the connection. */
export function SettingsStep(props: SettingsStepProps): React.ReactElement {
  const { connector, saved, existing, isSaving, problem, onChange, onBack, onCancel, onSubmit } = props;
  return (
    <SettingsForm
      connector={connector}
      initial={initialValues(connector, saved)}
      ownId={saved?.id}
      existing={existing}
      problem={problem}
      onChange={onChange}
      onSubmit={onSubmit}
    >
      <WhoCanUse
        availability={props.availability}
        siteTitle={props.siteTitle}
        personName={props.personName}
      />
      <div className={formStyles.buttons}>
        <PrimaryButton
          type="submit"
          text={isSaving ? strings.add.saving : strings.add.continue}
          disabled={isSaving}
          allowDisabledFocus
        />
        {onBack !== undefined && (
          <DefaultButton text={strings.add.back} disabled={isSaving} onClick={onBack} />
        )}
        <DefaultButton text={strings.add.cancel} disabled={isSaving} onClick={onCancel} />
      </div>
    </SettingsForm>
  );
}
