import type { FieldErrors, Resolver } from 'react-hook-form';
import type { Connection, NewConnection } from '../../../../contract/connection';
import type { Connector } from '../../../../contract/connector';
import type { FieldError } from '../../../../contract/problem';
import { checkConnectionName, trimConnectionName } from '../../../../rules/connection-name';
import { checkSettings, normaliseSettings } from '../../../../rules/settings';

/** What a person types into the form. */
export interface ConnectionValues {
  readonly name: string;
  readonly authMethodId: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** The form as it is shown first: a connection's values, or the connector's defaults. */
export function initialValues(connector: Connector, connection: Connection | undefined): ConnectionValues {
  const settings = Object.entries(connector.settings.properties).map(([key, field]): [string, string] => {
    return [key, connection?.settings[key] ?? field.default ?? ''];
  });
  return {
    name: connection?.name ?? '',
    authMethodId: connection?.authMethod.id ?? connector.authMethods[0]?.id ?? '',
    settings: Object.fromEntries(settings),
  };
}

/** The request that adds the connection, with its values as they will be kept. */
export function newConnection(site: string, connector: Connector, values: ConnectionValues): NewConnection {
  return {
    site,
    connectorId: connector.id,
    authMethodId: values.authMethodId,
    name: trimConnectionName(values.name),
    settings: normaliseSettings(connector.settings, values.settings),
  };
}

/** Checks the form by the rules that the connection manager refuses by; `write` puts an error into words. */
export function resolverFor(
  connector: Connector,
  write: (error: FieldError) => string,
): Resolver<ConnectionValues> {
  function shown(error: FieldError): { readonly type: string; readonly message: string } {
    return { type: error.code, message: write(error) };
  }
  return (values) => {
    const wrongName = checkConnectionName(values.name);
    const wrongSettings = checkSettings(connector.settings, values.settings);
    if (wrongName === undefined && wrongSettings.length === 0) return { values, errors: {} };
    const errors: FieldErrors<ConnectionValues> = {
      ...(wrongName === undefined ? {} : { name: shown(wrongName) }),
      ...(wrongSettings.length === 0
        ? {}
        : {
            settings: Object.fromEntries(
              wrongSettings.map((error) => [settingKey(error.field), shown(error)]),
            ),
          }),
    };
    return { values: {}, errors };
  };
}

/** The setting that `settings.baseUrl` names. */
export function settingKey(field: string): string {
  return field.replace(/^settings\./, '');
}

/** Whether another connection of this connector bears the name. That is allowed, but worth knowing. */
export function isNameTaken(
  existing: readonly Connection[],
  asked: { connector: Connector; name: string; own?: string | undefined },
): boolean {
  const name = comparable(asked.name);
  return existing.some(
    (other) =>
      other.id !== asked.own && other.connector.id === asked.connector.id && comparable(other.name) === name,
  );
}

function comparable(name: string): string {
  return trimConnectionName(name).toLocaleLowerCase();
}
