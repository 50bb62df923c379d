import { createSecretKey, randomBytes } from 'node:crypto';
import { decryptGcm, encryptGcm } from './aes-gcm';
import { deriveBodyKeys } from './body-keys';
import { freshWrapRandomness, wrapKey } from './key-wrap';
import { additionalDataOf } from './seal-context';
import {
  freshSealRandomness,
  openUnder,
  parseSealedSecret,
  SEALED_SECRET_FORMAT,
  sealUnder,
  type SealedSecret,
  type TenantKey,
} from './sealed-secret';
import { Secret } from './secret';
import { openUnderTwoKeys } from './testdata/ghash';
import { contextOf } from './testdata/in-memory-vault';

const tenantKey: TenantKey = {
  keyId: randomBytes(16).toString('hex'),
  generation: 1,
  key: createSecretKey(randomBytes(32)),
};
const context = contextOf();
const REFUSED = expect.objectContaining({ name: 'VaultError' }) as Error;
const TAMPERED = expect.objectContaining({ name: 'VaultError', code: 'tampered' }) as Error;
const additionalData = additionalDataOf(SEALED_SECRET_FORMAT, tenantKey.keyId, context);

function seal(): SealedSecret {
  return sealUnder({ tenantKey, context }, Secret.of('text'), freshSealRandomness());
}

/** A record made by someone who has the tenant key: the data key of their choice around a body of their choice. */
function forge(
  dataKey: Buffer,
  body: { commitment: Buffer; ciphertext: Buffer; messageId: Buffer; nonce: Buffer },
) {
  const wrapping = { wrappingKey: tenantKey.key, purpose: 'data-key', additionalData } as const;
  return {
    format: SEALED_SECRET_FORMAT,
    keyId: tenantKey.keyId,
    dataKey: wrapKey(wrapping, dataKey, freshWrapRandomness()),
    messageId: body.messageId.toString('base64url'),
    commitment: body.commitment.toString('base64url'),
    nonce: body.nonce.toString('base64url'),
    ciphertext: body.ciphertext.toString('base64url'),
  };
}

describe(sealUnder.name, () => {
  it('wipes the data key it was given', () => {
    const randomness = freshSealRandomness();
    sealUnder({ tenantKey, context }, Secret.of('text'), randomness);
    expect(Buffer.from(randomness.dataKey)).toEqual(Buffer.alloc(32));
  });
});

describe(freshSealRandomness.name, () => {
  it('never gives the same bytes twice', () => {
    const values = [1, 2].flatMap(() => {
      const { dataKey, wrapping, messageId, nonce } = freshSealRandomness();
      return [dataKey, wrapping.salt, wrapping.nonce, messageId, nonce].map((bytes) =>
        Buffer.from(bytes).toString('hex'),
      );
    });
    expect(new Set(values).size).toBe(10);
    expect(values.map((value) => value.length / 2)).toEqual([32, 32, 12, 32, 12, 32, 32, 12, 32, 12]);
  });
});

describe(openUnder.name, () => {
  const messageId = randomBytes(32);
  const nonce = randomBytes(12);

  it('refuses, by the commitment, a ciphertext that is authentic under two data keys (S15)', () => {
    const [first, second] = [randomBytes(32), randomBytes(32)];
    const [a, b] = [first, second].map((dataKey) => deriveBodyKeys(dataKey, messageId, additionalData));
    if (!a || !b) throw new Error('two keys');
    const ciphertext = openUnderTwoKeys([a.encryptionKey, b.encryptionKey], { nonce, additionalData });

    // AES-GCM by itself takes it under both keys, as two different texts.
    const underA = decryptGcm({ key: a.encryptionKey, nonce, additionalData }, ciphertext);
    const underB = decryptGcm({ key: b.encryptionKey, nonce, additionalData }, ciphertext);
    expect(underA).toHaveLength(16);
    expect(underB).toHaveLength(16);
    expect(underA).not.toEqual(underB);

    const body = { commitment: a.commitment, ciphertext, messageId, nonce };
    const openWith = (dataKey: Buffer) => () => openUnder({ tenantKey, context }, forge(dataKey, body));
    expect(openWith(second)).toThrow('not committed');
    // The key it is committed to passes the commitment, and then fails only because the text is noise.
    expect(openWith(first)).toThrow('does not hold text');
  });

  it.each([
    ['messageId', 31, 'message id has a wrong length'],
    ['commitment', 31, 'commitment has a wrong length'],
    ['nonce', 11, 'nonce has a wrong length'],
    ['ciphertext', 15, 'ciphertext is too short'],
  ])('checks the length of %s before it uses a key', (name, length, message) => {
    const { dataKey, ...rest } = seal();
    const sealed = { ...rest, [name]: randomBytes(length).toString('base64url') };
    const unusable = { ...dataKey, wrapped: '' };
    expect(() => openUnder({ tenantKey, context }, { ...sealed, dataKey: unusable })).toThrow(message);
  });

  it('compares the commitment before it decrypts', () => {
    const dataKey = randomBytes(32);
    const { commitment } = deriveBodyKeys(randomBytes(32), messageId, additionalData);
    const notAuthentic = forge(dataKey, { commitment, ciphertext: randomBytes(20), messageId, nonce });
    expect(() => openUnder({ tenantKey, context }, notAuthentic)).toThrow('not committed');
  });

  it('refuses a right text whose commitment is another’s', () => {
    const dataKey = randomBytes(32);
    const { encryptionKey } = deriveBodyKeys(dataKey, messageId, additionalData);
    const ciphertext = encryptGcm({ key: encryptionKey, nonce, additionalData }, Buffer.from('text'));
    const { commitment } = deriveBodyKeys(
      dataKey,
      messageId,
      Buffer.concat([additionalData, Buffer.alloc(1)]),
    );
    const sealed = forge(dataKey, { commitment, ciphertext, messageId, nonce });
    expect(() => openUnder({ tenantKey, context }, sealed)).toThrow('not committed');
  });
});

describe(parseSealedSecret.name, () => {
  it.each(['', 'x', 'A'.repeat(32), '0'.repeat(31), '0'.repeat(33), `${'0'.repeat(32)}\n`, '\ud800'])(
    'refuses the key id %j',
    (keyId) => {
      expect(() => parseSealedSecret({ ...seal(), keyId })).toThrow(TAMPERED);
    },
  );

  it.each([undefined, null, 0, '', 'text', true, [], {}, [seal()]])('refuses %p', (value) => {
    expect(() => parseSealedSecret(value)).toThrow(TAMPERED);
  });

  it.each(['', 'sealed-secret/0', 'sealed-secret/2', 'sealed-secret/1 ', 'tenant-key/1', 'plaintext'])(
    'refuses the format "%s", whatever else the record holds',
    (format) => {
      const refusal = expect.objectContaining({ code: 'unsupported_format' }) as Error;
      expect(() => parseSealedSecret({ ...seal(), format })).toThrow(refusal);
      expect(() => parseSealedSecret({ format, password: 'x' })).toThrow(refusal);
    },
  );

  it('refuses a record with any member dropped, added or of another type', () => {
    const sealed = seal();
    const variants: unknown[] = [{ ...sealed, more: '' }];
    for (const name of Object.keys(sealed)) {
      const rest = Object.fromEntries(Object.entries(sealed).filter(([key]) => key !== name));
      variants.push(rest, ...[null, 1, true, [], {}, ['a']].map((value) => ({ ...sealed, [name]: value })));
    }
    for (const name of Object.keys(sealed.dataKey)) {
      const rest = Object.fromEntries(Object.entries(sealed.dataKey).filter(([key]) => key !== name));
      const dataKeys = [rest, { ...sealed.dataKey, more: '' }, { ...sealed.dataKey, [name]: null }];
      variants.push(...dataKeys.map((dataKey) => ({ ...sealed, dataKey })));
    }
    expect(variants).toHaveLength(1 + 7 * 7 + 3 * 3);
    for (const variant of variants) {
      expect(() => parseSealedSecret(variant)).toThrow(TAMPERED);
    }
  });

  it('takes no member from a prototype', () => {
    const { format, ...rest } = seal();
    const inherited: unknown = Object.assign(Object.create({ format }) as object, rest);
    expect(() => parseSealedSecret(inherited)).toThrow(REFUSED);
  });
});
