import { createSecretKey } from 'node:crypto';
import type { TenantKey } from './sealed-secret';
import { TENANT_KEY_LIFETIME_MS, TenantKeyCache } from './tenant-key-cache';

const name = { tenantId: 't', keyId: 'k' };

function counting() {
  const clock = { time: 1_000_000_000 };
  const loads = { count: 0 };
  const cache = new TenantKeyCache(() => new Date(clock.time));
  async function load(): Promise<TenantKey> {
    loads.count += 1;
    return { keyId: 'k', generation: loads.count, key: createSecretKey(Buffer.alloc(32)) };
  }
  return { clock, loads, cache, load };
}

describe(TenantKeyCache.name, () => {
  it('keeps a key for 15 minutes, and not a moment longer, however often it is used', async () => {
    const { clock, loads, cache, load } = counting();
    expect(TENANT_KEY_LIFETIME_MS).toBe(900_000);
    const start = clock.time;
    for (const minutes of [0, 5, 10, 14.99]) {
      clock.time = start + minutes * 60_000;
      await cache.get(name, load);
    }
    expect(loads.count).toBe(1);
    clock.time = start + 15 * 60_000;
    expect((await cache.get(name, load)).generation).toBe(2);
  });

  it('does not keep a key longer because the clock was set back', async () => {
    const { clock, loads, cache, load } = counting();
    await cache.get(name, load);
    clock.time -= 1;
    await cache.get(name, load);
    expect(loads.count).toBe(2);
  });

  it('loads once for all who ask at the same time', async () => {
    const { loads, cache, load } = counting();
    await Promise.all(Array.from({ length: 50 }, () => cache.get(name, load)));
    expect(loads.count).toBe(1);
  });

  it('forgets a load that failed', async () => {
    const { loads, cache, load } = counting();
    await expect(cache.get(name, async () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    await cache.get(name, load);
    expect(loads.count).toBe(1);
  });

  it('keeps keys of one id in two tenants apart', async () => {
    const { loads, cache, load } = counting();
    for (const tenantId of ['t', 'u', '["t","k']) await cache.get({ tenantId, keyId: 'k' }, load);
    expect(loads.count).toBe(3);
  });
});
