/**
 * Makes this process resolve every name under `.localhost` to 127.0.0.1, as browsers and curl do
 * (RFC 6761 section 6.3) and Node does not. Load it before anything else:
 * `node --import ./local-tenant/names/localhost-names.mjs …`. It changes nothing else.
 */
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const loopback = { address: '127.0.0.1', family: 4 };
const resolveByCallback = dns.lookup;
const resolveByPromise = dns.promises.lookup;

/** @param {unknown} hostname */
function isLocalhostName(hostname) {
  return typeof hostname === 'string' && /\.localhost\.?$/i.test(hostname);
}

/** @param {unknown} options */
function wantsAll(options) {
  return typeof options === 'object' && options !== null && 'all' in options && options.all === true;
}

/** An IPv6-only question has no answer here; it goes on to the resolver as before. */
function answersWithLoopback(hostname, options) {
  const family = typeof options === 'object' && options !== null ? options.family : options;
  return isLocalhostName(hostname) && family !== 6 && family !== 'IPv6';
}

dns.lookup = function lookup(hostname, options, callback) {
  const settings = typeof options === 'function' ? undefined : options;
  const answer = typeof options === 'function' ? options : callback;
  if (typeof answer !== 'function' || !answersWithLoopback(hostname, settings)) {
    return resolveByCallback.call(dns, hostname, options, callback);
  }
  process.nextTick(() => {
    if (wantsAll(settings)) answer(null, [loopback]);
    else answer(null, loopback.address, loopback.family);
  });
  return {};
};

dns.promises.lookup = async function lookup(hostname, options) {
  if (!answersWithLoopback(hostname, options)) return resolveByPromise.call(dns.promises, hostname, options);
  return wantsAll(options) ? [{ ...loopback }] : { ...loopback };
};

// Named imports of node:dns are copies made when the module was first loaded.
syncBuiltinESMExports();
