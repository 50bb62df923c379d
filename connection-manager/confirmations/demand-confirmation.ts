import { isDeepStrictEqual } from 'node:util';
import { personReference } from '../connections/connection-access';
import type { StoredConnection } from '../connections/connection-record';
import { tenantPartition } from '../connections/connection-records';
import type { PersonCaller } from '../identity/caller';
import { randomId } from '../ids/random-id';
import { ConnectionError } from '../problems/connection-error';
import type { Change, Store } from '../store/store';
import {
  concludeConfirmation,
  confirmationLifetimeMs,
  confirmationState,
  confirmationView,
  insertConfirmation,
  readStoredConfirmation,
  type ChangeToConfirm,
  type ConfirmationValue,
  type StoredConfirmation,
} from './confirmation-record';

export interface ConfirmationDependencies {
  readonly store: Store;
  readonly now: () => Date;
  /** The connection manager's public origin, from configuration only (never from a request's Host). */
  readonly origin: string;
}

/** What a request brought: the confirmation it presents, and the digest that the confirmation must be for. */
export interface Confirming {
  readonly presented: string | undefined;
  readonly requestDigest: string;
}

export interface Demand {
  readonly caller: PersonCaller;
  readonly connection: StoredConnection;
  readonly confirming?: Confirming | undefined;
  readonly change: ChangeToConfirm;
}

/**
 * Lets a change go on that its author has confirmed in the connection manager's own window, and stops every other
 * with `confirmation_required` (S49).
 *
 * Returns the part of the change's own batch that uses the confirmation up: it is used if and only if the change is
 * written, and never for two. What is presented counts only for the same request of the same person to the same
 * version of the connection. One that still waits is answered with again; for anything else a new one is made.
 */
export async function demandConfirmation(deps: ConfirmationDependencies, demand: Demand): Promise<Change> {
  const { caller, confirming } = demand;
  // A route that can ask for this declares it; without the digest nothing could be compared.
  if (confirming === undefined) throw new TypeError('The route does not declare that it may be confirmed.');
  const presented = await findPresented(deps, demand, confirming);
  const state = presented && confirmationState(presented.value, deps.now());
  if (presented !== undefined && state === 'confirmed') return concludeConfirmation(presented, 'used');
  const value =
    presented !== undefined && state === 'waiting'
      ? presented.value
      : await keepNew(deps, demand, confirming.requestDigest);
  const { tenantId } = caller.tenant;
  const confirmation = confirmationView(value, { origin: deps.origin, tenantId, now: deps.now() });
  throw new ConnectionError('confirmation_required', { confirmation });
}

/** The confirmation that the request presents, where it is one for this very request. */
async function findPresented(
  { store }: ConfirmationDependencies,
  { caller, connection, change }: Demand,
  { presented, requestDigest }: Confirming,
): Promise<StoredConfirmation | undefined> {
  if (presented === undefined) return undefined;
  const stored = await readStoredConfirmation(store, caller.tenant.tenantId, presented);
  if (stored === undefined) return undefined;
  const { value } = stored;
  const isForThis =
    value.askedBy.objectId === caller.objectId &&
    value.requestDigest === requestDigest &&
    value.connectionId === connection.value.id &&
    value.connectionEtag === connection.etag &&
    // What a role gives may be more by now than what was shown.
    isDeepStrictEqual(value.change, change);
  return isForThis ? stored : undefined;
}

async function keepNew(
  { store, now }: ConfirmationDependencies,
  { caller, connection, change }: Demand,
  requestDigest: string,
): Promise<ConfirmationValue> {
  const at = now();
  const value: ConfirmationValue = {
    format: 1,
    id: randomId('cnf'),
    connectionId: connection.value.id,
    connectionEtag: connection.etag,
    askedBy: personReference(caller),
    requestDigest,
    change,
    createdAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + confirmationLifetimeMs).toISOString(),
  };
  await store.write(tenantPartition(caller.tenant.tenantId), [insertConfirmation(value)]);
  return value;
}
