import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startApp, type AppUnderTest } from '../testing/app-under-test';
import { operations } from '../testing/test-sharepoint';
import { createServer } from './server';

const json = 'content-type: application/json';
const list = `/api/v1/connections?site=${encodeURIComponent(operations)}`;
const wish = JSON.stringify({
  site: operations,
  connectorId: 'x',
  authMethodId: 'y',
  name: 'z',
  settings: {},
});

interface Hostile {
  readonly what: string;
  readonly request: string | Buffer;
}

/** A request as it goes over the wire; `{token}` is replaced by a good one. */
function http(line: string, headers: readonly string[] = [], body: string | Buffer = ''): Buffer {
  const length = Buffer.byteLength(body) === 0 ? [] : [`content-length: ${Buffer.byteLength(body)}`];
  const head = [`${line} HTTP/1.1`, 'host: connections.example', 'connection: close', ...headers, ...length];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}

function post(body: string | Buffer, headers: readonly string[] = [json]): Buffer {
  return http('POST /api/v1/connections', ['authorization: {token}', 'idempotency-key: k', ...headers], body);
}

const bodies: readonly (readonly [string, string | Buffer])[] = [
  ['no JSON', 'hello'],
  ['half JSON', '{"site":'],
  ['two values', '{}{}'],
  ['trailing comma', '{"a":1,}'],
  ['single quotes', "{'a':1}"],
  ['comment', '{/* */}'],
  ['NaN', '{"name":NaN}'],
  ['null', 'null'],
  ['a number', '1e999'],
  ['a list', '[]'],
  ['a byte order mark', '\ufeff{}'],
  ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['UTF-16', Buffer.from('{"name":"x"}', 'utf16le')],
  ['an unpaired surrogate', wish.replace('"z"', '"\\ud800"')],
  ['a null character', wish.replace('"z"', '"a\\u0000b"')],
  ['__proto__', '{"__proto__":{"isAdmin":true}}'],
  ['__proto__, spelt otherwise', '{"\\u005f_proto__":{"isAdmin":true}}'],
  ['constructor.prototype', '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ['__proto__ among settings', wish.replace('"settings":{}', '"settings":{"__proto__":"x"}')],
  [
    'inherited names among settings',
    wish.replace('"settings":{}', '"settings":{"toString":"x","hasOwnProperty":"y"}'),
  ],
  ['200,000 lists in each other', '['.repeat(30_000) + ']'.repeat(30_000)],
  ['objects in each other', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
  ['a member twice', '{"name":"a","name":"b"}'],
  [
    '10,000 members',
    JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_item, index) => [`f${index}`, 1]))),
  ],
  ['a long number', `{"name":${'9'.repeat(50_000)}}`],
  ['a long text', `{"name":"${'x'.repeat(60_000)}"}`],
  ['larger than it may be', `{"name":"${'x'.repeat(70_000)}"}`],
];

const types = [
  'content-type: text/plain',
  'content-type: application/xml',
  'content-type: application/x-www-form-urlencoded',
  'content-type: multipart/form-data; boundary=x',
  'content-type: application/json-patch+json',
  'content-type: application/jsonx',
  'content-type: ;',
  `content-type: ${'a'.repeat(4000)}/json`,
];

const paths = [
  '/api/v1/connections/%zz',
  '/api/v1/connections/%',
  '/api/v1/connections/%00',
  '/api/v1/connections/%c3%28',
  '/api/v1/connections/..%2f..%2fetc%2fpasswd',
  '/api/v1/../../etc/passwd',
  '/api/v1//connections',
  '//evil.example/api/v1/connections',
  '/api/v1/connections/',
  '/API/V1/CONNECTIONS',
  `/api/v1/connections/${'x'.repeat(5000)}`,
  '/api/v1/connections/%E2%80%AE',
  '/api/v1/connections;a=b',
  '/api/v1/connections?site[]=x',
  '/api/v1/connections?site=%',
  '/api/v1/connections?__proto__=x',
  `/api/v1/connections?${'a=1&'.repeat(2000)}`,
  '/connect/%zz',
  '/connect/../api/v1/connections',
  'http://evil.example/api/v1/connections',
  '*',
];

const headers: readonly (readonly [string, readonly string[]])[] = [
  ['Authorization twice', ['authorization: {token}', 'authorization: {token}']],
  ['many headers', Array.from({ length: 900 }, (_item, index) => `x-${index}: y`)],
  ['headers too large', [`x-large: ${'y'.repeat(20_000)}`]],
  [
    'a host of somebody else',
    [
      'authorization: {token}',
      'x-forwarded-host: evil.example',
      'x-forwarded-proto: http',
      'forwarded: host=evil.example',
    ],
  ],
  ['a method in a header', ['x-http-method-override: DELETE']],
  ['bytes above ASCII', ['x-odd: \u00e9\u00ff']],
  ['a token of odd characters', ['authorization: Bearer \u00e9']],
  ['Expect', ['expect: something-else']],
  ['Upgrade', ['upgrade: websocket', 'sec-websocket-key: x']],
  ['Range', ['authorization: {token}', 'range: bytes=0-1']],
];

const wire: readonly (readonly [string, string | Buffer])[] = [
  ['no HTTP', 'hello\r\n\r\n'],
  ['TLS', Buffer.from([0x16, 0x03, 0x01, 0x00, 0xa5, 0x01, 0x00])],
  ['HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/9.9', 'GET / HTTP/9.9\r\n\r\n'],
  ['no Host', 'GET /api/v1/connectors HTTP/1.1\r\nconnection: close\r\n\r\n'],
  [
    'two lengths',
    'POST /api/v1/connections HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
  ],
  [
    'length and chunks',
    'POST /api/v1/connections HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['negative length', 'POST /api/v1/connections HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n'],
  [
    'a bad chunk',
    `POST /api/v1/connections HTTP/1.1\r\nhost: x\r\n${json}\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`,
  ],
  ['a header without a name', 'GET / HTTP/1.1\r\nhost: x\r\n: y\r\n\r\n'],
  ['a folded header', 'GET / HTTP/1.1\r\nhost: x\r\nx-a: y\r\n z\r\n\r\n'],
  ['a null byte in a header', 'GET / HTTP/1.1\r\nhost: x\r\nx-a: \0\r\n\r\n'],
  ['an unknown method', 'EXPLODE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
  ['TRACE', 'TRACE /api/v1/connectors HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
  ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
];

const hostile: readonly Hostile[] = [
  ...bodies.map(([what, body]) => ({ what: `body: ${what}`, request: post(body) })),
  ...types.map((type) => ({ what: type.slice(0, 60), request: post(wish, [type]) })),
  { what: 'content-encoding: gzip', request: post(wish, [json, 'content-encoding: gzip']) },
  { what: 'no content-type', request: post(wish, []) },
  ...paths.map((path) => ({
    what: path.slice(0, 60),
    request: http(`GET ${path}`, ['authorization: {token}']),
  })),
  ...headers.map(([what, lines]) => ({ what, request: http(`GET ${list}`, lines) })),
  ...wire.map(([what, request]) => ({ what, request })),
];

describe(createServer.name, () => {
  let under: AppUnderTest;
  let port: number;
  let token: string;

  beforeAll(async () => {
    under = await startApp();
    await under.app.server.listen({ host: '127.0.0.1', port: 0 });
    port = (under.app.server.server.address() as AddressInfo).port;
    token = (await under.person())['authorization'] ?? '';
  });

  afterAll(() => under.close());

  function send(request: string | Buffer): Promise<string> {
    const text = Buffer.from(request.toString('latin1').replaceAll('{token}', token), 'latin1');
    return new Promise((resolve, reject) => {
      // Not ended: to a server that is working, an end would mean that nobody waits any more.
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      const parts: Buffer[] = [];
      socket.on('data', (part) => parts.push(part));
      socket.on('error', (error) => (parts.length > 0 ? undefined : reject(error)));
      socket.on('close', () => resolve(Buffer.concat(parts).toString()));
    });
  }

  it('has more than 80 hostile requests (S36)', () => {
    expect(hostile.length).toBeGreaterThan(80);
    expect(new Set(hostile.map(({ what }) => what)).size).toBe(hostile.length);
  });

  it.each(hostile)('answers $what without failing, and goes on', async ({ request }) => {
    under.logLines.length = 0;
    const [answer, honest] = await Promise.all([
      send(request),
      send(http(`GET ${list}`, ['authorization: {token}'])),
    ]);
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? '400');
    expect(status).toBeLessThan(500);
    // What Node refuses by itself has no body; below /connect people read, not programs.
    const body = answer.split('\r\n\r\n').slice(1).join().replace(/^0,?$/, '');
    if (status >= 400 && body !== '') expect(answer).toMatch(/application\/problem\+json|<!doctype html>/);
    expect(answer).not.toContain(token.slice(7));
    expect(answer).not.toMatch(/\bat .*\.ts:|node_modules/);
    expect(honest).toMatch(/^HTTP\/1\.1 200 /);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
    expect(under.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('gives memory back', async () => {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    for (const { request } of hostile) await send(request);
    globalThis.gc?.();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
  });
});
