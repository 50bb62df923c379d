import type { Parts } from './parts';
import { sweepExpired } from './connect/sweep';
import { tenantPartition } from './connections/connection-records';
import { markOrphans } from './connections/mark-orphans';
import { purgeDeleted } from './connections/purge-deleted';
import type { TenantRegistration } from './tenants/tenant-registration';

const everyMs = 10 * 60_000;
const orphansEveryMs = 60 * 60_000;
const mostAtOnce = 500;

interface SweptParts extends Pick<Parts, 'log' | 'now' | 'store' | 'askDirectory'> {
  readonly tenants: Pick<Parts['tenants'], 'list'>;
}

/** Removes what has expired and what was deleted long ago, every ten minutes, and looks for orphaned connections, hourly, until it is stopped. */
export function startSweeping(parts: SweptParts): () => void {
  const lookForOrphans = createOrphanSweep(parts);
  const timer = setInterval(() => {
    void sweep(parts);
    void lookForOrphans();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function sweep({ log, now, store, tenants }: SweptParts): Promise<void> {
  try {
    const registered = await tenants.list();
    const partitions = [
      'connect-sessions',
      'connect-sign-ins',
      ...registered.map(({ tenantId }) => tenantPartition(tenantId)),
    ];
    for (const partition of partitions)
      await sweepExpired(store, partition, { now: now(), limit: mostAtOnce });
    for (const { tenantId } of registered) {
      const purged = await purgeDeleted(store, { tenantId, now: now(), limit: mostAtOnce });
      for (const connectionId of purged) log.info({ tenantId, connectionId }, 'deleted connection purged');
    }
  } catch (error) {
    log.warn({ err: error }, 'expired records not removed');
  }
}

/** Makes the function that marks orphaned connections, of each tenant at most once in an hour. */
export function createOrphanSweep(parts: SweptParts): () => Promise<void> {
  const { log, now, tenants } = parts;
  const lookedAt = new Map<string, number>();

  async function lookAt(tenant: TenantRegistration): Promise<void> {
    const age = now().getTime() - (lookedAt.get(tenant.tenantId) ?? -Infinity);
    if (age >= 0 && age < orphansEveryMs) return;
    lookedAt.set(tenant.tenantId, now().getTime());
    try {
      await markOrphans({ ...parts, ...parts.askDirectory }, tenant);
    } catch (error) {
      // What one tenant's directory does is nothing to the others.
      log.warn({ tenantId: tenant.tenantId, err: error }, 'orphaned connections not looked for');
    }
  }

  return async () => {
    try {
      for (const tenant of await tenants.list()) await lookAt(tenant);
    } catch (error) {
      log.warn({ err: error }, 'orphaned connections not looked for');
    }
  };
}
