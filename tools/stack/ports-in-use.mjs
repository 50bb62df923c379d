// @ts-check
import { connect } from 'node:net';

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function answers(port, host) {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** @param {readonly number[]} ports @returns {Promise<number[]>} those on which something already listens */
export async function portsInUse(ports) {
  const taken = await Promise.all(
    ports.map(async (port) => (await answers(port, '127.0.0.1')) || (await answers(port, '::1'))),
  );
  return ports.filter((_, index) => taken[index]);
}
