import * as fc from 'fast-check';
import { ConnectionError } from '../problems/connection-error';
import { useConnections } from '../connections/connections-under-test';
import { StoreUnavailable, type Store } from '../store/store';
import { sealEntry, verifyAuditChain, type AuditEntry } from './audit-entry';
import type { AuditEvent } from './audit-event';
import { auditPartition, createAuditTrail } from './audit-trail';

const world = useConnections();
const tenantId = 'tenant';
const writerId = 'writer-1';

function event(number: number, changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    event: 'connection.created',
    outcome: 'done',
    tenantId,
    actor: { kind: 'person', objectId: 'olivia', name: 'Olivia 🦊 \ud800', clientId: 'gallery' },
    requestId: `request-${number}`,
    subject: { connectionId: `con_${number}` },
    ...changes,
  };
}

async function entriesOf(writer = writerId, tenant = tenantId): Promise<AuditEntry[]> {
  const records = await world.store.readRange<AuditEntry>(auditPartition(tenant), {
    prefix: `${writer}:`,
    limit: 1000,
  });
  return records.map(({ value }) => value);
}

function trail(changes: Partial<Parameters<typeof createAuditTrail>[0]> = {}) {
  return createAuditTrail({ store: world.store, now: world.now, writerId, ...changes });
}

/** A store whose writes a test counts and disturbs; reads go through. */
function storeWith(write: (...batch: Parameters<Store['write']>) => ReturnType<Store['write']>) {
  return { write, readRange: world.store.readRange.bind(world.store) as Store['readRange'] };
}

describe(createAuditTrail.name, () => {
  it('keeps every event in a chain, in the order in which they were recorded', async () => {
    const { record } = trail();
    for (let number = 1; number <= 3; number += 1) await record(event(number));
    const entries = await entriesOf();
    expect(entries.map(({ sequence, requestId, at }) => [sequence, requestId, at])).toEqual([
      [1, 'request-1', '2026-01-01T08:00:00.000Z'],
      [2, 'request-2', '2026-01-01T08:00:00.000Z'],
      [3, 'request-3', '2026-01-01T08:00:00.000Z'],
    ]);
    expect(verifyAuditChain(entries, { tenantId, writerId })).toEqual({
      intact: true,
      head: entries[2]?.hash,
    });
  });

  it('writes events that come at once in few batches, and says of none that it is kept before it is', async () => {
    let batches = 0;
    const { record } = trail({
      store: storeWith((...batch) => {
        batches += 1;
        return world.store.write(...batch);
      }),
    });
    await Promise.all(
      Array.from({ length: 120 }, async (_, number) => {
        await record(event(number));
        const kept = await entriesOf();
        expect(kept.some(({ requestId }) => requestId === `request-${number}`)).toBe(true);
      }),
    );
    // The first alone, and then 33 at a time.
    expect(batches).toBeLessThanOrEqual(5);
    expect(verifyAuditChain(await entriesOf(), { tenantId, writerId })).toMatchObject({ intact: true });
  });

  it('writes an event that comes in the moment in which the last batch ends', async () => {
    const { record } = trail();
    await record(event(1)).then(() => record(event(2)));
    await Promise.all([record(event(3)).then(() => record(event(4))), record(event(5))]);
    expect(await entriesOf()).toHaveLength(5);
  });

  it('keeps tenants and writers apart', async () => {
    const [one, two] = [trail(), trail({ writerId: 'writer-2' })];
    await Promise.all([
      one.record(event(1)),
      one.record(event(2, { tenantId: 'other' })),
      two.record(event(3)),
    ]);
    expect((await entriesOf()).map(({ requestId }) => requestId)).toEqual(['request-1']);
    expect((await entriesOf(writerId, 'other')).map(({ requestId }) => requestId)).toEqual(['request-2']);
    expect((await entriesOf('writer-2')).map(({ requestId, sequence }) => [requestId, sequence])).toEqual([
      ['request-3', 1],
    ]);
  });

  it('rejects with store_unavailable while nothing can be written, and goes on afterwards without a gap', async () => {
    let isDown = false;
    const store = storeWith((...batch) =>
      isDown ? Promise.reject(new StoreUnavailable('down')) : world.store.write(...batch),
    );
    const { record } = trail({ store });
    await record(event(1));
    isDown = true;
    const failed = await Promise.allSettled([record(event(2)), record(event(3))]);
    for (const outcome of failed) expect(outcome).toMatchObject({ reason: { code: 'store_unavailable' } });
    isDown = false;
    await record(event(4));
    const entries = await entriesOf();
    expect(entries.map(({ requestId }) => requestId)).toEqual(['request-1', 'request-4']);
    expect(verifyAuditChain(entries, { tenantId, writerId })).toMatchObject({ intact: true });
  });

  it('does not fork the chain where a write that failed had happened all the same', async () => {
    let losesAnswer = false;
    const store = storeWith(async (...batch) => {
      const etags = await world.store.write(...batch);
      if (losesAnswer) throw new StoreUnavailable('The answer was lost.');
      return etags;
    });
    const { record } = trail({ store });
    await record(event(1));
    losesAnswer = true;
    await expect(record(event(2))).rejects.toBeInstanceOf(ConnectionError);
    losesAnswer = false;
    await record(event(3));
    const entries = await entriesOf();
    expect(entries.map(({ requestId }) => requestId)).toEqual(['request-1', 'request-2', 'request-3']);
    expect(verifyAuditChain(entries, { tenantId, writerId })).toMatchObject({ intact: true });
  });

  it('waits on close for what is under way, and refuses what comes later', async () => {
    const { record, close } = trail();
    const pending = record(event(1));
    await close();
    expect(await entriesOf()).toHaveLength(1);
    await pending;
    await expect(record(event(2))).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});

describe(verifyAuditChain.name, () => {
  async function chain(length = 6): Promise<AuditEntry[]> {
    const { record } = trail();
    for (let number = 1; number <= length; number += 1) await record(event(number));
    return entriesOf();
  }

  const verify = (entries: readonly AuditEntry[], head?: string) =>
    verifyAuditChain(entries, { tenantId, writerId, ...(head !== undefined && { head }) });

  it('finds any one entry removed, changed or exchanged', async () => {
    const entries = await chain();
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.nat(5),
        fc.constantFrom('remove', 'change', 'exchange'),
        (one, other, how) => {
          const at = entries[one];
          const and = entries[other];
          if (at === undefined || and === undefined) throw new Error('The chain is too short.');
          const spoilt = entries.flatMap((entry, index) => {
            if (how === 'remove') return index === one ? [] : [entry];
            if (how === 'change')
              return index === one ? [{ ...entry, subject: { connectionId: 'con_other' } }] : [entry];
            if (index === one) return [and];
            return index === other ? [at] : [entry];
          });
          fc.pre(how !== 'exchange' || one !== other);
          const verdict = verify(spoilt, entries.at(-1)?.hash);
          expect(verdict.intact).toBe(false);
          if (!verdict.intact)
            expect(verdict.sequence).toBe(how === 'exchange' ? Math.min(one, other) + 1 : one + 1);
        },
      ),
    );
  });

  it('finds an entry that was changed and sealed anew, by the entry after it', async () => {
    const entries = await chain(3);
    const [first, second, third] = entries;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('The chain is too short.');
    const { hash: _, ...rest } = second;
    const forged = sealEntry({ ...rest, outcome: 'refused' });
    expect(verify([first, forged, third])).toEqual({ intact: false, sequence: 3, because: 'changed' });
  });

  it('finds the end cut off only where the head is known from elsewhere', async () => {
    const entries = await chain(3);
    const cut = entries.slice(0, 2);
    expect(verify(cut)).toMatchObject({ intact: true });
    expect(verify(cut, entries[2]?.hash)).toEqual({ intact: false, sequence: 3, because: 'missing' });
  });

  it('does not take another tenant’s or writer’s chain for this one', async () => {
    const entries = await chain(2);
    expect(verifyAuditChain(entries, { tenantId: 'other', writerId })).toMatchObject({ because: 'foreign' });
    const moved = entries.map((entry) => ({ ...entry, tenantId: 'other' }));
    expect(verifyAuditChain(moved, { tenantId: 'other', writerId })).toMatchObject({ because: 'changed' });
  });

  it('takes an empty chain for intact', () => {
    expect(verify([])).toMatchObject({ intact: true });
  });
});
