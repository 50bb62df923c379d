import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { readStoredConnection, tenantPartition } from '../connections/connection-records';
import type { ConnectionValue, StoredConnection } from '../connections/connection-record';
import { deleteConnection } from '../connections/delete-connection';
import { updateConnection } from '../connections/update-connection';
import type { Storage } from '../open-storage';
import { ConnectionError } from '../problems/connection-error';
import { connect, connectNew, openAndCompare, openWorld } from './rotation-world';
import { seededBelow } from './seeded';

/** What the load has done so far, one JSON line after the other on standard output. */
export interface LoadCounts {
  readonly opens: number;
  readonly failedOpens: number;
  readonly seals: number;
  /** Writes that were refused because the rotation had just moved the record: told to a person as "changed meanwhile". */
  readonly conflicts: number;
  readonly created: number;
  readonly firstFailure?: string;
}

export const noLoad: LoadCounts = { opens: 0, failedOpens: 0, seals: 0, conflicts: 0, created: 0 };

const turnsBetweenReports = 100;
/** By how much each turn ages the vault's cache: so that keys are read from the store again and again. */
const agePerTurnMs = 5_000;

interface Load {
  readonly storage: Storage;
  readonly seed: string;
  readonly connections: ReadonlyMap<string, string[]>;
  counts: LoadCounts;
}

/**
 * A program that goes on while keys are rotated: opens credentials and keeps, replaces and deletes others, seeded
 * with argument 1, in the tenants of the arguments that follow, until its standard input ends.
 */
export async function runLoad([seed = '', ...tenantIds]: readonly string[]): Promise<void> {
  let age = 0;
  const storage = await openWorld(process.env, () => new Date(Date.now() + age));
  const connections = new Map<string, string[]>();
  for (const tenantId of tenantIds) connections.set(tenantId, await connectionIds(storage, tenantId));
  const load: Load = { storage, seed, connections, counts: noLoad };
  let isTold = false;
  process.stdin.once('end', () => (isTold = true)).resume();
  report(load);
  for (let turn = 0; !isTold; turn += 1) {
    await takeTurn(load, tenantIds[seededBelow(tenantIds.length, seed, turn, 'tenant')] ?? '', turn);
    age += agePerTurnMs;
    if (turn % turnsBetweenReports === 0) report(load);
    // Leaves room for the process that is watched, and for the end of the input to be seen.
    await setTimeout(turn % 4 === 0 ? 2 : 0);
  }
  report(load);
  await storage.store.close();
}

async function connectionIds({ store }: Storage, tenantId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ;) {
    const range = { prefix: 'connection:', after, limit: 1000 };
    const page = await store.readRange<ConnectionValue>(tenantPartition(tenantId), range);
    ids.push(...page.filter(({ value }) => value.deletedAt === undefined).map(({ value }) => value.id));
    after = page.at(-1)?.key;
    if (page.length < 1000) return ids;
  }
}

async function takeTurn(load: Load, tenantId: string, turn: number): Promise<void> {
  const { seed, storage } = load;
  const ids = load.connections.get(tenantId) ?? [];
  const position = seededBelow(ids.length, seed, turn, 'connection');
  const id = ids[position] ?? '';
  const what = seededBelow(100, seed, turn, 'what');
  if (what < 84) return await open(load, tenantId, id);
  if (what < 90) {
    ids.push(await connectNew(storage, tenantId));
    return count(load, { seals: 1, created: 1 });
  }
  await unlessChanged(load, async () => {
    const connection = await connectionOf(storage, tenantId, id);
    if (what < 95) await connect(storage, tenantId, connection);
    else if (what < 97) await connectElsewhere(storage, tenantId, connection);
    else if (ids.length > 1) {
      await deleteConnection({ ...storage, now }, { tenantId, connection, by: connection.value.createdBy });
      ids.splice(position, 1);
    }
    count(load, { seals: what < 97 ? 1 : 0 });
  });
}

async function open(load: Load, tenantId: string, id: string): Promise<void> {
  try {
    const { value } = await connectionOf(load.storage, tenantId, id);
    await openAndCompare(load.storage, tenantId, value);
    count(load, { opens: 1 });
  } catch (error) {
    const failure = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error);
    count(load, { opens: 1, failedOpens: 1 });
    load.counts = { firstFailure: `${tenantId} ${id}: ${failure}`, ...load.counts };
  }
}

/** Moves the connection to another path, which clears its credential, and connects it again. */
async function connectElsewhere(
  storage: Storage,
  tenantId: string,
  connection: StoredConnection,
): Promise<void> {
  const baseUrl = `https://ledger.example/${connection.value.secretVersion}`;
  const changes = { settings: { ...connection.value.settings, baseUrl } };
  const by = connection.value.createdBy;
  const moved = await updateConnection({ ...storage, now }, { tenantId, connection, changes, by });
  await connect(storage, tenantId, moved);
}

async function connectionOf({ store }: Storage, tenantId: string, id: string): Promise<StoredConnection> {
  const connection = await readStoredConnection(store, tenantId, id);
  if (connection === undefined) throw new Error('The connection is gone.');
  return connection;
}

async function unlessChanged(load: Load, change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof ConnectionError) || error.code !== 'changed_meanwhile') throw error;
    count(load, { conflicts: 1 });
  }
}

function count(load: Load, added: Partial<Record<keyof typeof noLoad, number>>): void {
  const { counts } = load;
  load.counts = {
    ...counts,
    opens: counts.opens + (added.opens ?? 0),
    failedOpens: counts.failedOpens + (added.failedOpens ?? 0),
    seals: counts.seals + (added.seals ?? 0),
    conflicts: counts.conflicts + (added.conflicts ?? 0),
    created: counts.created + (added.created ?? 0),
  };
}

function report({ counts }: Load): void {
  writeSync(1, `${JSON.stringify(counts)}\n`);
}

function now(): Date {
  return new Date();
}
