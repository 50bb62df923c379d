import { registration, tenantId } from '../testing/test-directory';
import type { DirectoryDocuments } from './directory-documents';
import { keptForMs, KnownDirectories, refreshedAfterMs, unknownKeyPauseMs } from './known-directories';

const tenant = registration();
const key = { key: {} as CryptoKey, issuer: 'issuer' };

function documents(...keyIds: string[]): DirectoryDocuments {
  return { server: { issuer: keyIds.join() }, signingKeys: new Map(keyIds.map((keyId) => [keyId, key])) };
}

function setUp() {
  const state = {
    now: Date.parse('2026-05-01T10:00:00Z'),
    loads: 0,
    published: documents('a'),
    fails: false,
    failures: [] as string[],
    loading: Promise.resolve(),
  };
  const known = new KnownDirectories({
    now: () => new Date(state.now),
    onRefreshFailed: (id) => state.failures.push(id),
    load: async () => {
      state.loads += 1;
      await state.loading;
      if (state.fails) throw new Error('down');
      return state.published;
    },
  });
  return { state, known };
}

describe(KnownDirectories.name, () => {
  it('asks once for 10,000 unknown keys (S27)', async () => {
    const { state, known } = setUp();
    const ids = Array.from({ length: 10_000 }, (_item, index) => `unknown-${index}`);
    const atOnce = await Promise.all(ids.slice(0, 5000).map((id) => known.signingKey(tenant, id)));
    for (const id of ids.slice(5000)) expect(await known.signingKey(tenant, id)).toBeUndefined();
    expect(atOnce.every((found) => found === undefined)).toBe(true);
    expect(state.loads).toBe(1);
  });

  it('finds a new key 5 minutes after it asked last, not before', async () => {
    const { state, known } = setUp();
    await known.signingKey(tenant, 'a');
    state.published = documents('a', 'b');
    state.now += unknownKeyPauseMs - 1;
    await expect(known.signingKey(tenant, 'b')).resolves.toBeUndefined();
    state.now += 1;
    await expect(known.signingKey(tenant, 'b')).resolves.toBe(key);
    expect(state.loads).toBe(2);
  });

  it('refreshes in the background after an hour, without waiting', async () => {
    const { state, known } = setUp();
    await known.signingKey(tenant, 'a');
    state.now += refreshedAfterMs;
    let finish = (): void => undefined;
    state.loading = new Promise((resolve) => (finish = resolve));
    state.published = documents('b');
    await expect(known.signingKey(tenant, 'a')).resolves.toBe(key);
    await expect(known.signingKey(tenant, 'a')).resolves.toBe(key);
    expect(state.loads).toBe(2);
    finish();
    await expect(known.authorizationServer(tenant)).resolves.toEqual({ issuer: 'a' });
    await new Promise(setImmediate);
    await expect(known.signingKey(tenant, 'a')).resolves.toBeUndefined();
  });

  it('keeps the last good keys while the directory fails, for 24 hours', async () => {
    const { state, known } = setUp();
    await known.signingKey(tenant, 'a');
    state.fails = true;
    state.now += keptForMs - 1;
    await expect(known.signingKey(tenant, 'a')).resolves.toBe(key);
    await new Promise(setImmediate);
    expect(state.failures).toEqual([tenantId]);
    state.now += 20_000;
    await expect(known.signingKey(tenant, 'a')).rejects.toMatchObject({ code: 'directory_unavailable' });
  });

  it('asks a directory that fails at most once in 10 seconds', async () => {
    const { state, known } = setUp();
    state.fails = true;
    for (let attempt = 0; attempt < 100; attempt += 1) {
      await expect(known.signingKey(tenant, 'a')).rejects.toMatchObject({ code: 'directory_unavailable' });
    }
    expect(state.loads).toBe(1);
    state.now += 10_000;
    state.fails = false;
    await expect(known.signingKey(tenant, 'a')).resolves.toBe(key);
  });

  it('says no to an unknown key while the directory fails', async () => {
    const { state, known } = setUp();
    await known.signingKey(tenant, 'a');
    state.fails = true;
    state.now += unknownKeyPauseMs;
    await expect(known.signingKey(tenant, 'b')).resolves.toBeUndefined();
    expect(state.failures).toEqual([tenantId]);
  });

  it('keeps tenants apart, and forgets an authority that was replaced', async () => {
    const { state, known } = setUp();
    const otherId = '99999999-9999-4999-8999-999999999999';
    await known.signingKey(tenant, 'a');
    await known.signingKey(registration({ tenantId: otherId }), 'a');
    await known.signingKey(
      registration({ directory: { authority: `https://other.example/${tenantId}` } }),
      'a',
    );
    expect(state.loads).toBe(3);
  });
});
