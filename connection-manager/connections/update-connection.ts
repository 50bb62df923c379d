import type { ConnectionChanges, Settings } from '../../src/contract/connection';
import type { PersonReference } from '../../src/contract/principal';
import type { FieldError } from '../../src/contract/problem';
import { checkConnectionName, trimConnectionName } from '../../src/rules/connection-name';
import { checkSettings, normaliseSettings } from '../../src/rules/settings';
import { hostSettingsOf } from '../connectors/connector-addresses';
import type { ConnectorDefinition } from '../connectors/connector-definition';
import { findConnector } from '../connectors/registry';
import { ConnectionError } from '../problems/connection-error';
import type { Change, Store } from '../store/store';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { replaceConnection, tenantPartition } from './connection-records';
import { removeCredential, withoutCredential } from './credential-record';
import { writeUnlessChanged } from './write-unless-changed';

export interface Update {
  readonly tenantId: string;
  readonly connection: StoredConnection;
  readonly changes: ConnectionChanges;
  readonly by: PersonReference;
}

/**
 * Changes name or settings. A changed host setting clears the credential in the same step, so that a secret
 * is never sent to another place than the one it was entered for (S29); the connection is then *not connected*.
 */
export async function updateConnection(
  deps: { readonly store: Store; readonly now: () => Date },
  update: Update,
): Promise<StoredConnection> {
  const { tenantId, connection, changes } = update;
  const { value, etag } = connection;
  const definition = definitionFor(value, changes);
  const errors = changeErrors(definition, changes);
  if (errors.length > 0) throw new ConnectionError('invalid_request', { errors });
  const { name, settings } = changedValues(definition, value, changes);
  if (name === value.name && sameSettings(settings, value.settings)) return connection;

  const at = deps.now().toISOString();
  const changed: ConnectionValue = { ...value, name, settings, changedBy: update.by, changedAt: at };
  const movesHost = definition !== undefined && !sameHosts(definition, settings, value.settings);
  const next = movesHost ? withoutCredential(changed, at) : changed;
  const removals: Change[] = movesHost ? await removeCredential(deps.store, tenantId, value) : [];
  const batch = [replaceConnection(etag, next), ...removals];
  const [newEtag = ''] = await writeUnlessChanged(deps.store, tenantPartition(tenantId), batch);
  return { value: next, etag: newEtag };
}

function changedValues(
  definition: ConnectorDefinition | undefined,
  value: ConnectionValue,
  changes: ConnectionChanges,
): Pick<ConnectionValue, 'name' | 'settings'> {
  const name = changes.name === undefined ? value.name : trimConnectionName(changes.name);
  if (changes.settings === undefined || definition === undefined) return { name, settings: value.settings };
  return { name, settings: normaliseSettings(definition.settings, changes.settings) };
}

/** A connection of a connector that is gone can be renamed; its settings can no longer be judged. */
function definitionFor(value: ConnectionValue, changes: ConnectionChanges): ConnectorDefinition | undefined {
  const definition = findConnector(value.connectorId);
  if (definition === undefined && changes.settings !== undefined)
    throw new ConnectionError('connector_not_found');
  return definition;
}

function changeErrors(
  definition: ConnectorDefinition | undefined,
  { name, settings }: ConnectionChanges,
): FieldError[] {
  const nameError = name === undefined ? undefined : checkConnectionName(name);
  const settingErrors =
    settings === undefined || definition === undefined ? [] : checkSettings(definition.settings, settings);
  return nameError === undefined ? settingErrors : [nameError, ...settingErrors];
}

function sameHosts(definition: ConnectorDefinition, left: Settings, right: Settings): boolean {
  return sameSettings(hostSettingsOf(definition, left), hostSettingsOf(definition, right));
}

function sameSettings(left: Settings, right: Settings): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}
