import type { LookupAddress } from 'node:dns';
import { createEgress, type Egress, type EgressOptions, type EgressRequest } from './egress';
import { EgressError } from './egress-error';
import { type Answer, type HttpsServer, startHttpsServer } from './https-server';

export interface ReceivedRequest {
  readonly url: string | undefined;
  readonly method: string | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** A system at the other end, and ways out to it. */
export interface EgressUnderTest {
  readonly host: string;
  readonly port: () => number;
  /** What the system answers. Whatever this is, `/honest` is answered with "honest". */
  answer: Answer;
  /** What reached the system in this test. */
  readonly received: readonly ReceivedRequest[];
  /** Makes a way out that trusts the system and may reach it, with changes. */
  open(options?: Partial<EgressOptions>): Egress;
  /** A call of the system, with changes. */
  request(changes?: Partial<EgressRequest>): EgressRequest;
}

export const thisMachine: LookupAddress = { address: '127.0.0.1', family: 4 };

/** Runs an HTTPS server for the tests of the enclosing block, and closes every way out after each. */
export function useEgress(): EgressUnderTest {
  const host = 'ledger.example.localhost';
  const received: ReceivedRequest[] = [];
  const opened: Egress[] = [];
  let server: HttpsServer | undefined;

  function running(): HttpsServer {
    if (server === undefined) throw new Error('The server runs only within a test.');
    return server;
  }

  const tested: EgressUnderTest = {
    host,
    port: () => running().port,
    answer: (_, response) => response.end(),
    received,
    open(options) {
      const egress = createEgress({
        lookup: async () => [thisMachine],
        allowedLoopbackHosts: [`${host}:${running().port}`],
        trustedCertificates: [running().certificate],
        ...options,
      });
      opened.push(egress);
      return egress;
    },
    request(changes) {
      const authority = `${host}:${running().port}`;
      const call = { purpose: 'invoke', method: 'GET', url: `https://${authority}/` } as const;
      return { ...call, allowedHosts: [authority], ...changes };
    },
  };

  beforeAll(async () => {
    server = await startHttpsServer([host], (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        received.push({ url: request.url, method: request.method, headers: request.headers, body });
        if (request.url === '/honest') response.end('honest');
        else tested.answer(request, response);
      });
    });
  });
  beforeEach(() => received.splice(0));
  afterEach(() => Promise.all(opened.splice(0).map((egress) => egress.close())));
  afterAll(() => server?.close());
  return tested;
}

/** Returns the code that a call fails with, "answered", or what else it was rejected with. */
export async function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'answered',
    (error: unknown) => (error instanceof EgressError ? error.code : error),
  );
}

export function textOf(body: Uint8Array): string {
  return Buffer.from(body).toString('utf8');
}
