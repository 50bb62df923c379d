import type { PersonReference } from '../../src/contract/principal';
import { ConnectionError } from '../problems/connection-error';
import { StoreConflict, type Change, type Store } from '../store/store';
import type { Vault } from '../vault/vault';
import type { Credential } from './credential';
import { VaultError } from '../vault/vault-error';
import { credentialKey, removeCredential, sealContext, type CredentialValue } from './credential-record';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { connectionKey, replaceConnection, tenantPartition } from './connection-records';
import { inState } from './connection-state';
import { sealFields } from './sealed-credential';

/** A rotation passes twice, and looks at each credential anew where it met somebody else. */
const attempts = 3;

export interface KeepCredentialDependencies {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly vault: Vault;
  readonly now: () => Date;
}

export interface CredentialToKeep {
  readonly tenantId: string;
  /** As it was when the credential was tested: its settings are what the test was made with. */
  readonly connection: StoredConnection;
  readonly credential: Credential;
  /** The account's name at the system, where there is one to show. */
  readonly account: string | undefined;
  readonly allowedHosts: readonly string[];
  readonly by: PersonReference;
  /** Changes in the tenant's partition that happen if and only if the credential is kept. */
  readonly alongside?: readonly Change[];
}

/**
 * Seals a tested credential and makes the connection *ready*, in one step with `alongside`: there is never a
 * ready connection without its credential, nor two credentials of one connection.
 *
 * Rejects with `changed_meanwhile` where the connection is no longer as it was read, `connection_not_found`
 * where it is deleted, `vault_unavailable` where it cannot be sealed now, and `StoreConflict` where one of `alongside` conflicts; nothing is kept then.
 */
export async function keepCredential(
  deps: KeepCredentialDependencies,
  kept: CredentialToKeep,
): Promise<StoredConnection> {
  const { connection } = kept;
  if (connection.value.deletedAt !== undefined) throw new ConnectionError('connection_not_found');
  const at = deps.now().toISOString();
  // The account of the credential before is not this one's.
  const { account: _, ...before } = connection.value;
  const connected: ConnectionValue = {
    ...before,
    allowedHosts: kept.allowedHosts,
    connectedBy: kept.by.objectId,
    ...(kept.account !== undefined && { account: kept.account }),
    secretVersion: connection.value.secretVersion + 1,
    changedBy: kept.by,
    changedAt: at,
  };
  const value = inState(connected, 'ready', at);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const etag = await sealAndWrite(deps, kept, value);
      return { value, etag };
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
      // Only the credential that goes has moved: a key rotation sealed it anew. The connection is as it was read.
      if (error.key === credentialKey(connection.value) && attempt < attempts) continue;
      throw isKeyOf(connection.value, value, error.key)
        ? new ConnectionError('changed_meanwhile', { cause: error })
        : error;
    }
  }
}

/** Sealed anew at each attempt, so that no more time than usual lies between sealing and writing. */
async function sealAndWrite(
  deps: KeepCredentialDependencies,
  { tenantId, connection, credential, alongside = [] }: CredentialToKeep,
  value: ConnectionValue,
): Promise<string> {
  const record = await sealCredential(deps.vault, { tenantId, value, credential, at: value.changedAt });
  const removal = await removeCredential(deps.store, tenantId, connection.value);
  const [etag = ''] = await deps.store.write(tenantPartition(tenantId), [
    replaceConnection(connection.etag, value),
    { kind: 'insert', key: credentialKey(value), value: record },
    ...removal,
    ...alongside,
  ]);
  return etag;
}

function isKeyOf(before: ConnectionValue, after: ConnectionValue, key: string): boolean {
  return [connectionKey(after.id), credentialKey(before), credentialKey(after)].includes(key);
}

interface ToSeal {
  readonly tenantId: string;
  readonly value: ConnectionValue;
  readonly credential: Credential;
  readonly at: string;
}

async function sealCredential(
  vault: Vault,
  { tenantId, value, credential, at }: ToSeal,
): Promise<CredentialValue> {
  const { id: connectionId, secretVersion } = value;
  try {
    const sealed = await sealFields(credential, (field, secret) =>
      vault.seal(secret, sealContext(tenantId, value, field)),
    );
    return { format: 1, connectionId, secretVersion, ...sealed, keptAt: at };
  } catch (error) {
    throw error instanceof VaultError ? new ConnectionError('vault_unavailable', { cause: error }) : error;
  }
}
