import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deriveBodyKeys } from './body-keys';
import { masterKeyOf } from './master-keys';
import { additionalDataOf, hostDigest, type SealContext } from './seal-context';
import { sealUnder, type SealedSecret } from './sealed-secret';
import { Secret } from './secret';
import { openTenantKey, wrapTenantKey, type TenantKeyRecord } from './tenant-key';
import { readSealedSecret, readTenantKey } from './testdata/independent-reader';
import { CONTOSO, contextOf, inMemoryVault, masterKeysOf } from './testdata/in-memory-vault';
import { createVault } from './vault';

interface Vectors {
  readonly masterKeys: ReadonlyArray<{ readonly keyId: string; readonly bytes: string }>;
  readonly tenantKeys: ReadonlyArray<{
    readonly bytes: string;
    readonly randomness: { readonly salt: string; readonly nonce: string };
    readonly record: TenantKeyRecord;
  }>;
  readonly sealed: ReadonlyArray<{
    readonly comment: string;
    readonly secret: string;
    readonly context: SealContext;
    readonly randomness: Readonly<Record<'dataKey' | 'salt' | 'keyNonce' | 'messageId' | 'nonce', string>>;
    readonly between: Readonly<
      Record<'hostDigest' | 'additionalData' | 'encryptionKey' | 'commitment', string>
    >;
    readonly sealed: SealedSecret;
  }>;
  readonly refused: ReadonlyArray<{
    readonly comment: string;
    readonly context: SealContext;
    readonly sealed: SealedSecret;
  }>;
}

const vectors = JSON.parse(
  readFileSync(new URL('./testdata/vectors.json', import.meta.url), 'utf8'),
) as Vectors;
const [current, ...older] = vectors.masterKeys.map(({ bytes }) => masterKeyOf(hex(bytes)));
if (!current) throw new Error('The vectors have a master key.');
const masterKeys = masterKeysOf(current, ...older);
const vault = createVault({
  masterKeys,
  tenantKeys: {
    read: async (tenantId, keyId) => keyNamed(tenantId, keyId)?.record,
    current: async () => undefined,
  },
  now: () => new Date(0),
  lowestGeneration: () => 1,
});

function keyNamed(tenantId: string, keyId: string) {
  return vectors.tenantKeys.find(
    ({ record: { header } }) => header.tenantId === tenantId && header.keyId === keyId,
  );
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

describe('frozen vectors (S22)', () => {
  it('has master keys with the ids their bytes give', () => {
    expect(vectors.masterKeys.map(({ bytes }) => masterKeyOf(hex(bytes)).keyId)).toEqual(
      vectors.masterKeys.map(({ keyId }) => keyId),
    );
  });

  it.each(vectors.tenantKeys)(
    'wraps and opens tenant key $record.header.keyId as it always did',
    async (vector) => {
      const { header } = vector.record;
      const masterKey = await masterKeys.find(header.masterKeyId);
      if (!masterKey) throw new Error('The vectors have the master key.');
      const randomness = { salt: hex(vector.randomness.salt), nonce: hex(vector.randomness.nonce) };
      expect(wrapTenantKey({ header, masterKey }, hex(vector.bytes), randomness)).toEqual(vector.record);
      const expected = { tenantId: header.tenantId, keyId: header.keyId, lowestGeneration: 1 };
      const opened = await openTenantKey(vector.record, expected, masterKeys);
      expect(opened.key.export().toString('hex')).toBe(vector.bytes);
    },
  );

  it.each(vectors.sealed)('seals as it always did, through the same values: $comment', (vector) => {
    const { context, between, sealed, randomness } = vector;
    const tenantKey = keyNamed(context.tenantId, sealed.keyId);
    if (!tenantKey) throw new Error('The vectors have the tenant key.');
    const additionalData = additionalDataOf('sealed-secret/1', sealed.keyId, context);
    const keys = deriveBodyKeys(hex(randomness.dataKey), hex(randomness.messageId), additionalData);
    expect({
      hostDigest: hostDigest(context.hosts).toString('hex'),
      additionalData: additionalData.toString('hex'),
      encryptionKey: keys.encryptionKey.toString('hex'),
      commitment: keys.commitment.toString('hex'),
    }).toEqual(between);
    const { keyId, generation } = tenantKey.record.header;
    const under = { tenantKey: { keyId, generation, key: createSecretKey(hex(tenantKey.bytes)) }, context };
    const again = sealUnder(under, Secret.of(vector.secret), {
      dataKey: hex(randomness.dataKey),
      wrapping: { salt: hex(randomness.salt), nonce: hex(randomness.keyNonce) },
      messageId: hex(randomness.messageId),
      nonce: hex(randomness.nonce),
    });
    expect(again).toEqual(sealed);
  });

  it.each(vectors.sealed)('opens: $comment', async ({ sealed, context, secret }) => {
    expect((await vault.open(sealed, context)).reveal()).toBe(secret);
  });

  it.each(vectors.refused)('refuses: $comment', async ({ sealed, context }) => {
    await expect(vault.open(sealed, context)).rejects.toMatchObject({ name: 'VaultError' });
  });
});

describe('an independent reader (S22)', () => {
  it.each(vectors.sealed)('opens: $comment', async ({ sealed, context, secret }) => {
    const tenantKey = keyNamed(context.tenantId, sealed.keyId);
    const master = vectors.masterKeys.find(({ keyId }) => keyId === tenantKey?.record.header.masterKeyId);
    if (!tenantKey || !master) throw new Error('The vectors have the keys.');
    const bytes = await readTenantKey(tenantKey.record, new Uint8Array(hex(master.bytes)));
    expect(Buffer.from(bytes).toString('hex')).toBe(tenantKey.bytes);
    expect(await readSealedSecret(sealed, context, bytes)).toBe(secret);
  });

  it('opens what the vault seals today', async () => {
    const world = await inMemoryVault(CONTOSO);
    const [record] = world.records.get(CONTOSO) ?? [];
    if (!record) throw new Error('The tenant has a key.');
    const sealed = await world.vault.seal(Secret.of('a new secret'), contextOf());
    const tenantKey = await readTenantKey(record, new Uint8Array(world.masterKeys.current.key.export()));
    expect(await readSealedSecret(sealed, contextOf(), tenantKey)).toBe('a new secret');
  });
});
