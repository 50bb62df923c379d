import { Socket } from 'node:net';
import { createEgress } from './egress';
import { EgressError } from './egress-error';
import hostileUrls from './testdata/hostile-urls.json';

const cases = hostileUrls.flatMap(({ why, urls }) => urls.map((url) => ({ why, url })));

/** A connector that allows whatever host the parser makes of a URL: then only the other checks stand. */
function allowWhatIsParsed(url: string): readonly string[] {
  if (!URL.canParse(url)) return ['ok.example'];
  const { hostname, host } = new URL(url);
  return hostname === 'ok.example' ? ['ok.example'] : ['ok.example', hostname, host];
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'answered',
    (error: unknown) => (error instanceof EgressError ? error.code : String(error)),
  );
}

describe('hostile URLs', () => {
  const lookedUp: string[] = [];
  // Whatever name is asked for is the metadata service, but for the one honest host.
  const egress = createEgress({
    allowedLoopbackHosts: ['127.0.0.1:8450', 'ledger.localhost:8450'],
    lookup: async (host) => {
      lookedUp.push(host);
      return [{ address: host === 'ok.example' ? '1.1.1.1' : '169.254.169.254', family: 4 }];
    },
  });
  const emitted = jest.spyOn(Socket.prototype, 'emit');
  // Said by every socket as soon as it has an address to go to, whether or not anything answers there.
  const attempts = () => emitted.mock.calls.filter(([event]) => String(event) === 'connectionAttempt');

  beforeEach(() => {
    emitted.mockClear();
    lookedUp.length = 0;
  });
  afterAll(async () => {
    emitted.mockRestore();
    await egress.close();
  });

  it('would be seen if one was connected to', async () => {
    const careless = createEgress({ allowedLoopbackHosts: ['127.0.0.1:1'] });
    const url = 'https://127.0.0.1:1/';
    const call = careless.send({ purpose: 'invoke', method: 'GET', url, allowedHosts: ['127.0.0.1:1'] });
    expect(await codeOf(call)).toBe('unreachable');
    expect(attempts()).toHaveLength(1);
    await careless.close();
  });

  it('are all different, and more than 180', () => {
    expect(new Set(cases.map(({ url }) => url)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThan(180);
  });

  it.each(cases)('$why: $url', async ({ url }) => {
    const strict = { purpose: 'invoke', method: 'GET', url, allowedHosts: ['ok.example'] } as const;
    const refusals = /^(url_malformed|scheme_not_allowed|host_not_allowed|port_not_allowed|address_refused)$/;
    expect(await codeOf(egress.send(strict))).toMatch(refusals);
    expect(lookedUp).toEqual([]);
    expect(await codeOf(egress.send({ ...strict, allowedHosts: allowWhatIsParsed(url) }))).toMatch(refusals);
    expect(attempts()).toEqual([]);
    expect(lookedUp).not.toContain('ok.example');
  });
});
