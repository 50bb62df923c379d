import { ConnectionError } from '../problems/connection-error';
import type { Store } from '../store/store';
import type { Vault } from '../vault/vault';
import { VaultError } from '../vault/vault-error';
import type { ConnectionValue } from './connection-record';
import type { Credential } from './credential';
import { readCredential, sealContext } from './credential-record';
import { openFields } from './sealed-credential';

/**
 * Opens the credential of a connection. The caller disposes of it.
 *
 * Rejects with `vault_unavailable` where it cannot be opened now (S17), and with `connection_not_ready`,
 * because it is invalid, where it can never be opened: it is not the one that was sealed for this connection,
 * these settings and these hosts.
 */
export async function openCredential(
  deps: { readonly store: Pick<Store, 'read'>; readonly vault: Vault },
  tenantId: string,
  connection: ConnectionValue,
): Promise<Credential> {
  const record = await readCredential(deps.store, tenantId, connection);
  if (record === undefined) throw new ConnectionError('connection_not_ready', { because: 'notConnected' });
  try {
    return await openFields(record.value, (field, sealed) =>
      deps.vault.open(sealed, sealContext(tenantId, connection, field)),
    );
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof VaultError)) return error;
  return error.code === 'tampered'
    ? new ConnectionError('connection_not_ready', { because: 'invalid', cause: error })
    : new ConnectionError('vault_unavailable', { cause: error });
}
