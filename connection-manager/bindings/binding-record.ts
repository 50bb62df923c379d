import { createHash } from 'node:crypto';
import type { Binding, NewBinding, StepReference } from '../../src/contract/binding';
import type { PersonReference } from '../../src/contract/principal';
import type { SiteReference } from '../../src/contract/site';
import { tenantPartition } from '../connections/connection-records';
import type { Change, Store } from '../store/store';

/** A binding as it is stored. */
export interface BindingValue extends Omit<NewBinding, 'site'> {
  readonly format: 1;
  /** The site as SharePoint named it when the step was bound. */
  readonly site: SiteReference;
  readonly author: PersonReference;
  /** Whether the author was a guest of the tenant: *everyone* does not mean guests. */
  readonly authorIsGuest: boolean;
  readonly boundAt: string;
}

export interface StoredBinding {
  readonly value: BindingValue;
  readonly etag: string;
}

/**
 * Where the binding of a step is kept. An engine knows a site by its address and cannot ask SharePoint, so the
 * key is made from the address in one spelling: `https://contoso.sharepoint.com/sites/a b` for each of
 * `…/sites/A%20B/`. It is a digest, because an address can be longer than a key.
 */
export function bindingKey({ site, workflowId, stepId }: StepReference): string {
  const place = JSON.stringify([normaliseSiteAddress(site), workflowId, stepId]);
  return `binding:${createHash('sha256').update(place).digest('base64url')}`;
}

/** A site's address in the one spelling that addresses of the same site share. */
export function normaliseSiteAddress(address: string): string {
  const { host, pathname } = new URL(address);
  return `https://${host}${decodePath(pathname).normalize('NFC').toLowerCase().replace(/\/+$/, '')}`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The binding of the step, or `undefined`. */
export async function findBinding(
  store: Pick<Store, 'read'>,
  tenantId: string,
  step: StepReference,
): Promise<StoredBinding | undefined> {
  const record = await store.read<BindingValue>(tenantPartition(tenantId), bindingKey(step));
  return record === undefined ? undefined : { value: record.value, etag: record.etag };
}

/** Part of a batch: writes the binding where there is none yet (`new`), or where it still has this etag. */
export function writeBinding(value: BindingValue, expected: string): Change {
  const key = bindingKey({ ...value, site: value.site.url });
  const indexes = [{ index: `connection:${value.connectionId}`, order: key }];
  return expected === 'new'
    ? { kind: 'insert', key, value, indexes }
    : { kind: 'replace', key, value, indexes, etag: expected };
}

/** A binding as its reader is shown it. */
export function bindingView({ value, etag }: StoredBinding): Binding {
  const { site, workflowId, stepId, connectionId, operation, stepHash, author, boundAt } = value;
  return { site, workflowId, stepId, connectionId, operation, stepHash, author, boundAt, etag };
}
