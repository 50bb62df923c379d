import { freshMasterKeyBytes, masterKeyOf } from './master-keys';
import { Secret } from './secret';
import { createTenantKey, type TenantKeyRecord } from './tenant-key';
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
import { createVault } from './vault';
import { VaultError } from './vault-error';

describe('tampering (S14)', () => {
  it('refuses a record with any one bit of its JSON flipped', async () => {
    const { vault } = await inMemoryVault(CONTOSO);
    const bytes = Buffer.from(JSON.stringify(await vault.seal(Secret.of('text'), contextOf())));
    expect(await outcomeOf(vault, JSON.parse(bytes.toString()), contextOf())).toBe('opened: text');
    const answers = new Map<string, number>();
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const value = parsed(withBitFlipped(bytes, bit).toString());
      const answer = value === undefined ? 'not JSON' : await outcomeOf(vault, value, contextOf());
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    expect([...answers.keys()].sort()).toEqual(['not JSON', 'tampered', 'unknown_key', 'unsupported_format']);
    expect(answers.get('tampered')).toBeGreaterThan(2000);
  });

  it.each(['messageId', 'commitment', 'nonce', 'ciphertext'] as const)(
    'refuses a record with any one bit of its %s flipped',
    async (name) => {
      const { vault } = await inMemoryVault(CONTOSO);
      const sealed = await vault.seal(Secret.of('text'), contextOf());
      for (const value of allFlips(sealed[name])) {
        expect(await outcomeOf(vault, { ...sealed, [name]: value }, contextOf())).toBe('tampered');
      }
    },
  );

  it.each(['salt', 'nonce', 'wrapped'] as const)(
    'refuses a record with any one bit of its data key’s %s flipped',
    async (name) => {
      const { vault } = await inMemoryVault(CONTOSO);
      const sealed = await vault.seal(Secret.of('text'), contextOf());
      for (const value of allFlips(sealed.dataKey[name])) {
        const dataKey = { ...sealed.dataKey, [name]: value };
        expect(await outcomeOf(vault, { ...sealed, dataKey }, contextOf())).toBe('tampered');
      }
    },
  );

  it.each(['dataKey', 'body'])('refuses the %s with its tag cut to 4, 8, 12 or 15 bytes', async (which) => {
    const { vault } = await inMemoryVault(CONTOSO);
    const sealed = await vault.seal(Secret.of('text'), contextOf());
    for (const tagLength of [4, 8, 12, 15, 0]) {
      const cut = (text: string) =>
        Buffer.from(text, 'base64url')
          .subarray(0, tagLength - 16)
          .toString('base64url');
      const shortened =
        which === 'body'
          ? { ...sealed, ciphertext: cut(sealed.ciphertext) }
          : { ...sealed, dataKey: { ...sealed.dataKey, wrapped: cut(sealed.dataKey.wrapped) } };
      expect(await outcomeOf(vault, shortened, contextOf())).toBe('tampered');
    }
  });

  it('refuses a nonce of zeros, of another length, or none', async () => {
    const { vault } = await inMemoryVault(CONTOSO);
    const sealed = await vault.seal(Secret.of('text'), contextOf());
    for (const length of [12, 0, 11, 13, 16]) {
      const nonce = Buffer.alloc(length).toString('base64url');
      expect(await outcomeOf(vault, { ...sealed, nonce }, contextOf())).toBe('tampered');
      const dataKey = { ...sealed.dataKey, nonce };
      expect(await outcomeOf(vault, { ...sealed, dataKey }, contextOf())).toBe('tampered');
    }
    expect(await outcomeOf(vault, { ...sealed, nonce: null }, contextOf())).toBe('tampered');
  });

  it('refuses members that are empty or longer than they should be', async () => {
    const { vault } = await inMemoryVault(CONTOSO);
    const sealed = await vault.seal(Secret.of('text'), contextOf());
    for (const name of ['messageId', 'commitment', 'nonce', 'ciphertext'] as const) {
      const longer = Buffer.concat([Buffer.from(sealed[name], 'base64url'), Buffer.alloc(1)]).toString(
        'base64url',
      );
      for (const value of ['', longer, `${sealed[name]}=`, ` ${sealed[name]}`]) {
        expect(await outcomeOf(vault, { ...sealed, [name]: value }, contextOf())).toBe('tampered');
      }
    }
  });

  it('refuses a whole tenant that someone forged consistently under a master key of their own', async () => {
    const { vault, records, masterKeys } = await inMemoryVault(CONTOSO);
    const theirs = masterKeyOf(freshMasterKeyBytes());
    // They give their key the id of ours: only the bytes, which they do not have, can tell.
    for (const [master, code] of [
      [theirs, 'unknown_key'],
      [{ ...theirs, keyId: masterKeys.current.keyId }, 'unavailable'],
    ] as const) {
      const theirKeys = masterKeysOf(master);
      const record = await createTenantKey({ tenantId: CONTOSO, generation: 1, masterKeys: theirKeys });
      records.set(CONTOSO, [record]);
      const tenantKeys = { read: async () => record, current: async () => record };
      const theirVault = createVault({
        masterKeys: theirKeys,
        tenantKeys,
        now: () => new Date(0),
        lowestGeneration: () => 1,
      });
      const sealed = await theirVault.seal(Secret.of('theirs'), contextOf());
      expect(await outcomeOf(theirVault, sealed, contextOf())).toBe('opened: theirs');
      expect(await outcomeOf(vault, sealed, contextOf())).toBe(code);
    }
  });

  it('refuses a tenant key that was moved to another tenant, with or without its header', async () => {
    const world = await inMemoryVault(CONTOSO, FABRIKAM);
    const ours = onlyRecord(world, CONTOSO);
    const theirs = onlyRecord(world, FABRIKAM);
    const sealed = await world.vault.seal(Secret.of('text'), contextOf({ tenantId: FABRIKAM }));
    world.clock.time += TENANT_KEY_LIFETIME_MS;
    for (const moved of [theirs, { ...theirs, header: { ...theirs.header, tenantId: CONTOSO } }]) {
      world.records.set(CONTOSO, [moved]);
      expect(await outcomeOf(world.vault, sealed, contextOf())).toBe('unavailable');
    }
    world.records.set(CONTOSO, [{ header: ours.header, wrappedKey: theirs.wrappedKey }]);
    expect(await outcomeOf(world.vault, { ...sealed, keyId: ours.header.keyId }, contextOf())).toBe(
      'unavailable',
    );
  });

  it.each([undefined, null, 0, '', [], {}, { header: {}, wrappedKey: {} }])(
    'answers with a VaultError when the store holds %p as a record (S41)',
    async (garbage) => {
      const world = await inMemoryVault(CONTOSO);
      const sealed = await world.vault.seal(Secret.of('text'), contextOf());
      expect(await outcomeOf(world.vault, garbage, contextOf())).toBe('tampered');
      world.clock.time += TENANT_KEY_LIFETIME_MS;
      const read = async () => garbage as unknown as TenantKeyRecord;
      const vault = createVault({
        masterKeys: world.masterKeys,
        tenantKeys: { read, current: read },
        now: () => new Date(0),
        lowestGeneration: () => 1,
      });
      expect(await outcomeOf(vault, sealed, contextOf())).toMatch(/^(unavailable|unknown_key)$/);
      await expect(vault.seal(Secret.of('text'), contextOf())).rejects.toThrow(VaultError);
    },
  );

  function withBitFlipped(bytes: Buffer, bit: number): Buffer {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return flipped;
  }

  function allFlips(text: string): string[] {
    const bytes = Buffer.from(text, 'base64url');
    return Array.from({ length: bytes.length * 8 }, (_, bit) =>
      withBitFlipped(bytes, bit).toString('base64url'),
    );
  }

  function parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
});
