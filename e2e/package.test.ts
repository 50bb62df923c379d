import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Response } from 'playwright-core';
import { sharePointOrigin } from '../tools/stack/addresses.mjs';
import { openWorkplace, ownComplaints } from './workplace';
import type { Workplace } from './workplace';

const packageFile = join(__dirname, '..', 'sharepoint', 'solution', 'workflow-gallery-connections.sppkg');

let workplace: Workplace;

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(async () => workplace.close());

describe('the package', () => {
  it('is what the browser gets, byte for byte, and nothing of ours comes from elsewhere', async () => {
    const packaged = new Map(
      Object.entries(unzipSync(readFileSync(packageFile)))
        .filter(([name]) => name.startsWith('ClientSideAssets/'))
        .map(([name, bytes]) => [name.slice('ClientSideAssets/'.length), Buffer.from(bytes)]),
    );
    const desk = await workplace.open('olivia');
    const served = new Map<string, Buffer>();
    const foreign: string[] = [];
    const receive = async (response: Response): Promise<void> => {
      const { pathname, origin } = new URL(response.url());
      if (origin === sharePointOrigin('contoso') && pathname.includes('/ClientSideAssets/')) {
        served.set(pathname.slice(pathname.lastIndexOf('/') + 1), await response.body());
      } else if (response.request().resourceType() === 'script' && origin !== sharePointOrigin('contoso')) {
        foreign.push(response.url());
      }
    };
    const received: Promise<void>[] = [];
    desk.page.on('response', (response) => void received.push(receive(response)));
    await desk.page.reload();
    await desk.page.getByRole('heading', { name: /^Connections/ }).waitFor();
    await desk.page.getByText('No connections yet').waitFor();
    await Promise.all(received);

    expect(served.size).toBeGreaterThan(0);
    for (const [name, bytes] of served) expect(packaged.get(name)?.equals(bytes)).toBe(true);
    expect(foreign).toEqual([]);
    await desk.close();
  });

  it('runs under SharePoint’s content security policy without a complaint', async () => {
    const desk = await workplace.open('olivia');
    await desk.page.getByText('No connections yet').waitFor();
    const response = await desk.page.reload();
    expect(response?.headers()['content-security-policy']).toContain('script-src');
    await desk.page.getByText('No connections yet').waitFor();
    expect(ownComplaints(desk)).toEqual([]);
    await desk.close();
  });
});
