import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { Secret } from './secret';

const PLAINTEXT = 'hunter2-Ωmega';

function printedByConsole(...values: readonly unknown[]): string {
  let printed = '';
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed += chunk.toString();
      done();
    },
  });
  new Console({ stdout }).log(...values);
  return printed;
}

const waysToPrint: Readonly<Record<string, (secret: Secret) => string>> = {
  String: (secret) => String(secret),
  'a template': (secret) => `${String(secret)} ${[secret].join()}`,
  concatenation: (secret) => ''.concat(secret as unknown as string),
  'JSON.stringify': (secret) => JSON.stringify({ secret, list: [secret] }),
  'util.inspect': (secret) => inspect({ secret }),
  'util.inspect with hidden members': (secret) => inspect(secret, { showHidden: true, depth: Infinity }),
  'util.inspect without custom printing': (secret) =>
    inspect(secret, { customInspect: false, showHidden: true, getters: true, depth: Infinity }) + '[secret]',
  'util.format': (secret) => format('%s %o %O %j %d', secret, secret, secret, secret, secret),
  'the console': (secret) => printedByConsole('%s', secret, secret, { secret }),
  'the cause of an error': (secret) => inspect(new Error('failed', { cause: secret })),
  'the cause inside an object': (secret) => inspect(new Error('failed', { cause: { secret } })),
  'the message of an error': (secret) => inspect(new Error(`failed with ${String(secret)}`)),
  'own members': (secret) => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret)]) + '[secret]',
  'a structured clone': (secret) => inspect(structuredClone(secret)) + '[secret]',
};

describe(Secret.name, () => {
  it.each(Object.keys(waysToPrint))('does not print its text in %s', (way) => {
    const printed = waysToPrint[way]?.(Secret.of(PLAINTEXT)) ?? '';
    expect(printed).toContain('[secret]');
    for (const encoding of ['utf8', 'base64', 'base64url', 'hex'] as const) {
      expect(printed).not.toContain(Buffer.from(PLAINTEXT).toString(encoding));
    }
    expect(printed).not.toMatch(/hunter2|68,117|68 75 6e/);
  });

  it('is a mask in a template, too', () => {
    const secret: unknown = Secret.of(PLAINTEXT);
    expect(`a ${secret as string} b`).toBe('a [secret] b');
  });

  it('gives back any well-formed text exactly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Secret.of(text).reveal()).toBe(text);
        expect(Secret.ofUtf8(Secret.of(text).revealUtf8()).reveal()).toBe(text);
      }),
    );
  });

  it.each(['\ud800', 'a\udc00b', '\ud83d', '\udd11\ud83d'])('refuses half a surrogate pair', (text) => {
    expect(() => Secret.of(text)).toThrow(TypeError);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => Secret.ofUtf8(Buffer.from([0xc3, 0x28]))).toThrow(TypeError);
  });

  it('keeps its own copy of the bytes it was given', () => {
    const bytes = Buffer.from('mine');
    const secret = Secret.ofUtf8(bytes);
    bytes.fill(0);
    secret.revealUtf8().fill(0);
    expect(secret.reveal()).toBe('mine');
  });

  it('compares by text', () => {
    expect(Secret.of('a').equals(Secret.of('a'))).toBe(true);
    expect(Secret.of('').equals(Secret.of(''))).toBe(true);
    expect(Secret.of('a').equals(Secret.of('b'))).toBe(false);
    expect(Secret.of('a').equals(Secret.of('a\0'))).toBe(false);
    expect(Secret.of('é').equals(Secret.of('e\u0301'))).toBe(false);
  });

  it('can be read by nobody once it is wiped', () => {
    const secret = Secret.of(PLAINTEXT);
    secret.dispose();
    secret.dispose();
    expect(() => secret.reveal()).toThrow('wiped');
    expect(() => secret.revealUtf8()).toThrow('wiped');
    expect(() => secret.equals(Secret.of(PLAINTEXT))).toThrow('wiped');
    expect(() => Secret.of(PLAINTEXT).equals(secret)).toThrow('wiped');
    expect(String(secret)).toBe('[secret]');
  });
});
