import * as React from 'react';
import { TextField } from '@fluentui/react/lib/TextField';
import { Controller } from 'react-hook-form';
import type { Control } from 'react-hook-form';
import type { ConnectionValues } from './connection-values';

interface FormFieldProps {
  readonly control: Control<ConnectionValues>;
  readonly name: 'name' | `settings.${string}`;
  readonly label: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** Shown from left to right in every language. */
  readonly isAddress?: boolean;
}

/** One line of the form, with what is wrong with it beneath. */
export function FormField(props: FormFieldProps): React.ReactElement {
  const { control, name, label, description, isRequired, isAddress = false } = props;
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <TextField
          componentRef={field.ref}
          name={name}
          label={label}
          description={description}
          required={isRequired}
          value={typeof field.value === 'string' ? field.value : ''}
          onChange={(_event, value) => field.onChange(value ?? '')}
          onBlur={field.onBlur}
          errorMessage={fieldState.error?.message}
          aria-invalid={fieldState.error !== undefined}
          autoComplete="off"
          dir={isAddress ? 'ltr' : 'auto'}
          spellCheck={false}
        />
      )}
    />
  );
}
