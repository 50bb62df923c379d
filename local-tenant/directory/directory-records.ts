import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { Adapter } from 'oidc-provider';

/**
 * Where the directory keeps sessions, codes and refresh tokens between runs, so that a restart signs
 * nobody out. One table for all tenants.
 */
export interface DirectoryRecords {
  /** What the provider of one tenant stores its models through. */
  adapterFor(tenantId: string, model: string): Adapter;
  close(): void;
}

const schema = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS record (
    tenant TEXT NOT NULL,
    model TEXT NOT NULL,
    id TEXT NOT NULL,
    payload TEXT NOT NULL,
    expires INTEGER,
    grant_id TEXT,
    uid TEXT,
    PRIMARY KEY (tenant, model, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS record_grant ON record (tenant, grant_id) WHERE grant_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS record_uid ON record (tenant, model, uid) WHERE uid IS NOT NULL;
`;

/** Opens the records in a file, and forgets those that have expired. */
export function openDirectoryRecords(file: string, now: () => Date): DirectoryRecords {
  const database = new DatabaseSync(file);
  database.exec(schema);
  const seconds = (): number => Math.floor(now().getTime() / 1000);
  database.prepare('DELETE FROM record WHERE expires <= ?').run(seconds());
  return {
    adapterFor: (tenantId, model) => createAdapter(database, { tenantId, model, seconds }),
    close: () => database.close(),
  };
}

interface AdapterPlace {
  readonly tenantId: string;
  readonly model: string;
  readonly seconds: () => number;
}

function createAdapter(database: DatabaseSync, { tenantId, model, seconds }: AdapterPlace): Adapter {
  const put = database.prepare(
    'INSERT OR REPLACE INTO record (tenant, model, id, payload, expires, grant_id, uid) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const alive = 'AND (expires IS NULL OR expires > ?)';
  const byId = database.prepare(
    `SELECT payload FROM record WHERE tenant = ? AND model = ? AND id = ? ${alive}`,
  );
  const byUid = database.prepare(
    `SELECT payload FROM record WHERE tenant = ? AND model = ? AND uid = ? ${alive}`,
  );
  const consume = database.prepare(
    "UPDATE record SET payload = json_set(payload, '$.consumed', ?) WHERE tenant = ? AND model = ? AND id = ?",
  );
  const remove = database.prepare('DELETE FROM record WHERE tenant = ? AND model = ? AND id = ?');
  const removeGrant = database.prepare('DELETE FROM record WHERE tenant = ? AND model = ? AND grant_id = ?');

  return {
    async upsert(id, payload, expiresIn) {
      const expires = expiresIn === undefined ? null : seconds() + expiresIn;
      put.run(
        tenantId,
        model,
        id,
        JSON.stringify(payload),
        expires,
        text(payload.grantId),
        text(payload.uid),
      );
    },
    find: async (id) => payloadOf(byId.get(tenantId, model, id, seconds())),
    findByUid: async (uid) => payloadOf(byUid.get(tenantId, model, uid, seconds())),
    // Only the device flow, which is off, looks anything up by user code.
    findByUserCode: async () => undefined,
    async consume(id) {
      consume.run(seconds(), tenantId, model, id);
    },
    async destroy(id) {
      remove.run(tenantId, model, id);
    },
    async revokeByGrantId(grantId) {
      removeGrant.run(tenantId, model, grantId);
    },
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function payloadOf(row: Record<string, SQLOutputValue> | undefined): Record<string, unknown> | undefined {
  if (typeof row?.payload !== 'string') return undefined;
  return JSON.parse(row.payload) as Record<string, unknown>;
}
