import { ConnectionError } from '../problems/connection-error';
import type { Change, IndexEntry, Store } from '../store/store';
import { chainStart, sealEntry, type AuditEntry } from './audit-entry';
import type { AuditEvent, RecordAudit } from './audit-event';

export interface AuditTrailOptions {
  readonly store: Pick<Store, 'write' | 'readRange'>;
  readonly now: () => Date;
  /** Names this process among all that ever write; a restart begins a new chain under a new one. */
  readonly writerId: string;
}

export interface AuditTrail {
  readonly record: RecordAudit;
  /** Waits until everything that was asked for is kept or refused; later events are refused. */
  close(): Promise<void>;
}

/** The latest link of a chain that is known to be stored. */
interface Head {
  readonly sequence: number;
  readonly hash: string;
}

interface WaitingEvent {
  readonly event: AuditEvent;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

// Each entry is a row and stands in two indexes; a batch has at most 100 rows.
const mostAtOnce = 33;

export function auditPartition(tenantId: string): string {
  return `audit:${tenantId}`;
}

/** The ordered indexes an entry stands in: newest first, since an order can only be read forwards. */
export const auditIndex = {
  all: 'all',
  connection: (connectionId: string) => `connection:${connectionId}`,
} as const;

/** Later times come first, and of one time the later of a writer's entries. */
export function auditOrder({
  at,
  sequence,
  writerId,
}: Pick<AuditEntry, 'at' | 'sequence' | 'writerId'>): string {
  const time = String(latestTime - Date.parse(at)).padStart(13, '0');
  return `${time} ${String(latestSequence - sequence).padStart(12, '0')} ${writerId}`;
}

const latestTime = 9_999_999_999_999;
const latestSequence = 999_999_999_999;

export function auditKey(writerId: string, sequence: number): string {
  return `${writerId}:${String(sequence).padStart(12, '0')}`;
}

/**
 * Keeps the audit trail: per tenant one chain of this writer, so that a removed, changed or moved entry is
 * found. Events that arrive while a batch is being written go into the next one together.
 */
export function createAuditTrail(options: AuditTrailOptions): AuditTrail {
  const chains = new Map<string, Chain>();
  let isClosed = false;

  return {
    record(event) {
      if (isClosed)
        return Promise.reject(
          new ConnectionError('store_unavailable', { detail: 'The audit trail is closed.' }),
        );
      const chain = chains.get(event.tenantId) ?? new Chain(event.tenantId, options);
      chains.set(event.tenantId, chain);
      return chain.record(event);
    },

    async close() {
      isClosed = true;
      await Promise.all([...chains.values()].map((chain) => chain.settled()));
    },
  };
}

function indexesOf(entry: AuditEntry): IndexEntry[] {
  const order = auditOrder(entry);
  const { connectionId } = entry.subject;
  const of = connectionId === undefined ? [] : [auditIndex.connection(connectionId)];
  return [auditIndex.all, ...of].map((index) => ({ index, order }));
}

class Chain {
  readonly #tenantId: string;
  readonly #options: AuditTrailOptions;
  #waiting: WaitingEvent[] = [];
  #head: Head;
  /** Whether `#head` is the end of the chain in the store. After a failed write it may not be: it may have happened. */
  #isHeadCertain = false;
  #writing: Promise<void> | undefined;

  constructor(tenantId: string, options: AuditTrailOptions) {
    this.#tenantId = tenantId;
    this.#options = options;
    this.#head = { sequence: 0, hash: chainStart({ tenantId, writerId: options.writerId }) };
  }

  record(event: AuditEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, mostAtOnce);
      try {
        await this.#writeGroup(group.map(({ event }) => event));
        for (const { resolve } of group) resolve();
      } catch (error) {
        const refusal = new ConnectionError('store_unavailable', {
          detail: 'The audit trail cannot be written.',
          cause: error,
        });
        for (const { reject } of group) reject(refusal);
      }
    }
    // Set here, with nothing awaited since the queue was found empty: an event that came between would be left in it.
    this.#writing = undefined;
  }

  async #writeGroup(events: readonly AuditEvent[]): Promise<void> {
    if (!this.#isHeadCertain) this.#head = await this.#readHead(this.#head);
    const entries = this.#link(this.#head, events);
    const changes = entries.map((value): Change => ({
      kind: 'insert',
      key: auditKey(value.writerId, value.sequence),
      value,
      indexes: indexesOf(value),
    }));
    this.#isHeadCertain = false;
    await this.#options.store.write(auditPartition(this.#tenantId), changes);
    this.#head = entries.at(-1) ?? this.#head;
    this.#isHeadCertain = true;
  }

  #link(start: Head, events: readonly AuditEvent[]): AuditEntry[] {
    const at = this.#options.now().toISOString();
    const { writerId } = this.#options;
    let head = start;
    return events.map((event) => {
      const entry = sealEntry({
        ...event,
        format: 1,
        writerId,
        sequence: head.sequence + 1,
        at,
        previousHash: head.hash,
      });
      head = entry;
      return entry;
    });
  }

  /** Follows this writer's chain in the store from a link that is known to its end. */
  async #readHead(known: Head): Promise<Head> {
    const { store, writerId } = this.#options;
    let head = known;
    for (;;) {
      const range = { prefix: `${writerId}:`, after: auditKey(writerId, head.sequence), limit: 1000 };
      const last = (await store.readRange<AuditEntry>(auditPartition(this.#tenantId), range)).at(-1);
      if (last === undefined) return head;
      head = { sequence: last.value.sequence, hash: last.value.hash };
    }
  }
}
