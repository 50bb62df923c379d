import { request as sendRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

const loopback = { address: '127.0.0.1', family: 4 } as const;

const lookup: LookupFunction = (_host, options, answer) => {
  if (options.all === true) answer(null, [loopback]);
  else answer(null, loopback.address, loopback.family);
};

/**
 * A fetch that reaches this machine only, and trusts the local certificate only: what the parts of the
 * local tenant call each other with. It neither follows redirects nor needs Node to know the names.
 */
export function createLocalFetch(certificate: string): typeof fetch {
  return async (input, init) => {
    const wanted = new Request(input, init);
    const body = Buffer.from(await wanted.arrayBuffer());
    return new Promise<Response>((resolve, reject) => {
      const outgoing = sendRequest(
        wanted.url,
        {
          method: wanted.method,
          headers: Object.fromEntries(wanted.headers),
          ca: certificate,
          lookup,
          signal: wanted.signal,
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
              values.map((value): [string, string] => [name, value]),
            );
            const status = incoming.statusCode ?? 502;
            const hasBody = status !== 204 && status !== 304;
            resolve(new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers }));
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  };
}
