import { createCipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decryptGcm, encryptGcm, KEY_LENGTH, NONCE_LENGTH } from './aes-gcm';

interface Vector {
  readonly tcId: number;
  readonly key: string;
  readonly iv: string;
  readonly aad: string;
  readonly msg: string;
  readonly ct: string;
  readonly tag: string;
  readonly result: 'valid' | 'invalid';
}

const file = new URL('./testdata/aes_gcm_test.json', import.meta.url);
const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly testGroups: ReadonlyArray<{
    readonly keySize: number;
    readonly ivSize: number;
    readonly tests: readonly Vector[];
  }>;
};
const isOurs = (group: { keySize: number; ivSize: number }) => group.keySize === 256 && group.ivSize === 96;
const ours = testGroups.filter(isOurs).flatMap(({ tests }) => tests);
const others = testGroups.filter((group) => !isOurs(group)).flatMap(({ tests }) => tests);

function read(vector: Vector) {
  const [key, nonce, additionalData, message, ciphertext, tag] = [
    vector.key,
    vector.iv,
    vector.aad,
    vector.msg,
    vector.ct,
    vector.tag,
  ].map((text) => Buffer.from(text, 'hex')) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
  return { input: { key, nonce, additionalData }, message, sealed: Buffer.concat([ciphertext, tag]) };
}

const input = {
  key: Buffer.alloc(KEY_LENGTH, 1),
  nonce: Buffer.alloc(NONCE_LENGTH, 2),
  additionalData: Buffer.from('data'),
};

describe(encryptGcm.name, () => {
  it('agrees with every valid Wycheproof vector of its key and nonce size', () => {
    const valid = ours.filter(({ result }) => result === 'valid');
    expect(valid.length).toBeGreaterThan(30);
    for (const vector of valid) {
      const { input: vectorInput, message, sealed } = read(vector);
      expect({ tcId: vector.tcId, sealed: encryptGcm(vectorInput, message) }).toEqual({
        tcId: vector.tcId,
        sealed,
      });
    }
  });

  it.each([0, 16, 24, 31, 33])('refuses a key of %i bytes', (length) => {
    expect(() => encryptGcm({ ...input, key: Buffer.alloc(length) }, Buffer.alloc(1))).toThrow('32 bytes');
  });

  it.each([0, 8, 11, 13, 16])('refuses a nonce of %i bytes', (length) => {
    expect(() => encryptGcm({ ...input, nonce: Buffer.alloc(length) }, Buffer.alloc(1))).toThrow('12 bytes');
  });
});

describe(decryptGcm.name, () => {
  it('agrees with every Wycheproof vector of its key and nonce size, valid or not', () => {
    expect(new Set(ours.map(({ result }) => result))).toEqual(new Set(['valid', 'invalid']));
    for (const vector of ours) {
      const { input: vectorInput, message, sealed } = read(vector);
      const expected = vector.result === 'valid' ? message : undefined;
      expect({ tcId: vector.tcId, message: decryptGcm(vectorInput, sealed) }).toEqual({
        tcId: vector.tcId,
        message: expected,
      });
    }
  });

  it('refuses every Wycheproof vector of another key or nonce size', () => {
    expect(others.length).toBeGreaterThan(100);
    for (const vector of others) {
      const { input: vectorInput, sealed } = read(vector);
      expect(() => decryptGcm(vectorInput, sealed)).toThrow(TypeError);
    }
  });

  it.each([0, 4, 8, 12, 13, 14, 15])('refuses a tag of %i bytes, even a right one', (tagLength) => {
    // What an attacker has: a ciphertext of no bytes, whose tag is all there is.
    const cipher = createCipheriv('aes-256-gcm', input.key, input.nonce, { authTagLength: 16 });
    cipher.setAAD(input.additionalData);
    cipher.final();
    expect(decryptGcm(input, cipher.getAuthTag())).toEqual(Buffer.alloc(0));
    expect(decryptGcm(input, cipher.getAuthTag().subarray(0, tagLength))).toBeUndefined();
  });
});
