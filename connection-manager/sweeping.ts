import type { Parts } from './parts';
import { sweepExpired } from './connect/sweep';
import { tenantPartition } from './connections/connection-records';

const everyMs = 10 * 60_000;
const mostAtOnce = 500;

/** Removes what has expired, every ten minutes, until it is stopped. */
export function startSweeping(parts: Pick<Parts, 'log' | 'now' | 'store' | 'tenants'>): () => void {
  const timer = setInterval(() => void sweep(parts), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function sweep({
  log,
  now,
  store,
  tenants,
}: Pick<Parts, 'log' | 'now' | 'store' | 'tenants'>): Promise<void> {
  try {
    const registered = await tenants.list();
    const partitions = [
      'connect-sessions',
      'connect-sign-ins',
      ...registered.map(({ tenantId }) => tenantPartition(tenantId)),
    ];
    for (const partition of partitions)
      await sweepExpired(store, partition, { now: now(), limit: mostAtOnce });
  } catch (error) {
    log.warn({ err: error }, 'expired records not removed');
  }
}
