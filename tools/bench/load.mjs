// @ts-check
import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';

/** So many callers ask at a time, each over a connection of its own. */
export const callers = 8;

/**
 * @typedef {object} Target
 * @property {string} origin
 * @property {'GET' | 'POST'} method
 * @property {string} path
 * @property {Readonly<Record<string, string>>} headers
 * @property {string} [body]
 */

/** @typedef {{ readonly latencies: readonly number[], readonly milliseconds: number }} Load */

/**
 * Callers of one target: they reach this machine only, and trust the local certificate only.
 *
 * @param {Target} target
 * @param {string} certificate
 */
export function openCallers({ origin, method, path, headers, body }, certificate) {
  const pool = new Pool(origin, {
    connections: callers,
    pipelining: 1,
    connect: {
      ca: certificate,
      lookup: (_name, options, answer) =>
        options.all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4),
    },
  });

  async function callOnce() {
    const begun = performance.now();
    const answer = await pool.request({ method, path, headers, body: body ?? null });
    const text = await answer.body.text();
    if (answer.statusCode !== 200)
      throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`);
    return { bytes: Buffer.byteLength(text), text, latency: performance.now() - begun };
  }

  /** Calls as fast as answers come, for so long. @param {number} milliseconds @returns {Promise<Load>} */
  async function callFor(milliseconds) {
    /** @type {number[]} */
    const latencies = [];
    const begun = performance.now();
    const call = async () => {
      while (performance.now() - begun < milliseconds) latencies.push((await callOnce()).latency);
    };
    await Promise.all(Array.from({ length: callers }, call));
    return { latencies, milliseconds: performance.now() - begun };
  }

  return { callOnce, callFor, close: () => pool.close() };
}
