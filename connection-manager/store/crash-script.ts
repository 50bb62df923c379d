import type { Change, Store } from './store';

/** The records that the script writes: key → the step that wrote it last. */
export type ScriptState = ReadonlyMap<string, number>;

/** What step `step` does: writes all its keys, or removes them all, in one batch. */
export interface ScriptStep {
  readonly step: number;
  readonly keys: readonly string[];
  readonly removes: boolean;
}

const partition = 'crash';
const keyCount = 24;

/** Returns a step of the script. The same seed and number always give the same step. */
export function scriptStep(seed: number, step: number): ScriptStep {
  const first = mix(seed, step);
  const keys = Array.from(
    { length: 1 + (first % 4) },
    (_, position) => `key${mix(first, position) % keyCount}`,
  );
  return { step, keys: [...new Set(keys)], removes: first % 5 === 0 };
}

/** Returns the state after the steps before `end`. */
export function stateAfter(seed: number, end: number): ScriptState {
  const state = new Map<string, number>();
  for (let number = 0; number < end; number += 1) {
    const { step, keys, removes } = scriptStep(seed, number);
    for (const key of keys) {
      if (removes) state.delete(key);
      else state.set(key, step);
    }
  }
  return state;
}

/** Applies a step to a store that holds the state before it. Of a single removal every second one is a take. */
export async function applyStep(store: Store, { step, keys, removes }: ScriptStep): Promise<void> {
  const records = await Promise.all(
    keys.map(async (key) => ({ key, etag: (await store.read(partition, key))?.etag })),
  );
  const [only] = records;
  if (removes && records.length === 1 && only && step % 2 === 0) {
    await store.take(partition, only.key);
    return;
  }
  const changes = records.flatMap(({ key, etag }): Change[] => {
    if (removes) return etag === undefined ? [] : [{ kind: 'remove', key, etag }];
    const indexes = [{ index: 'steps', order: `${key}\u0000${step}` }];
    const value = { step, padding: 'x'.repeat((step * 37) % 3000) };
    return [
      etag === undefined
        ? { kind: 'insert', key, value, indexes }
        : { kind: 'replace', key, value, indexes, etag },
    ];
  });
  if (changes.length > 0) await store.write(partition, changes);
}

/** Returns what the store holds, and throws if record, value and index disagree. */
export async function readState(store: Store): Promise<ScriptState> {
  const records = await store.readRange<{ step: number }>(partition, { prefix: '', limit: 1000 });
  const found = await store.readIndex<{ step: number }>(partition, 'steps', { limit: 1000 });
  const byKey = new Map(records.map(({ key, value }) => [key, value.step]));
  const byIndex = new Map(found.map(({ order, record }) => [record.key, Number(order.split('\u0000')[1])]));
  if (!isSameState(byKey, byIndex)) throw new Error('Records and index entries disagree.');
  return byKey;
}

/** Says whether two states hold the same steps under the same keys. */
export function isSameState(left: ScriptState, right: ScriptState): boolean {
  return left.size === right.size && [...left].every(([key, step]) => right.get(key) === step);
}

/** A small integer hash: the script needs variety that can be repeated, not randomness. */
function mix(left: number, right: number): number {
  const product = Math.imul(left ^ Math.imul(right + 1, 0x9e3779b1), 0x85ebca6b);
  return (product ^ (product >>> 13)) >>> 0;
}
