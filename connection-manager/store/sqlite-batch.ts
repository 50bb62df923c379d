import { randomBytes } from 'node:crypto';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { checksum } from './sqlite-row';
import { StoreConflict, type Change, type ConflictReason, type Etag } from './store';
import { assertBatch, assertBatchBytes, encodeText, encodeValue, statedIndexes } from './store-arguments';

type RowId = SQLOutputValue;
type WrittenColumns = readonly [etag: Etag, value: string, indexes: string, checksum: number];

interface PlannedIndexEntry {
  readonly name: Buffer;
  readonly place: Buffer;
}

/** A change with everything computed that does not need the database. */
export type PlannedChange =
  | { readonly change: Extract<Change, { kind: 'remove' | 'check' }>; readonly key: Buffer }
  | {
      readonly change: Extract<Change, { kind: 'insert' | 'replace' }>;
      readonly key: Buffer;
      readonly columns: WrittenColumns;
      readonly entries: readonly PlannedIndexEntry[];
    };

/** Returns the batch ready to apply; whatever can be refused without the database is refused here. */
export function planBatch(partition: string, changes: readonly Change[]): readonly PlannedChange[] {
  assertBatch(changes);
  const plan = changes.map((change) => planChange(partition, change));
  assertBatchBytes(plan.flatMap((planned) => ('columns' in planned ? [planned.columns[1]] : [])));
  return plan;
}

function planChange(partition: string, change: Change): PlannedChange {
  const key = encodeText(change.key);
  if (change.kind === 'remove' || change.kind === 'check') return { change, key };
  const stated = statedIndexes(change).map(({ index, order }) => ({ index, order }));
  // Random, so that a record that is removed and inserted again, or restored, never bears an old etag.
  const etag = randomBytes(12).toString('base64url');
  const value = encodeValue(change.value);
  const indexes = JSON.stringify(stated);
  return {
    change,
    key,
    columns: [etag, value, indexes, checksum(partition, change.key, [etag, value, indexes])],
    entries: stated.map(({ index, order }) => ({ name: encodeText(index), place: encodeText(order) })),
  };
}

function prepareStatements(database: DatabaseSync) {
  const at = 'partition = ? AND key = ?';
  return {
    etag: database.prepare(`SELECT etag FROM record WHERE ${at}`),
    insert: database.prepare(
      `INSERT INTO record (partition, key, etag, value, indexes, checksum) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING RETURNING id`,
    ),
    replace: database.prepare(
      `UPDATE record SET etag = ?, value = ?, indexes = ?, checksum = ? WHERE ${at} AND etag = ? RETURNING id`,
    ),
    remove: database.prepare(`DELETE FROM record WHERE ${at} AND etag = ? RETURNING id`),
    leaveIndexes: database.prepare('DELETE FROM index_entry WHERE record = ?'),
    enterIndex: database.prepare(
      'INSERT INTO index_entry (partition, name, place, record) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
  };
}

/** Returns a function that applies a planned batch; it runs within a transaction that the caller began. */
export function prepareBatches(database: DatabaseSync) {
  const statements = prepareStatements(database);

  function readEtag(partition: Buffer, key: Buffer): Etag | undefined {
    const etag = statements.etag.get(partition, key)?.['etag'];
    return typeof etag === 'string' ? etag : undefined;
  }

  function check(partition: Buffer, key: Buffer, change: Extract<Change, { kind: 'check' }>): void {
    const found = readEtag(partition, key);
    if (change.etag === 'absent' ? found === undefined : found === change.etag) return;
    throw new StoreConflict(change.key, conflictReason(change.etag === 'absent', found));
  }

  function run(partition: Buffer, planned: PlannedChange): RowId | undefined {
    if ('columns' in planned) {
      const { change, key, columns } = planned;
      if (change.kind === 'insert') return statements.insert.get(partition, key, ...columns)?.['id'];
      return statements.replace.get(...columns, partition, key, change.etag)?.['id'];
    }
    const { change, key } = planned;
    return change.kind === 'remove' ? statements.remove.get(partition, key, change.etag)?.['id'] : undefined;
  }

  function apply(partition: Buffer, planned: PlannedChange): RowId | undefined {
    const { change, key } = planned;
    if (change.kind === 'check') {
      check(partition, key, change);
      return undefined;
    }
    const id = run(partition, planned);
    if (id === undefined) {
      throw new StoreConflict(change.key, conflictReason(change.kind === 'insert', readEtag(partition, key)));
    }
    if (change.kind === 'replace') statements.leaveIndexes.run(id);
    return id;
  }

  return function applyBatch(partition: Buffer, plan: readonly PlannedChange[]): readonly Etag[] {
    const ids = plan.map((planned) => apply(partition, planned));
    // Only now, when every record has left its old places: records may trade places in one batch.
    plan.forEach((planned, position) => {
      if (!('columns' in planned)) return;
      for (const { name, place } of planned.entries) {
        const entered = statements.enterIndex.run(partition, name, place, ids[position] ?? null);
        if (entered.changes === 0) throw new StoreConflict(planned.change.key, 'orderTaken');
      }
    });
    return plan.flatMap((planned) => ('columns' in planned ? [planned.columns[0]] : []));
  };
}

function conflictReason(wantsAbsence: boolean, found: Etag | undefined): ConflictReason {
  if (wantsAbsence) return 'exists';
  return found === undefined ? 'missing' : 'stale';
}
