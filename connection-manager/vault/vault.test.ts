import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { freshMasterKeyBytes, masterKeyOf } from './master-keys';
import type { SealedSecret } from './sealed-secret';
import { Secret } from './secret';
import { createTenantKey, rewrapTenantKey } from './tenant-key';
import { TENANT_KEY_LIFETIME_MS } from './tenant-key-cache';
import {
  CONTOSO,
  contextOf,
  FABRIKAM,
  inMemoryVault,
  masterKeysOf,
  onlyRecord,
  outcomeOf,
} from './testdata/in-memory-vault';
import { createVault, reseal } from './vault';
import { VaultError } from './vault-error';

describe(createVault.name, () => {
  it('opens what it sealed, for any text and any context', async () => {
    const { vault } = await inMemoryVault(CONTOSO);
    const word = fc.string({ unit: 'binary', maxLength: 20 });
    const contexts = fc.record({
      tenantId: fc.constant(CONTOSO),
      connectionId: word,
      field: word,
      secretVersion: fc.nat(),
      connectorId: word,
      authMethod: word,
      hosts: fc.record({ settings: fc.dictionary(word, word), allowedHosts: fc.array(word) }),
    });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), contexts, async (text, context) => {
        const sealed = JSON.parse(JSON.stringify(await vault.seal(Secret.of(text), context))) as SealedSecret;
        expect(await outcomeOf(vault, sealed, context)).toBe(`opened: ${text}`);
      }),
      { examples: [['\ufeffmark', contextOf()]] },
    );
  });

  it('never seals twice to the same bytes', async () => {
    const { vault } = await inMemoryVault(CONTOSO);
    const [a, b] = await Promise.all([1, 2].map(() => vault.seal(Secret.of('text'), contextOf())));
    const leaves = [a, b].flatMap((sealed) => {
      const { dataKey, messageId, commitment, nonce, ciphertext } = sealed ?? ({} as SealedSecret);
      return [...Object.values(dataKey), messageId, commitment, nonce, ciphertext];
    });
    expect(leaves).toHaveLength(14);
    expect(new Set(leaves).size).toBe(14);
  });

  it('puts no part of the secret into the record', async () => {
    const { vault } = await inMemoryVault(CONTOSO);
    const record = JSON.stringify(await vault.seal(Secret.of('canary-text'), contextOf()));
    for (const encoding of ['utf8', 'base64url', 'hex'] as const) {
      expect(record).not.toContain(Buffer.from('canary-text').toString(encoding));
    }
  });
});

describe('generations (S16)', () => {
  it('refuses a generation below the pinned one, to open and to seal, unwrapped or not', async () => {
    const { vault, lowest, clock } = await inMemoryVault(CONTOSO);
    const sealed = await vault.seal(Secret.of('text'), contextOf());
    lowest.generation = 2;
    for (const later of [0, TENANT_KEY_LIFETIME_MS]) {
      clock.time += later;
      expect(await outcomeOf(vault, sealed, contextOf())).toBe('unknown_key');
      await expect(vault.seal(Secret.of('text'), contextOf())).rejects.toThrow('no longer accepted');
    }
    lowest.generation = Number.NaN;
    expect(await outcomeOf(vault, sealed, contextOf())).toBe('unknown_key');
  });

  it('refuses a generation that was raised in the header only', async () => {
    const world = await inMemoryVault(CONTOSO);
    const record = onlyRecord(world, CONTOSO);
    const sealed = await world.vault.seal(Secret.of('text'), contextOf());
    world.clock.time += TENANT_KEY_LIFETIME_MS;
    world.records.set(CONTOSO, [{ ...record, header: { ...record.header, generation: 2 } }]);
    expect(await outcomeOf(world.vault, sealed, contextOf())).toBe('unavailable');
  });

  it('checks the generation before it asks for the master key', async () => {
    const world = await inMemoryVault(CONTOSO);
    let asked = 0;
    const masterKeys = {
      current: world.masterKeys.current,
      find: async () => {
        asked += 1;
        return undefined;
      },
    };
    const vault = createVault({
      masterKeys,
      tenantKeys: world.tenantKeys,
      now: () => new Date(0),
      lowestGeneration: () => 2,
    });
    await expect(vault.seal(Secret.of('text'), contextOf())).rejects.toThrow('no longer accepted');
    expect(asked).toBe(0);
  });

  it('seals anew under the next generation, while the old one still opens', async () => {
    const { vault, records, masterKeys, lowest } = await inMemoryVault(CONTOSO);
    const old = await vault.seal(Secret.of('text'), contextOf());
    const next = await createTenantKey({ tenantId: CONTOSO, generation: 2, masterKeys });
    records.get(CONTOSO)?.push(next);
    const renewed = await reseal(old, contextOf(), vault);
    expect(renewed.keyId).toBe(next.header.keyId);
    expect(renewed.dataKey.wrapped).not.toBe(old.dataKey.wrapped);
    expect(await outcomeOf(vault, old, contextOf())).toBe('opened: text');
    lowest.generation = 2;
    expect(await outcomeOf(vault, renewed, contextOf())).toBe('opened: text');
    expect(await outcomeOf(vault, old, contextOf())).toBe('unknown_key');
  });

  it('seals nothing anew that does not open', async () => {
    const { vault } = await inMemoryVault(CONTOSO);
    const sealed = await vault.seal(Secret.of('text'), contextOf());
    await expect(reseal(sealed, contextOf({ field: 'other' }), vault)).rejects.toThrow(VaultError);
  });

  it('opens everything after a master key rotation without sealing it again', async () => {
    const world = await inMemoryVault(CONTOSO);
    const sealed = await world.vault.seal(Secret.of('text'), contextOf());
    const next = masterKeyOf(freshMasterKeyBytes());
    const both = masterKeysOf(next, world.masterKeys.current);
    world.records.set(CONTOSO, [await rewrapTenantKey(onlyRecord(world, CONTOSO), both)]);
    const onlyNext = { masterKeys: masterKeysOf(next), tenantKeys: world.tenantKeys };
    const vault = createVault({ ...onlyNext, now: () => new Date(0), lowestGeneration: () => 1 });
    expect(await outcomeOf(vault, sealed, contextOf())).toBe('opened: text');
  });
});

describe('failing closed (S17)', () => {
  it('seals and opens nothing for a tenant without a key, and makes none', async () => {
    const { vault, records } = await inMemoryVault(CONTOSO);
    const sealed = await vault.seal(Secret.of('text'), contextOf());
    const before = JSON.stringify([...records]);
    await expect(vault.seal(Secret.of('text'), contextOf({ tenantId: FABRIKAM }))).rejects.toMatchObject({
      code: 'unknown_key',
    });
    expect(await outcomeOf(vault, sealed, contextOf({ tenantId: FABRIKAM }))).toBe('unknown_key');
    expect(JSON.stringify([...records])).toBe(before);
  });

  it('is unavailable, with the reason as cause, while the tenant keys, the master keys or the configuration cannot be read', async () => {
    const world = await inMemoryVault(CONTOSO);
    const sealed = await world.vault.seal(Secret.of('text'), contextOf());
    const fault = new Error('I/O');
    const fail = async () => Promise.reject(fault);
    const works = {
      masterKeys: world.masterKeys,
      tenantKeys: world.tenantKeys,
      now: () => new Date(0),
      lowestGeneration: () => 1,
    };
    const failThere = {
      lowestGeneration: () => {
        throw fault;
      },
    };
    for (const broken of [
      { tenantKeys: { read: fail, current: fail } },
      { masterKeys: { current: world.masterKeys.current, find: fail } },
      failThere,
    ]) {
      const vault = createVault({ ...works, ...broken });
      const unavailable = { name: 'VaultError', code: 'unavailable', cause: fault };
      await expect(vault.open(sealed, contextOf())).rejects.toMatchObject(unavailable);
      await expect(vault.seal(Secret.of('text'), contextOf())).rejects.toMatchObject(unavailable);
    }
  });

  it('does not know the key of a master key file that was exchanged', async () => {
    const world = await inMemoryVault(CONTOSO);
    const sealed = await world.vault.seal(Secret.of('text'), contextOf());
    const masterKeys = masterKeysOf(masterKeyOf(freshMasterKeyBytes()));
    const wrong = createVault({
      masterKeys,
      tenantKeys: world.tenantKeys,
      now: () => new Date(0),
      lowestGeneration: () => 1,
    });
    expect(await outcomeOf(wrong, sealed, contextOf())).toBe('unknown_key');
    const underOurId = { keyId: world.masterKeys.current.keyId, key: createSecretKey(freshMasterKeyBytes()) };
    const stillWrong = createVault({
      masterKeys: masterKeysOf(underOurId),
      tenantKeys: world.tenantKeys,
      now: () => new Date(0),
      lowestGeneration: () => 1,
    });
    expect(await outcomeOf(stillWrong, sealed, contextOf())).toBe('unavailable');
  });

  it('refuses a context that has no exact encoding, rather than bind to another', async () => {
    const { vault } = await inMemoryVault(CONTOSO);
    for (const context of [contextOf({ field: '\ud800' }), contextOf({ secretVersion: 0.5 })]) {
      await expect(vault.seal(Secret.of('text'), context)).rejects.toThrow(TypeError);
    }
  });
});
