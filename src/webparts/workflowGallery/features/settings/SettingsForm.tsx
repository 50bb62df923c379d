import * as React from 'react';
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
import { StepHeading } from '../../shell/StepHeading';
import { format } from '../../texts/format';
import { fieldSentence } from '../../texts/sentences';
import { isNameTaken, resolverFor, settingKey } from './connection-values';
import type { ConnectionValues } from './connection-values';
import { FormField } from './FormField';
import styles from './Settings.module.scss';

interface SettingsFormProps {
  readonly connector: Connector;
  /** What the form shows first. To show other values, give the form another key. */
  readonly initial: ConnectionValues;
  /** The connection that these values are of, once it exists. */
  readonly ownId: string | undefined;
  readonly existing: readonly Connection[];
  readonly problem: ApiProblem | undefined;
  readonly onChange: (values: ConnectionValues) => void;
  readonly onSubmit: (values: ConnectionValues) => void;
  /** What stands beneath the fields, buttons included. */
  readonly children: React.ReactNode;
}

/** Name and settings of a connection, drawn from its connector and checked as they are typed. */
export function SettingsForm(props: SettingsFormProps): React.ReactElement {
  const { connector, initial, ownId, existing, problem, onChange, onSubmit, children } = props;
  const form = useForm<ConnectionValues>({
    mode: 'onChange',
    defaultValues: initial,
    resolver: resolverFor(connector, (error) => fieldSentence(error, fieldTitle(connector, error))),
  });
  const isElsewhere = useServerErrors(form, connector, problem);
  const name = form.watch('name');
  useChangesTold(form, onChange);

  return (
    <form
      className={styles.step}
      noValidate
      onSubmit={(event) => {
        void form.handleSubmit(onSubmit)(event);
      }}
    >
      <StepHeading className={styles.heading}>{strings.add.settingsHeading}</StepHeading>
      <p className={styles.connector}>{connector.title}</p>
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
      {isNameTaken(existing, { connector, name, own: ownId }) && (
        <MessageBar messageBarType={MessageBarType.warning} isMultiline>
          {format(strings.add.sameName, name)}
        </MessageBar>
      )}
      {connector.authMethods.length > 1 && (
        <Dropdown
          label={strings.add.authMethod}
          disabled={ownId !== undefined}
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
          isAddress={field.format !== undefined}
        />
      ))}
      {children}
    </form>
  );
}

/** Tells of every change with all values, and of none before the first. */
function useChangesTold(
  form: UseFormReturn<ConnectionValues>,
  onChange: (values: ConnectionValues) => void,
): void {
  const tell = React.useRef(onChange);
  tell.current = onChange;
  const { watch, getValues } = form;
  React.useEffect(() => {
    const watching = watch(() => tell.current(getValues()));
    return () => watching.unsubscribe();
  }, [watch, getValues]);
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
