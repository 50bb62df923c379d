import type { Confirmation } from '../../src/contract/confirmation';
import type { StoredConnection } from '../connections/connection-record';
import type { SessionAtHand } from '../connect/session';
import type { Store } from '../store/store';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { confirmationState, readStoredConfirmation, type StoredConfirmation } from './confirmation-record';

export interface ConfirmAddress {
  readonly tenantId: string;
  readonly confirmationId: string;
}

export interface FindDependencies {
  readonly store: Store;
  readonly now: () => Date;
  readonly findTenant: (tenantId: string) => Promise<TenantRegistration | undefined>;
  readonly findConnection: (tenantId: string, connectionId: string) => Promise<StoredConnection | undefined>;
}

/** Everything one page of the window is about, loaded anew for every request. */
export interface Waiting {
  readonly tenant: TenantRegistration;
  readonly confirmation: StoredConfirmation;
  readonly connection: StoredConnection;
}

export type FindRefusal =
  | { readonly because: 'unknown' }
  | { readonly because: 'anotherPerson'; readonly askedBy: string }
  | { readonly because: Exclude<Confirmation['state'], 'waiting'> | 'changed' };

export type FindResult =
  { readonly ok: true; readonly waiting: Waiting } | ({ readonly ok: false } & FindRefusal);

/**
 * Finds what a person can confirm: it waits, the same person of the same tenant asked for it, and the connection is
 * still the one that was asked about.
 */
export async function findWaiting(
  deps: FindDependencies,
  address: ConfirmAddress,
  session: SessionAtHand,
): Promise<FindResult> {
  const tenant = await deps.findTenant(address.tenantId);
  const confirmation = await readStoredConfirmation(deps.store, address.tenantId, address.confirmationId);
  if (tenant === undefined || confirmation === undefined) return { ok: false, because: 'unknown' };
  const { askedBy, connectionId, connectionEtag } = confirmation.value;
  if (session.tenantId !== tenant.tenantId || session.objectId !== askedBy.objectId)
    return { ok: false, because: 'anotherPerson', askedBy: askedBy.name };
  const state = confirmationState(confirmation.value, deps.now());
  if (state !== 'waiting') return { ok: false, because: state };
  const connection = await deps.findConnection(tenant.tenantId, connectionId);
  if (connection === undefined || connection.etag !== connectionEtag)
    return { ok: false, because: 'changed' };
  return { ok: true, waiting: { tenant, confirmation, connection } };
}
