import type { Change, Store, StoredRecord } from '../store/store';
import type { SealContext } from '../vault/seal-context';
import { hostSettingsOf } from '../connectors/connector-addresses';
import { findConnector } from '../connectors/registry';
import type { ConnectionValue } from './connection-record';
import { tenantPartition } from './connection-records';
import { inState } from './connection-state';
import type { CredentialField, SealedCredential } from './sealed-credential';

/** A sealed credential as it is stored. Nothing in it can be read without the vault. */
export type CredentialValue = SealedCredential & {
  readonly format: 1;
  readonly connectionId: string;
  readonly secretVersion: number;
  readonly keptAt: string;
};

export function credentialKey({ id, secretVersion }: Pick<ConnectionValue, 'id' | 'secretVersion'>): string {
  return `credential:${id}:${secretVersion}`;
}

/** The credential record that belongs to the connection as it is, or `undefined`. */
export async function readCredential(
  store: Pick<Store, 'read'>,
  tenantId: string,
  connection: ConnectionValue,
): Promise<StoredRecord<CredentialValue> | undefined> {
  return store.read<CredentialValue>(tenantPartition(tenantId), credentialKey(connection));
}

/** Part of a batch: removes the credential the connection has, if it has one. */
export async function removeCredential(
  store: Pick<Store, 'read'>,
  tenantId: string,
  connection: ConnectionValue,
): Promise<Change[]> {
  const record = await readCredential(store, tenantId, connection);
  return record === undefined ? [] : [{ kind: 'remove', key: record.key, etag: record.etag }];
}

/** The connection without the credential that `removeCredential` takes away: *not connected*. */
export function withoutCredential(value: ConnectionValue, at: string): ConnectionValue {
  const { account: _account, connectedBy: _connectedBy, ...rest } = value;
  return inState({ ...rest, allowedHosts: [] }, 'notConnected', at);
}

/**
 * What each field is sealed for (S13). It is worked out from the connection as it is now: a credential that
 * was entered for other host settings, other hosts or another connection does not open.
 */
export function sealContext(
  tenantId: string,
  connection: ConnectionValue,
  field: CredentialField,
): SealContext {
  const { id, connectorId, authMethodId, secretVersion, settings, allowedHosts } = connection;
  const definition = findConnector(connectorId);
  return {
    tenantId,
    connectionId: id,
    field,
    secretVersion,
    connectorId,
    authMethod: authMethodId,
    hosts: {
      settings: definition === undefined ? settings : hostSettingsOf(definition, settings),
      allowedHosts,
    },
  };
}
