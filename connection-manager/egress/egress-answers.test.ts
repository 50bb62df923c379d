import { brotliCompressSync, gzipSync } from 'node:zlib';
import { codeOf, useEgress } from './egress-under-test';
import { startHttpsServer } from './https-server';

const tested = useEgress();

describe('answers', () => {
  const limits = { invoke: { bodyBytes: 1000 } };

  it.each([300, 301, 302, 303, 304, 307, 308])(
    'that redirect (%i) are refused, and not followed',
    async (status) => {
      tested.answer = (_, response) =>
        response.writeHead(status, { location: `${tested.request().url}elsewhere` }).end();
      for (const purpose of ['invoke', 'directory', 'sharePoint'] as const) {
        expect(await codeOf(tested.open().send(tested.request({ purpose })))).toBe('redirect_refused');
      }
      expect(tested.received.map(({ url }) => url)).toEqual(['/', '/', '/']);
    },
  );

  it('may be as large as the limit', async () => {
    tested.answer = (_, response) => response.end('x'.repeat(1000));
    expect((await tested.open({ limits }).send(tested.request())).body).toHaveLength(1000);
  });

  it('that announce too much are refused before any of it arrives', async () => {
    tested.answer = (_, response) => response.writeHead(200, { 'content-length': 1001 }).flushHeaders();
    const started = Date.now();
    expect(await codeOf(tested.open({ limits }).send(tested.request()))).toBe('too_large');
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('that are too large without saying so are cut off, and the sender stopped', async () => {
    let sent = 0;
    const stopped = new Promise<void>((resolve) => {
      tested.answer = (_, response) => {
        response.on('close', resolve);
        function pour(): void {
          while (!response.destroyed && response.write('x'.repeat(10_000))) sent += 10_000;
        }
        response.on('drain', pour);
        pour();
      };
    });
    expect(await codeOf(tested.open({ limits }).send(tested.request()))).toBe('too_large');
    await stopped;
    expect(sent).toBeLessThan(20_000_000);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(900_000))],
    ['br', brotliCompressSync(Buffer.alloc(10_000_000))],
  ])('that swell under %s are too large', async (coding, bomb) => {
    expect(bomb.byteLength).toBeLessThan(1000);
    tested.answer = (_, response) => response.writeHead(200, { 'content-encoding': coding }).end(bomb);
    expect(await codeOf(tested.open({ limits }).send(tested.request()))).toBe('too_large');
  });

  it.each(['gzip, gzip', 'zstd', 'compress', 'gzip'])(
    'in a coding that is not understood fail: %s',
    async (coding) => {
      tested.answer = (_, response) =>
        response.writeHead(200, { 'content-encoding': coding }).end('not coded');
      expect(await codeOf(tested.open({ limits }).send(tested.request()))).toBe('unreachable');
    },
  );

  it('with too many fields are too large', async () => {
    tested.answer = (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(17_000) }).end();
    expect(await codeOf(tested.open().send(tested.request()))).toBe('too_large');
  });

  it('that are not HTTP, or end early, fail', async () => {
    tested.answer = (_, response) => response.socket?.end('What?\r\n\r\n');
    expect(await codeOf(tested.open().send(tested.request()))).toBe('unreachable');
    tested.answer = (_, response) =>
      response.writeHead(200, { 'content-length': 10 }).write('half', () => response.destroy());
    expect(await codeOf(tested.open().send(tested.request()))).toBe('unreachable');
  });

  // Each of these has one short limit; the others would let it wait for longer than a test may last.
  it('whose headers do not come time out', async () => {
    tested.answer = () => undefined;
    const egress = tested.open({ limits: { invoke: { headersMilliseconds: 200 } } });
    expect(await codeOf(egress.send(tested.request()))).toBe('timed_out');
  });

  it('whose body stops time out', async () => {
    tested.answer = (_, response) => response.write('x');
    const egress = tested.open({ limits: { invoke: { idleMilliseconds: 200 } } });
    expect(await codeOf(egress.send(tested.request()))).toBe('timed_out');
  });

  it('whose body drips time out in the end', async () => {
    tested.answer = (_, response) => {
      const drip = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(drip));
    };
    const egress = tested.open({ limits: { invoke: { totalMilliseconds: 600 } } });
    expect(await codeOf(egress.send(tested.request()))).toBe('timed_out');
  });

  it('from a port where nobody listens are none', async () => {
    const closed = await startHttpsServer([tested.host], tested.answer);
    await closed.close();
    const authority = `${tested.host}:${closed.port}`;
    const egress = tested.open({ allowedLoopbackHosts: [authority] });
    const call = tested.request({ url: `https://${authority}/`, allowedHosts: [authority] });
    expect(await codeOf(egress.send(call))).toBe('unreachable');
  });
});
