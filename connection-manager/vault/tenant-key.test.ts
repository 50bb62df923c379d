import { inspect } from 'node:util';
import { isWrappedKey, unwrapKey, wrapKey, freshWrapRandomness } from './key-wrap';
import { freshMasterKeyBytes, masterKeyOf, type MasterKeys } from './master-keys';
import { createTenantKey, openTenantKey, rewrapTenantKey, type TenantKeyHeader } from './tenant-key';
import { CONTOSO, masterKeysOf } from './testdata/in-memory-vault';

const masterKeys = masterKeysOf(masterKeyOf(freshMasterKeyBytes()));
const REFUSED = expect.objectContaining({ name: 'VaultError' }) as Error;
const create = () => createTenantKey({ tenantId: CONTOSO, generation: 3, masterKeys });

async function bytesOf(
  record: Awaited<ReturnType<typeof create>>,
  keys: MasterKeys = masterKeys,
): Promise<string> {
  const expected = { tenantId: record.header.tenantId, keyId: record.header.keyId, lowestGeneration: 1 };
  return (await openTenantKey(record, expected, keys)).key.export().toString('hex');
}

describe(masterKeyOf.name, () => {
  it('gives bytes an id of their own', () => {
    const bytes = freshMasterKeyBytes();
    expect(masterKeyOf(bytes).keyId).toBe(masterKeyOf(Buffer.from(bytes)).keyId);
    expect(masterKeyOf(bytes).keyId).not.toBe(masterKeyOf(freshMasterKeyBytes()).keyId);
  });

  it.each([0, 16, 31, 33])('refuses %i bytes', (length) => {
    expect(() => masterKeyOf(Buffer.alloc(length))).toThrow('32 bytes');
  });
});

describe(createTenantKey.name, () => {
  it('makes a new key of 32 bytes under a new id each time', async () => {
    const [a, b] = [await create(), await create()];
    expect(await bytesOf(a)).toMatch(/^[0-9a-f]{64}$/);
    expect(await bytesOf(a)).not.toBe(await bytesOf(b));
    expect(a.header.keyId).not.toBe(b.header.keyId);
    expect(a.header).toEqual({
      format: 'tenant-key/1',
      tenantId: CONTOSO,
      keyId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      generation: 3,
      masterKeyId: masterKeys.current.keyId,
    });
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the generation %p', async (generation) => {
    await expect(createTenantKey({ tenantId: CONTOSO, generation, masterKeys })).rejects.toThrow(TypeError);
  });

  it('gives a record that holds the key in no readable form', async () => {
    const record = await create();
    const printed = `${JSON.stringify(record)}${inspect(masterKeys, { depth: Infinity, showHidden: true })}`;
    const hidden = [await bytesOf(record), masterKeys.current.key.export().toString('hex')];
    for (const bytes of hidden.map((hex) => Buffer.from(hex, 'hex'))) {
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        expect(printed).not.toContain(bytes.toString(encoding));
      }
    }
  });
});

describe(rewrapTenantKey.name, () => {
  it('keeps the key and changes its wrapping to the current master key', async () => {
    const record = await create();
    const next = masterKeyOf(freshMasterKeyBytes());
    const rewrapped = await rewrapTenantKey(record, masterKeysOf(next, masterKeys.current));
    expect(rewrapped.header).toEqual({ ...record.header, masterKeyId: next.keyId });
    expect(await bytesOf(rewrapped, masterKeysOf(next))).toBe(await bytesOf(record));
  });

  it('refuses a record that does not open', async () => {
    const record = await create();
    const forged = { ...record, header: { ...record.header, tenantId: 'other' } };
    await expect(rewrapTenantKey(forged, masterKeys)).rejects.toMatchObject({ code: 'unavailable' });
    const strangers = masterKeysOf(masterKeyOf(freshMasterKeyBytes()));
    await expect(rewrapTenantKey(record, strangers)).rejects.toMatchObject({ code: 'unknown_key' });
  });
});

describe(openTenantKey.name, () => {
  const changes: ReadonlyArray<Partial<TenantKeyHeader>> = [
    { tenantId: 'other' },
    { keyId: '0'.repeat(32) },
    { generation: 4 },
    { masterKeyId: '0'.repeat(32) },
    { format: 'tenant-key/0' },
  ];

  it.each(changes)('refuses a header changed to %j, even where that is what is expected', async (change) => {
    const record = await create();
    const changed = { ...record, header: { ...record.header, ...change } };
    await expect(bytesOf(changed)).rejects.toThrow(REFUSED);
    const anyId = { current: masterKeys.current, find: async () => masterKeys.current };
    await expect(bytesOf(changed, anyId)).rejects.toThrow(REFUSED);
  });

  it.each([
    ['another tenant', { tenantId: 'other' }],
    ['another key', { keyId: '0'.repeat(32) }],
  ])('refuses a key when the store was asked for that of %s', async (_what, asked) => {
    const record = await create();
    const { tenantId, keyId } = record.header;
    const expected = { tenantId, keyId, lowestGeneration: 1, ...asked };
    const refusal = { code: 'unavailable', message: expect.stringContaining('another tenant key') as string };
    await expect(openTenantKey(record, expected, masterKeys)).rejects.toMatchObject(refusal);
  });

  it('says that it does not read another format', async () => {
    const record = await create();
    const older = { ...record, header: { ...record.header, format: 'tenant-key/0' } };
    await expect(bytesOf(older)).rejects.toMatchObject({ code: 'unsupported_format' });
  });

  it('refuses a record with any one bit of its bytes flipped', async () => {
    const record = await create();
    const { tenantId, keyId } = record.header;
    const bytes = Buffer.from(JSON.stringify(record));
    const expected = { tenantId, keyId, lowestGeneration: 1 };
    let parsedOnes = 0;
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let value: unknown;
      try {
        value = JSON.parse(flipped.toString());
      } catch {
        continue;
      }
      parsedOnes += 1;
      await expect(openTenantKey(value, expected, masterKeys)).rejects.toThrow(REFUSED);
    }
    expect(parsedOnes).toBeGreaterThan(1000);
  });
});

describe(unwrapKey.name, () => {
  const wrapping = {
    wrappingKey: masterKeys.current.key,
    purpose: 'data-key',
    additionalData: Buffer.from('a'),
  } as const;
  const wrapped = wrapKey(wrapping, Buffer.alloc(32, 7), freshWrapRandomness());

  it('unwraps for the same key, purpose and additional data only', () => {
    expect(unwrapKey(wrapping, wrapped)).toEqual(Buffer.alloc(32, 7));
    expect(unwrapKey({ ...wrapping, purpose: 'tenant-key' }, wrapped)).toBeUndefined();
    expect(unwrapKey({ ...wrapping, additionalData: Buffer.from('b') }, wrapped)).toBeUndefined();
    const wrappingKey = masterKeyOf(freshMasterKeyBytes()).key;
    expect(unwrapKey({ ...wrapping, wrappingKey }, wrapped)).toBeUndefined();
  });

  it('refuses a wrapped value that is not a key', () => {
    for (const length of [0, 16, 31, 33]) {
      const short = wrapKey(wrapping, Buffer.alloc(length), freshWrapRandomness());
      expect(isWrappedKey(short)).toBe(true);
      expect(unwrapKey(wrapping, short)).toBeUndefined();
    }
  });
});
