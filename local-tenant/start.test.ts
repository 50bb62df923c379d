import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createLocalFetch } from './http/local-fetch';
import type * as Start from './start';

/**
 * A port that nothing listens on, below those that systems hand out by themselves: one of these could be taken
 * by another test between the look and the use.
 */
async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((answer) => {
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => answer(true));
  });
  if (!isFree) return freePort();
  await new Promise((closed) => server.close(closed));
  return port;
}

let dataFolder: string;
let start: typeof Start;
let running: Start.LocalTenant;
let localFetch: typeof fetch;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'local-tenant-start-'));
  for (const name of ['SHAREPOINT', 'DIRECTORY', 'LEDGER', 'BEACON']) {
    process.env[`LOCAL_TENANT_PORT_${name}`] = String(await freePort());
  }
  // Only now, because the world reads its ports when it is loaded.
  start = await import('./start');
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

function open(): Promise<Start.LocalTenant> {
  return start.startLocalTenant({
    dataFolder,
    packageFile: join(dataFolder, 'not-built-yet.sppkg'),
    nodeModules: resolve(__dirname, '../node_modules'),
  });
}

beforeEach(async () => {
  running = await open();
  localFetch = createLocalFetch(running.certificate.certificate);
});
afterEach(() => running.close());

describe('startLocalTenant', () => {
  it('serves the guide, every SharePoint, and the third-party systems, on the configured ports', async () => {
    const { guide, sharePoint, ledger, beacon, directory } = running.addresses;
    expect(directory).toContain(`:${process.env['LOCAL_TENANT_PORT_DIRECTORY'] ?? ''}`);
    expect(await (await localFetch(guide)).json()).toMatchObject({ addresses: { directory } });
    for (const system of [ledger, beacon]) expect((await localFetch(`${system}/me`)).status).toBe(401);
    for (const origin of [sharePoint.contoso, sharePoint.fabrikam]) {
      const site = await localFetch(`${origin}/sites/nowhere`);
      expect(site.status).toBeLessThan(500);
    }
  });

  it('sends whoever opens a site to the directory, with a request it accepts', async () => {
    const page = `${running.addresses.sharePoint.contoso}/sites/operations/SitePages/WorkflowGallery.aspx`;
    const toDirectory = (await localFetch(page, { redirect: 'manual' })).headers.get('location') ?? '';
    expect(toDirectory).toContain(`${running.addresses.directory}/`);
    const toSignIn = (await localFetch(toDirectory, { redirect: 'manual' })).headers.get('location');
    expect(toSignIn).toContain('/sign-in/');
  });

  it('has the properties an administrator would have set', async () => {
    const properties = start.tenantProperties();
    expect(properties['contoso']).toEqual({
      WorkflowConnectionsApi: running.addresses.connectionManager,
      WorkflowConnectionsApiId: 'c0000000-0000-4000-8000-000000000001',
      WorkflowConnectionsClientId: 'c0000000-0000-4000-8000-000000000002',
    });
    expect(properties['fabrikam']).not.toHaveProperty('WorkflowConnectionsClientId');
  });

  it('says which port is taken and how to use another, and leaves nothing running', async () => {
    await expect(open()).rejects.toThrow(/^Port \d+ is taken\. .* LOCAL_TENANT_PORT_\w+\.$/);
    await running.close();
    running = await open();
    expect((await localFetch(running.addresses.guide)).status).toBe(200);
  });
});
