import type { PersonReference } from '../../src/contract/principal';
import type { FieldError } from '../../src/contract/problem';
import type { settingsRoutes } from '../../src/contract/settings-routes';
import type { SiteCollectionSettings, TenantSettings } from '../../src/contract/tenant-settings';
import { decideFirstAdministrator } from '../../src/rules/administration';
import type { ChangedValue } from '../audit/audit-event';
import { tenantPartition } from '../connections/connection-records';
import { writeUnlessChanged } from '../connections/write-unless-changed';
import type { DescribePrincipals } from '../directory/principals';
import type { Handlers } from '../http/handler';
import type { PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import type { Store } from '../store/store';
import {
  readSiteCollectionSettings,
  writeSiteCollectionSettings,
  type StoredSiteCollectionSettings,
} from './site-collection-settings';
import {
  readTenantSettings,
  writeTenantSettings,
  type StoredTenantSettings,
  type TenantSettingsValue,
} from './tenant-settings';

interface SettingsDependencies {
  readonly store: Store;
  readonly describePrincipals: DescribePrincipals;
}

/** Reads and changes what administrators decide for their tenant and their site collections. */
export function settingsHandlers(deps: SettingsDependencies): Handlers<typeof settingsRoutes> {
  const { store } = deps;
  return {
    async readTenantSettings({ caller }) {
      const stored = await readTenantSettings(store, caller.tenant);
      return { body: await tenantView(deps, caller, stored), etag: stored.etag };
    },

    async changeTenantSettings({ caller, body, ifMatch }) {
      const before = await readTenantSettings(store, caller.tenant);
      checkEtag(before.etag, ifMatch);
      const value: TenantSettingsValue = { ...before.value, ...definedOf(body) };
      await refuseUnfitAdministrators(deps, caller, value.workflowAdministrators);
      const etag = await write(store, caller, writeTenantSettings(before, value));
      const view = await tenantView(deps, caller, { value, etag });
      return { body: view, etag, changes: changesOf(before.value, value) };
    },

    async registerFirstAdministrator({ caller }) {
      const before = await readTenantSettings(store, caller.tenant);
      const decision = decideFirstAdministrator(caller, before.value);
      if (!decision.allowed) throw new ConnectionError('not_allowed', { because: decision.because });
      const value = { ...before.value, workflowAdministrators: [caller.objectId] };
      await write(store, caller, writeTenantSettings(before, value));
      return { body: undefined, changes: changesOf(before.value, value) };
    },

    async readSiteCollectionSettings({ caller, site }) {
      const stored = await readOf(store, caller, site);
      return { body: siteCollectionView(site, stored), etag: stored.etag };
    },

    async changeSiteCollectionSettings({ caller, site, body, ifMatch }) {
      const before = await readOf(store, caller, site);
      checkEtag(before.etag, ifMatch);
      const value = { ...before.value, ...body };
      const etag = await write(store, caller, writeSiteCollectionSettings(before, value));
      const changes = changesOf(before.value, value);
      return { body: siteCollectionView(site, { value, etag }), etag, changes };
    },
  };
}

function readOf(store: Store, caller: PersonCaller, site: SiteAtHand): Promise<StoredSiteCollectionSettings> {
  return readSiteCollectionSettings(store, caller.tenant.tenantId, site.standing.siteId);
}

async function write(
  store: Store,
  { tenant }: PersonCaller,
  change: Parameters<Store['write']>[1][number],
): Promise<string> {
  const [etag = ''] = await writeUnlessChanged(store, tenantPartition(tenant.tenantId), [change]);
  return etag;
}

/** RFC 9110 §13.1.1. Where nothing has been decided yet, the settings' etag is `new`. */
function checkEtag(etag: string, ifMatch: string | undefined): void {
  if (ifMatch === undefined) throw new ConnectionError('if_match_required');
  if (ifMatch !== etag) throw new ConnectionError('changed_meanwhile');
}

/** Administrators are people of the tenant who can sign in: else a tenant could be left without anybody. */
async function refuseUnfitAdministrators(
  { describePrincipals }: SettingsDependencies,
  caller: PersonCaller,
  objectIds: readonly string[],
): Promise<void> {
  const known = await describePrincipals(caller, objectIds.map(personNamed));
  const errors = objectIds.flatMap((objectId, index): FieldError[] => {
    const person = known.get(objectId);
    if (person?.kind === 'person' && person.isEnabled && !person.isGuest) return [];
    const message = 'A workflow administrator is a member of the tenant, not a guest, who can sign in.';
    return [{ field: `workflowAdministrators.${index}`, code: 'not_one_of', message }];
  });
  if (errors.length > 0) throw new ConnectionError('invalid_request', { errors });
}

async function tenantView(
  { describePrincipals }: SettingsDependencies,
  caller: PersonCaller,
  { value, etag }: StoredTenantSettings,
): Promise<TenantSettings> {
  const { workflowAdministrators, minimumRoleToCreate, administratorReach, suspensionDays } = value;
  const known = await describePrincipals(caller, workflowAdministrators.map(personNamed));
  const people = workflowAdministrators.map((objectId): PersonReference => {
    const person = known.get(objectId);
    // One who has left the directory is shown by id, so that they can be taken from the list.
    return { kind: 'person', objectId, name: person?.kind === 'person' ? person.name : objectId };
  });
  return { etag, workflowAdministrators: people, minimumRoleToCreate, administratorReach, suspensionDays };
}

function siteCollectionView(
  { reference }: SiteAtHand,
  { value, etag }: StoredSiteCollectionSettings,
): SiteCollectionSettings {
  return { etag, site: reference, personalConnections: value.personalConnections };
}

function personNamed(objectId: string): { readonly kind: 'person'; readonly objectId: string } {
  return { kind: 'person', objectId };
}

/** What a body names; what it leaves out stays as it is. */
function definedOf<Body extends object>(body: Body): { [Key in keyof Body]?: Exclude<Body[Key], undefined> } {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]: [string, unknown]) => value !== undefined),
  ) as { [Key in keyof Body]?: Exclude<Body[Key], undefined> };
}

function changesOf(before: object, after: object): ChangedValue[] {
  const old = new Map(Object.entries(before).map(([field, value]) => [field, String(value)]));
  return Object.entries(after).flatMap(([field, value]) => {
    const [was, is] = [old.get(field), String(value)];
    return was === is ? [] : [{ field, ...(was !== undefined && { before: was }), after: is }];
  });
}
