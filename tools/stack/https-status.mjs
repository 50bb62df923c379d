// @ts-check
import { request } from 'node:https';

/**
 * The status with which an address on this machine answers. Node does not resolve `*.localhost`, so the
 * connection goes to 127.0.0.1; the certificate is still checked for the name.
 *
 * @param {string} address
 * @param {string} certificate the one that is trusted, as PEM
 * @returns {Promise<number | undefined>} undefined while nothing answers
 */
export function httpsStatus(address, certificate) {
  const { hostname, port, pathname, search, host } = new URL(address);
  return new Promise((resolve) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path: pathname + search,
        servername: hostname,
        ca: certificate,
        headers: { host },
        timeout: 5000,
        agent: false,
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve(undefined));
    outgoing.end();
  });
}
