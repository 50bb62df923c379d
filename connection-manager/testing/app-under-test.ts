import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '../app';
import type { Configuration } from '../configuration/configuration';
import type { Egress } from '../egress/egress';
import { addTenant } from '../tenants/tenants';
import { createKeyFile, readKeyFile } from '../vault/key-file';
import { openSqliteStore } from '../store/sqlite-store';
import {
  directoryHost,
  engineClaims,
  newDirectoryKey,
  personClaims,
  registration,
  signToken,
  TestDirectory,
  type DirectoryKey,
} from './test-directory';
import { graphHost, TestGraph } from './test-graph';
import { TestSharePoint } from './test-sharepoint';

export const origin = 'https://connections.example';

/** The whole connection manager with a real store and vault; the world outside is the test's. */
export interface AppUnderTest {
  readonly app: App;
  readonly configuration: Configuration;
  readonly directory: TestDirectory;
  readonly sharePoint: TestSharePoint;
  readonly graph: TestGraph;
  readonly logLines: string[];
  clock: number;
  person(changes?: Readonly<Record<string, unknown>>): Promise<Record<string, string>>;
  engine(changes?: Readonly<Record<string, unknown>>): Promise<Record<string, string>>;
  close(): Promise<void>;
}

export async function startApp(changes: Partial<Configuration> = {}): Promise<AppUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'connection-manager-'));
  const configuration = { ...(await prepare(folder)), ...changes };
  const key = await newDirectoryKey('key-1');
  const directory = new TestDirectory([key]);
  const sharePoint = new TestSharePoint();
  const graph = new TestGraph();
  const logLines: string[] = [];
  const state = { clock: Date.parse('2026-05-01T10:00:00Z') };
  const now = (): Date => new Date(state.clock);
  const app = await createApp(configuration, {
    now,
    egress: egressTo(directory, sharePoint, graph),
    logDestination: { write: (line) => void logLines.push(line) },
  });
  await app.server.ready();
  return Object.assign(state, {
    app,
    configuration,
    directory,
    sharePoint,
    graph,
    logLines,
    person: (claims = {}) => bearer(key, personClaims(now(), claims)),
    engine: (claims = {}) => bearer(key, engineClaims(now(), claims)),
    async close() {
      await app.close();
      await rm(folder, { recursive: true });
    },
  });
}

async function bearer(
  key: DirectoryKey,
  claims: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await signToken(key, claims)}` };
}

async function prepare(folder: string): Promise<Configuration> {
  const masterKeyFile = join(folder, 'keys', 'master.key');
  const databaseFile = join(folder, 'data', 'connections.db');
  const clientSecretFile = join(folder, 'client-secret');
  await mkdir(join(folder, 'keys'));
  await mkdir(join(folder, 'data'));
  await writeFile(clientSecretFile, 'the-client-secret\n', { mode: 0o600 });
  await createKeyFile(masterKeyFile);
  const masterKeys = await readKeyFile(masterKeyFile, { databaseFolder: join(folder, 'data') });
  const store = openSqliteStore({ file: databaseFile });
  const tenant = registration();
  await addTenant(
    { store, masterKeys },
    { ...tenant, application: { ...tenant.application, clientSecretFile } },
  );
  await store.close();
  return {
    origin,
    listen: { host: '127.0.0.1', port: 0 },
    tls: { kind: 'proxy' },
    databaseFile,
    masterKeyFile,
    lowestKeyGenerations: new Map(),
    logLevel: 'info',
    allowedLoopbackHosts: [],
  };
}

function egressTo(directory: TestDirectory, sharePoint: TestSharePoint, graph: TestGraph): Egress {
  return {
    send(request) {
      const { host } = new URL(request.url);
      if (host === directoryHost) return directory.send(request);
      return host === graphHost ? graph.send(request) : sharePoint.send(request);
    },
    close: async () => undefined,
  };
}
