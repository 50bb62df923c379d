import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewConnection } from '../../src/contract/connection';
import type { SiteRole } from '../../src/contract/site';
import { usualTenantPolicy } from '../../src/rules/tenant-policy';
import type { Account } from '../directory/accounts';
import type { AccountsAtRunTime } from '../directory/accounts-at-run-time';
import type { MemberGroups } from '../directory/member-groups';
import type { PersonCaller } from '../identity/caller';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import { openSqliteStore } from '../store/sqlite-store';
import type { Store } from '../store/store';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { freshMasterKeyBytes, masterKeyOf, type MasterKeys } from '../vault/master-keys';
import { Secret } from '../vault/secret';
import { createTenantKey, type TenantKeyRecord } from '../vault/tenant-key';
import { createVault, type Vault } from '../vault/vault';
import { personReference } from './connection-access';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { insertConnection, tenantPartition } from './connection-records';
import { apiKeyOf, credentialOf } from './credential-under-test';
import { keepCredential, type CredentialToKeep } from './keep-credential';

/** A real store and a real vault for one test, and a clock that the test moves. */
export interface ConnectionsUnderTest {
  readonly store: Store;
  readonly vault: Vault;
  readonly now: () => Date;
  advance(milliseconds: number): void;
  /** Object ids of people, and the groups they are members of: what the directory would say. */
  readonly memberships: Map<string, readonly string[]>;
  readonly memberGroups: MemberGroups;
  /** Object ids of people whose account is not that of an enabled member; `gone` was deleted. */
  readonly accountsApart: Map<string, Partial<Account> | 'gone'>;
  readonly accounts: AccountsAtRunTime;
  /** Everything the store has on disk, byte for byte. */
  bytesOnDisk(): Buffer;
}

export const contosoId = '11111111-0000-4000-8000-000000000001';
export const fabrikamId = '22222222-0000-4000-8000-000000000002';

/** Opens store and vault for each test of the enclosing block, and removes them afterwards. */
export function useConnections(): ConnectionsUnderTest {
  let folder = '';
  let store: Store | undefined;
  let vault: Vault | undefined;
  const start = Date.parse('2026-01-01T08:00:00.000Z');
  let time = start;
  const memberships = new Map<string, readonly string[]>();
  const accountsApart = new Map<string, Partial<Account> | 'gone'>();
  const groupsOf = (objectId: string, groupIds: readonly string[]): readonly string[] =>
    (memberships.get(objectId) ?? []).filter((groupId) => groupIds.includes(groupId));
  const now = () => new Date(time);

  beforeEach(async () => {
    time = start;
    memberships.clear();
    accountsApart.clear();
    folder = mkdtempSync(join(tmpdir(), 'connections-'));
    store = openSqliteStore({ file: join(folder, 'connections.sqlite') });
    vault = await vaultFor([contosoId, fabrikamId], now);
  });
  afterEach(async () => {
    await store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get store() {
      return opened(store);
    },
    get vault() {
      return opened(vault);
    },
    now,
    memberships,
    memberGroups: async ({ objectId }, groupIds) => groupsOf(objectId, groupIds),
    accountsApart,
    accounts: {
      async account(_tenant, objectId) {
        const apart = accountsApart.get(objectId);
        return apart === 'gone' ? undefined : { name: 'A person', isGuest: false, isEnabled: true, ...apart };
      },
      memberGroups: async (_tenant, objectId, groupIds) => groupsOf(objectId, groupIds),
    },
    advance(milliseconds) {
      time += milliseconds;
    },
    bytesOnDisk: () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))),
  };
}

function opened<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('Store and vault are open only within a test.');
  return value;
}

async function vaultFor(tenantIds: readonly string[], now: () => Date): Promise<Vault> {
  const current = masterKeyOf(freshMasterKeyBytes());
  const masterKeys: MasterKeys = {
    current,
    find: async (keyId) => (keyId === current.keyId ? current : undefined),
  };
  const records = new Map<string, TenantKeyRecord>();
  for (const tenantId of tenantIds) {
    records.set(tenantId, await createTenantKey({ tenantId, generation: 1, masterKeys }));
  }
  const tenantKeys = {
    read: async (tenantId: string) => records.get(tenantId),
    current: async (tenantId: string) => records.get(tenantId),
  };
  return createVault({ masterKeys, tenantKeys, now, lowestGeneration: () => 1 });
}

export function tenantOf(tenantId: string = contosoId): TenantRegistration {
  return {
    tenantId,
    displayName: 'A tenant',
    directory: { authority: `https://login.example.com/${tenantId}` },
    graph: 'https://graph.example.com/v1.0',
    application: { id: '33333333-0000-4000-8000-000000000001', clientSecretFile: '/run/secrets/client' },
    sharePointHosts: ['contoso.sharepoint.com'],
    allowedClients: { 'connections.access': [], 'bindings.write': [] },
    engines: ['44444444-0000-4000-8000-000000000001'],
    workflowAdministrators: [],
  };
}

/** A person of a tenant; each number is another one. */
export function personOf(number: number, changes: Partial<PersonCaller> = {}): PersonCaller {
  return {
    kind: 'person',
    tenant: tenantOf(),
    objectId: `55555555-0000-4000-8000-${String(number).padStart(12, '0')}`,
    name: `Person ${number}`,
    isGuest: false,
    isWorkflowAdministrator: false,
    policy: usualTenantPolicy,
    directoryRoles: [],
    scopes: ['connections.access'],
    clientId: '66666666-0000-4000-8000-000000000001',
    assertion: Secret.of('an access token'),
    ...changes,
  };
}

const webs = {
  operations: {
    webId: '77777777-0000-4000-8000-000000000001',
    siteId: '88888888-0000-4000-8000-000000000001',
  },
  maintenance: {
    webId: '77777777-0000-4000-8000-000000000002',
    siteId: '88888888-0000-4000-8000-000000000001',
  },
  projects: { webId: '77777777-0000-4000-8000-000000000003', siteId: '88888888-0000-4000-8000-000000000002' },
} as const;

export type WebName = keyof typeof webs;

/** A web and the caller's role there, as SharePoint would have said. */
export function siteOf(web: WebName, role: SiteRole): SiteAtHand {
  const ids = webs[web];
  const url = `https://contoso.sharepoint.com/sites/${web}`;
  return { reference: { ...ids, title: web, url }, standing: { ...ids, role } };
}

export function newConnectionAt(web: WebName, changes: Partial<NewConnection> = {}): NewConnection {
  return {
    site: siteOf(web, 'reader').reference.url,
    connectorId: 'http-username-password',
    authMethodId: 'username-password',
    name: 'Ledger',
    settings: { baseUrl: 'https://ledger.example.com' },
    ...changes,
  };
}

/** A connection of the first person, for one web and everyone there, not yet connected. */
export function connectionValue(changes: Partial<ConnectionValue> = {}): ConnectionValue {
  const { objectId, name } = personOf(1);
  const creator = { kind: 'person', objectId, name } as const;
  return {
    format: 1,
    id: 'con_00000000000000000000000000',
    name: 'Ledger',
    connectorId: 'http-username-password',
    authMethodId: 'username-password',
    kind: 'shared',
    availability: 'site',
    homeSite: siteOf('operations', 'reader').reference,
    settings: { baseUrl: 'https://ledger.example.com', testPath: '/' },
    allowedHosts: [],
    status: { state: 'notConnected', since: '2026-01-01T08:00:00.000Z' },
    secretVersion: 0,
    owners: [creator],
    users: [{ kind: 'everyone' }],
    createdBy: creator,
    createdAt: '2026-01-01T08:00:00.000Z',
    changedBy: creator,
    changedAt: '2026-01-01T08:00:00.000Z',
    requestDigest: 'digest',
    ...changes,
  };
}

/** The value as a connection that stands in the store. */
export async function storeConnection(
  { store }: Pick<ConnectionsUnderTest, 'store'>,
  changes: Partial<ConnectionValue> = {},
): Promise<StoredConnection> {
  const value = connectionValue(changes);
  const [etag = ''] = await store.write(tenantPartition(contosoId), [insertConnection(value)]);
  return { value, etag };
}

/** What makes a connection one with an API key in a header. */
export const withApiKey: Partial<ConnectionValue> = {
  connectorId: 'http-api-key',
  authMethodId: 'api-key',
  settings: { baseUrl: 'https://ledger.example.com', testPath: '/', headerName: 'X-Api-Key' },
};

/** The connection made ready with a username and password for the host of its own address. */
export async function makeReady(
  world: Pick<ConnectionsUnderTest, 'store' | 'vault' | 'now'>,
  connection: StoredConnection,
  password = 'Blue-Harbor-42',
): Promise<StoredConnection> {
  return keep(world, connection, { credential: credentialOf('workflow', password), account: 'workflow' });
}

/** The connection made ready with an API key for the host of its own address. */
export async function makeReadyWithKey(
  world: Pick<ConnectionsUnderTest, 'store' | 'vault' | 'now'>,
  connection: StoredConnection,
  key = 'Amber-Meadow-93',
): Promise<StoredConnection> {
  return keep(world, connection, { credential: apiKeyOf(key), account: undefined });
}

function keep(
  world: Pick<ConnectionsUnderTest, 'store' | 'vault' | 'now'>,
  connection: StoredConnection,
  kept: Pick<CredentialToKeep, 'credential' | 'account'>,
): Promise<StoredConnection> {
  const allowedHosts = [new URL(connection.value.settings['baseUrl'] ?? '').host];
  const by = personReference(personOf(2));
  return keepCredential(world, { tenantId: contosoId, connection, allowedHosts, by, ...kept });
}
