import { randomId } from '../ids/random-id';
import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { PersonReference } from '../../src/contract/principal';
import { readStorageConfiguration } from '../configuration/configuration';
import type { ConnectionValue, StoredConnection } from '../connections/connection-record';
import { insertConnection, tenantPartition } from '../connections/connection-records';
import { keepCredential } from '../connections/keep-credential';
import { openCredential } from '../connections/open-credential';
import { disposeCredential } from '../connections/credential';
import { openStorage, type Storage } from '../open-storage';
import { addTenant } from '../tenants/tenants';
import { createKeyFile } from '../vault/key-file';
import { Secret } from '../vault/secret';

/** The environment of the processes that share the world. */
export type RotationWorld = {
  readonly WFC_DATABASE_FILE: string;
  readonly WFC_MASTER_KEY_FILE: string;
  readonly WFC_LOWEST_KEY_GENERATIONS?: string;
};

/** The tenant whose own key is rotated. */
export const mainTenant = tenantIdOf(0);

const by: PersonReference = {
  kind: 'person',
  objectId: '55555555-0000-4000-8000-000000000001',
  name: 'The campaign',
};

export function tenantIdOf(number: number): string {
  return `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function worldIn(folder: string): RotationWorld {
  return {
    WFC_DATABASE_FILE: path.join(folder, 'data', 'connections.db'),
    WFC_MASTER_KEY_FILE: path.join(folder, 'keys', 'master.key'),
  };
}

/** Opens store and vault as the connection manager does. The vault's clock may run faster, to empty its cache. */
export async function openWorld(
  environment: Readonly<Record<string, string | undefined>>,
  now = () => new Date(),
): Promise<Storage> {
  const reading = readStorageConfiguration(environment);
  if (reading.kind === 'mistakes') throw new Error(JSON.stringify(reading.mistakes));
  return await openStorage(reading.value, {
    now,
    onUnreadable: ({ key }) => {
      throw new Error(`The record ${key} is damaged.`);
    },
  });
}

/** Makes the key file, the main tenant with `credentials` connections, and `tenants` more with one each. */
export async function prepareWorld(
  world: RotationWorld,
  { credentials, tenants }: { readonly credentials: number; readonly tenants: number },
): Promise<void> {
  await mkdir(path.dirname(world.WFC_MASTER_KEY_FILE), { recursive: true, mode: 0o700 });
  await createKeyFile(world.WFC_MASTER_KEY_FILE);
  const storage = await openWorld(world);
  try {
    await addTenant(storage, registrationOf(mainTenant));
    for (let count = 0; count < credentials; count += 1) await connectNew(storage, mainTenant);
    for (let number = 1; number <= tenants; number += 1) {
      await addTenant(storage, registrationOf(tenantIdOf(number)));
      await connectNew(storage, tenantIdOf(number));
    }
  } finally {
    await storage.store.close();
  }
}

/** Makes a connection and keeps its credential. Returns its id. */
export async function connectNew(storage: Storage, tenantId: string): Promise<string> {
  const value = newConnection(randomId('con'));
  const [etag = ''] = await storage.store.write(tenantPartition(tenantId), [insertConnection(value)]);
  await connect(storage, tenantId, { value, etag });
  return value.id;
}

/** Keeps a credential of the connection, in the place of the one it has. */
export async function connect(
  storage: Storage,
  tenantId: string,
  connection: StoredConnection,
): Promise<void> {
  const { id, secretVersion } = connection.value;
  const password = passwordOf(id, secretVersion + 1);
  await keepCredential(
    { ...storage, now: () => new Date() },
    {
      tenantId,
      connection,
      credential: { kind: 'usernamePassword', username: Secret.of(id), password: Secret.of(password) },
      account: id,
      allowedHosts: ['ledger.example'],
      by,
    },
  );
}

/** Opens the credential as a request would, and rejects where it does not open or is not the one that was kept last. */
export async function openAndCompare(
  storage: Storage,
  tenantId: string,
  connection: ConnectionValue,
): Promise<void> {
  const { id, secretVersion } = connection;
  const credential = await openCredential(storage, tenantId, connection);
  try {
    const isRight =
      credential.kind === 'usernamePassword' &&
      credential.username.reveal() === id &&
      credential.password.reveal() === passwordOf(id, secretVersion);
    if (!isRight) throw new Error('The credential is not the one that was kept.');
  } finally {
    disposeCredential(credential);
  }
}

function passwordOf(id: string, secretVersion: number): string {
  return `password ${secretVersion} of ${id}`;
}

function newConnection(id: string): ConnectionValue {
  const at = new Date().toISOString();
  return {
    format: 1,
    id,
    name: `Ledger ${id}`,
    connectorId: 'http-username-password',
    authMethodId: 'username-password',
    kind: 'shared',
    availability: 'tenant',
    homeSite: {
      webId: tenantIdOf(1),
      siteId: tenantIdOf(2),
      title: 'Campaign',
      url: 'https://contoso.example',
    },
    settings: { baseUrl: 'https://ledger.example', testPath: '/' },
    allowedHosts: [],
    status: { state: 'notConnected', since: at },
    secretVersion: 0,
    owners: [by],
    users: [{ kind: 'everyone' }],
    createdBy: by,
    createdAt: at,
    changedBy: by,
    changedAt: at,
    requestDigest: '',
  };
}

function registrationOf(tenantId: string): Parameters<typeof addTenant>[1] {
  return {
    tenantId,
    displayName: `Tenant ${tenantId}`,
    directory: { authority: `https://login.example/${tenantId}` },
    graph: 'https://graph.example/v1.0',
    application: { id: tenantId, clientSecretFile: '/nowhere/secret' },
    sharePointHosts: [`t${tenantId}.example`],
    allowedClients: { 'connections.access': [], 'bindings.write': [] },
    engines: [],
    workflowAdministrators: [],
  };
}
