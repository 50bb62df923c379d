import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { EgressRequest } from './egress';
import { EgressError } from './egress-error';
import { codeOf, textOf, thisMachine, useEgress } from './egress-under-test';

const tested = useEgress();

describe('an honest call', () => {
  it('sends method, path, fields and body, and returns status, fields and body', async () => {
    tested.answer = (_, response) =>
      response.writeHead(201, { 'x-answer': 'yes', 'content-type': 'text/plain' }).end('höflich');
    const url = `${tested.request().url}cases/1?expand=a%20b`;
    const headers = { Authorization: 'Basic eA==', 'content-type': 'application/json' };
    const response = await tested
      .open()
      .send(tested.request({ method: 'POST', url, headers, body: '{"a":"ü"}' }));
    expect(tested.received).toHaveLength(1);
    expect(tested.received[0]).toMatchObject({
      url: '/cases/1?expand=a%20b',
      method: 'POST',
      body: '{"a":"ü"}',
    });
    expect(tested.received[0]?.headers).toMatchObject({
      authorization: 'Basic eA==',
      host: `${tested.host}:${tested.port()}`,
    });
    expect(response).toMatchObject({ status: 201, headers: { 'x-answer': 'yes' } });
    expect(textOf(response.body)).toBe('höflich');
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('understands %s', async (coding, compress) => {
    tested.answer = (_, response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(compress('plain'));
    const response = await tested.open().send(tested.request());
    expect(textOf(response.body)).toBe('plain');
    expect(Object.keys(response.headers)).not.toContain('content-encoding');
  });

  it('returns an error status as an answer', async () => {
    tested.answer = (_, response) => response.writeHead(503).end('later');
    expect(await tested.open().send(tested.request())).toMatchObject({ status: 503 });
  });

  it('reads no body of an answer to HEAD, whatever length it announces', async () => {
    tested.answer = (_, response) => response.writeHead(200, { 'content-length': 1e12 }).end();
    expect(await tested.open().send(tested.request({ method: 'HEAD' }))).toMatchObject({ status: 200 });
  });

  it('keeps no cookie and passes none on, nor a field of the connection', async () => {
    tested.answer = (_, response) =>
      response
        .writeHead(200, {
          'set-cookie': 'a=1',
          connection: 'close, x-hop',
          'x-hop': '1',
          'keep-alive': 'timeout=9',
          'x-end': '1',
        })
        .end();
    const egress = tested.open();
    const { headers } = await egress.send(tested.request({ purpose: 'graph' }));
    await egress.send(tested.request({ purpose: 'graph' }));
    expect(Object.keys(headers)).toEqual(expect.arrayContaining(['x-end']));
    expect(Object.keys(headers).filter((field) => /cookie|hop|alive|connection/.test(field))).toEqual([]);
    expect(tested.received[1]?.headers['cookie']).toBeUndefined();
  });

  it('uses a connection again for Microsoft only, never for what a tenant names', async () => {
    const ports: (number | undefined)[] = [];
    tested.answer = (incoming, response) => {
      ports.push(incoming.socket.remotePort);
      response.end();
    };
    const egress = tested.open();
    for (let call = 0; call < 6; call += 1) await egress.send(tested.request({ purpose: 'graph' }));
    expect(new Set(ports).size).toBeLessThan(6);
    for (let call = 0; call < 6; call += 1) await egress.send(tested.request({ purpose: 'invoke' }));
    expect(new Set(ports.slice(6)).size).toBe(6);
  });
});

describe('what may not be sent', () => {
  it.each([
    'Host',
    'connection',
    'Transfer-Encoding',
    'te',
    'upgrade',
    'content-length',
    'Cookie',
    'proxy-authorization',
  ])('refuses the field %s', async (field) => {
    expect(await codeOf(tested.open().send(tested.request({ headers: { [field]: 'x' } })))).toBe(
      'header_not_allowed',
    );
    expect(tested.received).toEqual([]);
  });

  it.each([
    ['x-a', '1\r\nhost: evil.example'],
    ['x-a', '1\n'],
    ['x-a', '\0'],
    ['x-a', '\u010a'],
    ['x a', '1'],
    ['x-a:', '1'],
    ['', '1'],
    ['x-ä', '1'],
  ])('refuses a field that would be another: %j: %j', async (field, value) => {
    expect(await codeOf(tested.open().send(tested.request({ headers: { [field]: value } })))).toBe(
      'header_not_allowed',
    );
    expect(tested.received).toEqual([]);
  });

  it.each(['TRACE', 'CONNECT', 'get', 'GET / HTTP/1.1'])('refuses the method %s', async (method) => {
    const call = JSON.parse(JSON.stringify({ ...tested.request(), method })) as EgressRequest;
    expect(await codeOf(tested.open().send(call))).toBe('method_not_allowed');
  });
});

describe('names', () => {
  it('are resolved once for a connection, and the answer of that moment is the one connected to', async () => {
    const answers = [[thisMachine], [{ address: '169.254.169.254', family: 4 }]];
    const lookup = jest.fn(async () => answers.shift() ?? []);
    tested.answer = (_, response) => response.end('first');
    expect(textOf((await tested.open({ lookup }).send(tested.request())).body)).toBe('first');
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it('that turn private between two calls are refused at the second', async () => {
    const answers = [[thisMachine], [{ address: '10.0.0.5', family: 4 }]];
    const egress = tested.open({ lookup: async () => answers.shift() ?? [] });
    expect(await codeOf(egress.send(tested.request()))).toBe('answered');
    expect(await codeOf(egress.send(tested.request()))).toBe('address_refused');
  });

  it.each([
    [[thisMachine, { address: '10.0.0.5', family: 4 }]],
    [[{ address: 'fd00::1', family: 6 }, thisMachine]],
    [
      [
        { address: '1.1.1.1', family: 4 },
        { address: '::ffff:127.0.0.1', family: 6 },
      ],
    ],
    [
      [
        { address: '2606:4700::1', family: 6 },
        { address: '169.254.169.254', family: 4 },
      ],
    ],
  ])('with one address that is not allowed are refused: %j', async (addresses) => {
    expect(await codeOf(tested.open({ lookup: async () => addresses }).send(tested.request()))).toBe(
      'address_refused',
    );
    expect(tested.received).toEqual([]);
  });

  it('on this machine are refused unless host and port are named', async () => {
    const call = tested.request();
    expect(await codeOf(tested.open({ allowedLoopbackHosts: [] }).send(call))).toBe('address_refused');
    expect(await codeOf(tested.open({ allowedLoopbackHosts: [tested.host] }).send(call))).toBe(
      'address_refused',
    );
    expect(await codeOf(tested.open({ allowedLoopbackHosts: [`${tested.host}:443`] }).send(call))).toBe(
      'address_refused',
    );
    expect(
      await codeOf(tested.open({ allowedLoopbackHosts: [`x${tested.host}:${tested.port()}`] }).send(call)),
    ).toBe('address_refused');
    expect(tested.received).toEqual([]);
  });

  it('that are not allowed, or not at this port, are not resolved', async () => {
    const lookup = jest.fn(async () => [thisMachine]);
    const egress = tested.open({ lookup });
    expect(await codeOf(egress.send(tested.request({ allowedHosts: ['other.example'] })))).toBe(
      'host_not_allowed',
    );
    expect(await codeOf(egress.send(tested.request({ allowedHosts: [tested.host] })))).toBe(
      'port_not_allowed',
    );
    expect(await codeOf(egress.send(tested.request({ allowedHosts: [`${tested.host}:1`] })))).toBe(
      'port_not_allowed',
    );
    expect(await codeOf(egress.send(tested.request({ allowedHosts: [] })))).toBe('host_not_allowed');
    expect(lookup).not.toHaveBeenCalled();
  });

  it('that do not exist are told from a resolver that does not answer', async () => {
    const failing = (code: string) => async () => Promise.reject(Object.assign(new Error(code), { code }));
    expect(await codeOf(tested.open({ lookup: failing('ENOTFOUND') }).send(tested.request()))).toBe(
      'name_not_found',
    );
    expect(await codeOf(tested.open({ lookup: async () => [] }).send(tested.request()))).toBe(
      'name_not_found',
    );
    expect(await codeOf(tested.open({ lookup: failing('EAI_AGAIN') }).send(tested.request()))).toBe(
      'unreachable',
    );
  });
});

describe('TLS', () => {
  it('fails with an authority that is not trusted', async () => {
    expect(await codeOf(tested.open({ trustedCertificates: [] }).send(tested.request()))).toBe('tls_failed');
    expect(tested.received).toEqual([]);
  });

  it('fails with a certificate for another name', async () => {
    const url = `https://third.example.localhost:${tested.port()}/`;
    const authority = new URL(url).host;
    const egress = tested.open({ allowedLoopbackHosts: [authority] });
    expect(await codeOf(egress.send(tested.request({ url, allowedHosts: [authority] })))).toBe('tls_failed');
    expect(tested.received).toEqual([]);
  });
});

describe('a call', () => {
  it('ends with the reason of its signal', async () => {
    tested.answer = () => controller.abort(new Error('the person left'));
    const controller = new AbortController();
    expect(await codeOf(tested.open().send(tested.request({ signal: controller.signal })))).toEqual(
      new Error('the person left'),
    );
  });

  it('that hangs ends when the way out is closed', async () => {
    const egress = tested.open();
    tested.answer = () => void egress.close();
    expect(await codeOf(egress.send(tested.request()))).toBe('unreachable');
  });

  it('says nothing of address, fields or body when it fails', async () => {
    tested.answer = (_, response) =>
      response.writeHead(302, { location: 'https://evil.example/?leaked' }).end();
    const url = `${tested.request().url}?api_key=secret`;
    const error: unknown = await tested
      .open()
      .send(tested.request({ url, headers: { authorization: 'secret' }, method: 'POST', body: 'secret' }))
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EgressError);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/secret|leaked|localhost/);
  });

  it('is not disturbed by hostile answers to others', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    tested.answer = (incoming, response) => {
      if (incoming.url?.endsWith('bomb')) response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      else if (incoming.url?.endsWith('silent')) response.write('x');
      else incoming.socket.destroy();
    };
    const egress = tested.open({ limits: { invoke: { bodyBytes: 1000, idleMilliseconds: 1000 } } });
    const hostile = ['bomb', 'silent', 'cut', 'bomb', 'silent', 'cut'].map((path) =>
      codeOf(egress.send(tested.request({ url: `${tested.request().url}${path}` }))),
    );
    const honest = await Promise.all(
      Array.from({ length: 20 }, () =>
        egress.send(tested.request({ purpose: 'graph', url: `${tested.request().url}honest` })),
      ),
    );
    expect(honest.map(({ body }) => textOf(body))).toEqual(Array.from({ length: 20 }, () => 'honest'));
    const failures = ['too_large', 'timed_out', 'unreachable'];
    expect(await Promise.all(hostile)).toEqual([...failures, ...failures]);
  });
});
