'use strict';

const { TestEnvironment } = require('jest-environment-jsdom');

const borrowed = [
  'fetch',
  'Request',
  'Response',
  'Headers',
  'ReadableStream',
  'TextEncoder',
  'TextDecoder',
  'BroadcastChannel',
  'structuredClone',
];

/** jsdom without the fetch family, which browsers have: Node's own stands in. */
class JsdomWithFetch extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of borrowed) {
      this.global[name] ??= globalThis[name];
    }
    // jsdom's `crypto` has no `subtle`.
    Object.defineProperty(this.global, 'crypto', { value: globalThis.crypto, configurable: true });
  }
}

module.exports = JsdomWithFetch;
