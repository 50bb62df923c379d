import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { createServer, request as sendRequest } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { generate } from 'selfsigned';

/** A server of the local tenant on a port of its own, for one test file. */
export interface TestServer {
  readonly port: number;
  readonly certificate: string;
  close(): Promise<void>;
}

/** Serves over HTTPS on a free port, with a certificate for the given host. */
export async function serve(host: string, listener: RequestListener): Promise<TestServer> {
  const made = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  const server = createServer({ key: made.private, cert: made.cert }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    certificate: made.cert,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  json(): Record<string, unknown>;
}

interface Visit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** A browser reduced to what these tests need: it keeps cookies and says where it was redirected. */
export interface Visitor {
  visit(address: string, visit?: Visit): Promise<Answer>;
  readonly cookies: Map<string, string>;
}

// The addresses keep their fixed ports; only the connection goes to the port of the test.
const lookup: LookupFunction = (_host, _options, answer) =>
  answer(null, [{ address: '127.0.0.1', family: 4 }]);

/** Makes a visitor who trusts the server's certificate, with no cookies unless given some. */
export function createVisitor(server: TestServer, cookies = new Map<string, string>()): Visitor {
  return { cookies, visit: (address, visit = {}) => send(server, cookies, { address, visit }) };
}

function send(
  server: TestServer,
  cookies: Map<string, string>,
  { address, visit }: { readonly address: string; readonly visit: Visit },
): Promise<Answer> {
  const url = new URL(address);
  const body = bodyOf(visit);
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { host: url.host, ...(cookie === '' ? {} : { cookie }), ...body.headers, ...visit.headers };
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(
      {
        host: url.hostname,
        port: server.port,
        path: url.pathname + url.search,
        method: visit.method ?? (body.text === '' ? 'GET' : 'POST'),
        headers,
        ca: server.certificate,
        servername: url.hostname,
        lookup,
        agent: false,
      },
      (response) => {
        keepCookies(cookies, response.headers['set-cookie'] ?? []);
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: () => JSON.parse(text) as Record<string, unknown>,
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body.text);
  });
}

function bodyOf({ form, json }: Visit): { readonly text: string; readonly headers: Record<string, string> } {
  if (form !== undefined) {
    return {
      text: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }
  if (json !== undefined)
    return { text: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
  return { text: '', headers: {} };
}

function keepCookies(cookies: Map<string, string>, set: readonly string[]): void {
  for (const line of set) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  }
}
