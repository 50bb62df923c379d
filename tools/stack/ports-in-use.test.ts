import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { portsInUse } from './ports-in-use.mjs';

let server: Server;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => server.close());

describe(portsInUse.name, () => {
  it('names the ports on which something listens, and only those', async () => {
    const { port } = server.address() as AddressInfo;
    // Port 1 is reserved for a service of 1983 that nobody runs.
    await expect(portsInUse([1, port])).resolves.toEqual([port]);
  });
});
