import fc from 'fast-check';
import { additionalDataOf, hostDigest, type HostBinding, type SealContext } from './seal-context';
import { contextOf } from './testdata/in-memory-vault';

const binding: HostBinding = { settings: { a: '1', b: '2' }, allowedHosts: ['a.example', 'b.example'] };
const digestOf = (changes: Partial<HostBinding>): string =>
  hostDigest({ ...binding, ...changes }).toString('hex');

describe(hostDigest.name, () => {
  it.each<[string, Partial<HostBinding>]>([
    ['the order of settings', { settings: { b: '2', a: '1' } }],
    ['the order of hosts', { allowedHosts: ['b.example', 'a.example'] }],
    ['repeated hosts', { allowedHosts: ['a.example', 'b.example', 'a.example'] }],
    ['the case of hosts', { allowedHosts: ['A.Example', 'b.EXAMPLE', 'B.example'] }],
  ])('does not depend on %s', (_what, changes) => {
    expect(digestOf(changes)).toBe(digestOf({}));
  });

  it.each<[string, Partial<HostBinding>]>([
    ['a setting’s value', { settings: { a: '1', b: '3' } }],
    ['a setting’s name', { settings: { a: '1', c: '2' } }],
    ['values that changed places', { settings: { a: '2', b: '1' } }],
    ['a setting more', { settings: { a: '1', b: '2', c: '' } }],
    ['a setting less', { settings: { a: '1' } }],
    ['a host more', { allowedHosts: ['a.example', 'b.example', ''] }],
    ['a host less', { allowedHosts: ['a.example'] }],
    ['a host that looks the same', { allowedHosts: ['a.example', 'b.example\u200b'] }],
  ])('changes with %s', (_what, changes) => {
    expect(digestOf(changes)).not.toBe(digestOf({}));
  });

  it('keeps the case of a setting’s value, which may be a path', () => {
    expect(digestOf({ settings: { a: '/Api' } })).not.toBe(digestOf({ settings: { a: '/api' } }));
  });

  it('keeps the Kelvin sign and the letter k apart', () => {
    expect(digestOf({ allowedHosts: ['\u212a.example'] })).not.toBe(
      digestOf({ allowedHosts: ['k.example'] }),
    );
  });

  it('keeps settings and hosts apart', () => {
    const asSetting = { settings: { a: '1', b: 'x.example' }, allowedHosts: [] };
    expect(digestOf(asSetting)).not.toBe(
      digestOf({ settings: { a: '1' }, allowedHosts: ['b', 'x.example'] }),
    );
  });

  it('counts a setting named __proto__', () => {
    const settings = JSON.parse('{"a":"1","b":"2","__proto__":"3"}') as Record<string, string>;
    expect(digestOf({ settings })).not.toBe(digestOf({}));
  });
});

describe(additionalDataOf.name, () => {
  it('has exactly the nine parts of S13, in order', () => {
    const lengths: number[] = [];
    const bytes = additionalDataOf('sealed-secret/1', 'key', contextOf());
    for (let offset = 0; offset < bytes.length; offset += 4 + (lengths.at(-1) ?? 0)) {
      lengths.push(bytes.readUInt32BE(offset));
    }
    expect(lengths).toEqual([15, 36, 5, 8, 8, 3, 10, 5, 32]);
  });

  it('is the same for two contexts only if they are the same', () => {
    const word = fc.constantFrom('', 'a', 'aa', '\0');
    const contexts = fc.record({
      tenantId: word,
      connectionId: word,
      field: word,
      secretVersion: fc.nat(1),
      connectorId: word,
      authMethod: word,
    });
    const complete = (parts: Omit<SealContext, 'hosts'>): SealContext => ({ ...parts, hosts: binding });
    const keyed = fc.tuple(contexts, word);
    fc.assert(
      fc.property(keyed, keyed, (a, b) => {
        const [bytesA, bytesB] = [a, b].map(([parts, key]) => additionalDataOf('f', key, complete(parts)));
        expect(bytesB && bytesA?.equals(bytesB)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 1000 },
    );
  });
});
