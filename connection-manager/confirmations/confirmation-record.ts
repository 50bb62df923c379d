import type { Confirmation } from '../../src/contract/confirmation';
import type { Owner, PersonReference } from '../../src/contract/principal';
import type { Availability } from '../../src/contract/site';
import type { PermissionsChange } from '../../src/rules/permissions';
import { tenantPartition } from '../connections/connection-records';
import type { Change, Store } from '../store/store';

/** How long a person has to confirm, and to have the change carried out (S49). */
export const confirmationLifetimeMs = 15 * 60_000;

/** What would happen, in the words that the window makes its sentences from. Names are the directory's. */
export type ChangeToConfirm =
  | ({ readonly kind: 'permissions' } & PermissionsChange)
  | { readonly kind: 'availability'; readonly before: Availability; readonly after: Availability }
  | { readonly kind: 'share'; readonly availability: Availability; readonly siteTitle: string }
  | {
      readonly kind: 'transfer';
      readonly from: Owner;
      readonly to: PersonReference;
      /** A personal connection is handed on without its credential. */
      readonly clearsCredential: boolean;
    };

/** A change that waits for its author, as it is stored. Nothing in it is secret. */
export interface ConfirmationValue {
  readonly format: 1;
  readonly id: string;
  readonly connectionId: string;
  /** The version of the connection that the change is to: what was shown is what is changed. */
  readonly connectionEtag: string;
  readonly askedBy: PersonReference;
  /** Digest of the whole request, its author included. Only the same request is carried out. */
  readonly requestDigest: string;
  readonly change: ChangeToConfirm;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly outcome?: 'confirmed' | 'refused' | 'used';
}

export interface StoredConfirmation {
  readonly value: ConfirmationValue;
  readonly etag: string;
}

/** The confirmation, or `undefined` where there is none of this id in this tenant. */
export async function readStoredConfirmation(
  store: Pick<Store, 'read'>,
  tenantId: string,
  confirmationId: string,
): Promise<StoredConfirmation | undefined> {
  const record = await store.read<ConfirmationValue>(tenantPartition(tenantId), keyOf(confirmationId));
  return record === undefined ? undefined : { value: record.value, etag: record.etag };
}

/** Part of a batch: makes the confirmation. */
export function insertConfirmation(value: ConfirmationValue): Change {
  return { kind: 'insert', key: keyOf(value.id), value, indexes: expiry(value) };
}

/** Part of a batch: gives the confirmation its outcome only if it is still as it was read. */
export function concludeConfirmation(
  { value, etag }: StoredConfirmation,
  outcome: NonNullable<ConfirmationValue['outcome']>,
): Change {
  const concluded: ConfirmationValue = { ...value, outcome };
  return { kind: 'replace', key: keyOf(value.id), value: concluded, etag, indexes: expiry(value) };
}

/** How the confirmation stands now. One that was confirmed and not used in time has expired too. */
export function confirmationState(value: ConfirmationValue, now: Date): Confirmation['state'] {
  if (value.outcome === 'used' || value.outcome === 'refused') return value.outcome;
  if (now.getTime() >= Date.parse(value.expiresAt)) return 'expired';
  return value.outcome ?? 'waiting';
}

/** The path of the window that asks. */
export function confirmationPath(tenantId: string, confirmationId: string): string {
  return `/confirm/${tenantId}/${confirmationId}`;
}

/** The confirmation as its author is told of it. */
export function confirmationView(
  value: ConfirmationValue,
  { origin, tenantId, now }: { readonly origin: string; readonly tenantId: string; readonly now: Date },
): Confirmation {
  return {
    id: value.id,
    connectionId: value.connectionId,
    state: confirmationState(value, now),
    address: `${origin}${confirmationPath(tenantId, value.id)}`,
    expiresAt: value.expiresAt,
  };
}

function keyOf(confirmationId: string): string {
  return `confirmation:${confirmationId}`;
}

function expiry({ id, expiresAt }: ConfirmationValue): { index: string; order: string }[] {
  return [{ index: 'expires', order: `${expiresAt} ${keyOf(id)}` }];
}
