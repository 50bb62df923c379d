import { tenantPartition } from '../connections/connection-records';
import type { Change, Store } from '../store/store';

/** What the administrators of a site collection have decided for it, as it is stored. */
export interface SiteCollectionSettingsValue {
  readonly format: 1;
  readonly siteId: string;
  /** Whether designers may make personal connections on its sites. */
  readonly personalConnections: boolean;
}

export interface StoredSiteCollectionSettings {
  readonly value: SiteCollectionSettingsValue;
  /** `new` where nothing has been decided yet. */
  readonly etag: string | 'new';
}

/** The settings as they hold now. Where nobody has decided, personal connections may be made. */
export async function readSiteCollectionSettings(
  store: Pick<Store, 'read'>,
  tenantId: string,
  siteId: string,
): Promise<StoredSiteCollectionSettings> {
  const record = await store.read<SiteCollectionSettingsValue>(tenantPartition(tenantId), keyOf(siteId));
  if (record !== undefined) return { value: record.value, etag: record.etag };
  return { value: { format: 1, siteId, personalConnections: true }, etag: 'new' };
}

/** Part of a batch: writes the settings only if they are still as they were read. */
export function writeSiteCollectionSettings(
  { etag }: StoredSiteCollectionSettings,
  value: SiteCollectionSettingsValue,
): Change {
  const key = keyOf(value.siteId);
  return etag === 'new' ? { kind: 'insert', key, value } : { kind: 'replace', key, value, etag };
}

function keyOf(siteId: string): string {
  return `site-collection-settings:${siteId.toLowerCase()}`;
}
