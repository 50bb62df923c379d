// @ts-check
// What the connection manager is compared with: the same framework and TLS, answers of the same size, no work.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import Fastify from 'fastify';

const { values } = parseArgs({
  options: {
    certificate: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
    'list-bytes': { type: 'string', default: '0' },
    'resolve-bytes': { type: 'string', default: '0' },
  },
});

/** A JSON text of so many bytes. @param {string} bytes */
function filler(bytes) {
  return JSON.stringify({ filler: 'x'.repeat(Math.max(0, Number(bytes) - '{"filler":""}'.length)) });
}

const list = filler(values['list-bytes']);
const resolved = filler(values['resolve-bytes']);
const server = Fastify({
  https: { cert: readFileSync(values.certificate), key: readFileSync(values.key), minVersion: 'TLSv1.2' },
});
server.get('/list', async (_request, reply) => reply.type('application/json; charset=utf-8').send(list));
server.post('/resolve', async (_request, reply) =>
  reply.type('application/json; charset=utf-8').send(resolved),
);
process.once('SIGTERM', () => void server.close());
const address = await server.listen({ host: '127.0.0.1', port: 0 });
// Whoever started this waits for the line.
process.stdout.write(`port ${new URL(address).port}\n`);
