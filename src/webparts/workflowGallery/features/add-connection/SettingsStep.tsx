import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import { Dropdown } from '@fluentui/react/lib/Dropdown';
import { MessageBar, MessageBarType } from '@fluentui/react/lib/MessageBar';
import { useForm } from 'react-hook-form';
import type { UseFormReturn } from 'react-hook-form';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiProblem } from '../../../../client/api-problem';
import type { Connection } from '../../../../contract/connection';
import type { Connector } from '../../../../contract/connector';
import type { FieldError } from '../../../../contract/problem';
import { ProblemBar } from '../../shell/ProblemBar';
import { format } from '../../texts/format';
import { fieldSentence } from '../../texts/sentences';
import styles from './AddConnection.module.scss';
import { initialValues, isNameTaken, resolverFor, settingKey } from './connection-values';
import type { ConnectionValues } from './connection-values';
import { FormField } from './FormField';
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

/** The second step: name and settings, checked as they are typed, and who will be able to use the connection. */
export function SettingsStep(props: SettingsStepProps): React.ReactElement {
  const { connector, saved, existing, isSaving, problem, onChange, onBack, onCancel, onSubmit } = props;
  const form = useForm<ConnectionValues>({
    mode: 'onChange',
    defaultValues: initialValues(connector, saved),
    resolver: resolverFor(connector, (error) => fieldSentence(error, fieldTitle(connector, error))),
  });
  const isElsewhere = useServerErrors(form, connector, problem);
  const name = form.watch('name');
  const { isDirty } = form.formState;
  React.useEffect(() => {
    if (isDirty) onChange();
  }, [isDirty, onChange]);

  return (
    <form
      className={styles.step}
      noValidate
      onSubmit={(event) => {
        void form.handleSubmit(onSubmit)(event);
      }}
    >
      <h2 className={styles.heading}>{strings.add.settingsHeading}</h2>
      <p className={styles.connectorDescription}>{connector.title}</p>
      {problem !== undefined && isElsewhere && (
        <ProblemBar what={format(strings.messages.notSaved, name)} problem={problem} />
      )}
      <FormField
        control={form.control}
        name="name"
        label={strings.add.name}
        description={strings.add.nameDescription}
        isRequired
      />
      {isNameTaken(existing, { connector, name, own: saved?.id }) && (
        <MessageBar messageBarType={MessageBarType.warning} isMultiline>
          {format(strings.add.sameName, name)}
        </MessageBar>
      )}
      {connector.authMethods.length > 1 && (
        <Dropdown
          label={strings.add.authMethod}
          disabled={saved !== undefined}
          options={connector.authMethods.map(({ id, title }) => ({ key: id, text: title }))}
          selectedKey={form.watch('authMethodId')}
          onChange={(_event, option) =>
            form.setValue('authMethodId', String(option?.key ?? ''), { shouldDirty: true })
          }
        />
      )}
      {Object.entries(connector.settings.properties).map(([key, field]) => (
        <FormField
          key={key}
          control={form.control}
          name={`settings.${key}`}
          label={field.title}
          description={describeField(field)}
          isRequired={connector.settings.required.includes(key)}
          isAddress={field.format === 'uri'}
        />
      ))}
      <WhoCanUse
        availability={props.availability}
        siteTitle={props.siteTitle}
        personName={props.personName}
      />
      <div className={styles.buttons}>
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
    </form>
  );
}

/** Puts what the connection manager refused beside its fields. True where some of it belongs to none. */
function useServerErrors(
  form: UseFormReturn<ConnectionValues>,
  connector: Connector,
  problem: ApiProblem | undefined,
): boolean {
  const { setError } = form;
  React.useEffect(() => {
    for (const error of problem?.errors ?? []) {
      const field = formField(connector, error);
      const message = fieldSentence(error, fieldTitle(connector, error));
      if (field !== undefined) setError(field, { type: error.code, message }, { shouldFocus: true });
    }
  }, [problem, connector, setError]);
  const errors = problem?.errors ?? [];
  return errors.length === 0 || errors.some((error) => formField(connector, error) === undefined);
}

function formField(connector: Connector, { field }: FieldError): 'name' | `settings.${string}` | undefined {
  if (field === 'name') return field;
  const key = settingKey(field);
  return field.startsWith('settings.') && Object.hasOwn(connector.settings.properties, key)
    ? `settings.${key}`
    : undefined;
}

function fieldTitle(connector: Connector, { field }: FieldError): string {
  if (field === 'name') return strings.add.name;
  const key = settingKey(field);
  return connector.settings.properties[key]?.title ?? key;
}

function describeField({ description, examples }: Connector['settings']['properties'][string]): string {
  const example = examples?.[0];
  const shown = example === undefined ? [] : [format(strings.add.example, example)];
  return [...(description === undefined ? [] : [description]), ...shown].join(' ');
}
