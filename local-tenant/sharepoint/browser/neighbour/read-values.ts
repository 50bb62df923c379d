import { see, wrap } from './seen';

/** What a careless script would call a secret. */
const names = [
  'password',
  'apiKey',
  'secret',
  'clientSecret',
  'credential',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'codeVerifier',
  'code_verifier',
] as const;

/** Reads values that pass through what every object inherits, and through the functions that texts go through. */
export function readValues(): void {
  for (const name of names) trap(name);
  wrap(JSON, 'parse', ({ values }) => see('JSON', values[0]));
  wrap(JSON, 'stringify', ({ result }) => see('JSON', result));
  wrap(window, 'btoa', ({ values }) => see('base64', values[0]));
  wrap(window, 'atob', ({ result }) => see('base64', result));
  wrap(window, 'encodeURIComponent', ({ values }) => see('a part of an address', values[0]));
  wrap(TextEncoder.prototype, 'encode', ({ values }) => see('bytes', values[0]));
  wrap(TextDecoder.prototype, 'decode', ({ result }) => see('bytes', result));
}

/** Whoever assigns this property to an object that has none yet tells the neighbour; the object then has it. */
function trap(name: string): void {
  Object.defineProperty(Object.prototype, name, {
    configurable: true,
    get: () => undefined,
    set(this: object, value: unknown) {
      see(`the property ${name}`, value);
      Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
    },
  });
}
