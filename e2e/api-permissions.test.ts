import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { permissions } from '../connection-manager/setup/applications';
import { fabrikam } from '../local-tenant/world/fabrikam';
import { openWorkplace } from './workplace';
import type { Workplace } from './workplace';

const packageFile = join(__dirname, '..', 'sharepoint', 'solution', 'workflow-gallery-connections.sppkg');
const apiOf = new Map(fabrikam.applications.map(({ key, appId }) => [key, appId]));

describe('the package (S47)', () => {
  it('asks for connections.access of our own API and for nothing else', () => {
    const texts = Object.entries(unzipSync(readFileSync(packageFile)))
      .filter(([name]) => /\.xml$/i.test(name))
      .map(([, content]) => strFromU8(content));
    const requests = texts.flatMap((text) => [...text.matchAll(/<WebApiPermissionRequest\b[^>]*>/g)]);
    expect(requests).toHaveLength(1);
    const [request] = requests[0] ?? [];
    expect(attribute(request, 'ResourceId')).toBe('Workflow Gallery connection manager');
    expect(attribute(request, 'Scope')).toBe('connections.access');
    // The older way to ask, with a principal of the solution's own.
    expect(texts.join('\n')).not.toMatch(/<AppPermissionRequest\b|AllSites|Sites\.|User\.Read|Group/);
  });
});

describe('SharePoint’s shared client (S47)', () => {
  it('is set up with connections.access alone', () => {
    const given = permissions.sharePointClient.map(({ resource, kind, name }) => [resource, kind, name]);
    expect(given).toEqual([['connectionManager', 'delegated', 'connections.access']]);
  });

  describe('on the page', () => {
    let workplace: Workplace;

    beforeAll(async () => {
      workplace = await openWorkplace();
    });
    afterAll(async () => workplace.close());

    it('gets tokens for our API alone, with that scope alone, and none of Graph or SharePoint', async () => {
      const desk = await workplace.open('felix', { tenant: 'fabrikam', site: '/sites/finance' });
      const asked: URL[] = [];
      const answers: Promise<string>[] = [];
      desk.context.on('request', (request) => {
        const address = new URL(request.url());
        if (/token|oauth|authorize/i.test(address.pathname)) asked.push(address);
      });
      desk.context.on('response', (response) => {
        if (response.url().includes('AcquireOBOToken')) answers.push(response.text());
      });
      await desk.page.reload();
      await desk.page.getByRole('heading', { name: /^Connections/ }).waitFor();
      await desk.page.getByText('No connections yet').waitFor();

      const exchanges = asked.filter(({ pathname }) => pathname.endsWith('.AcquireOBOToken'));
      expect(exchanges.length).toBeGreaterThanOrEqual(1);
      // Nothing else that gives tokens was asked: not the directory, not SharePoint's older interface.
      expect(asked.filter((address) => !exchanges.includes(address)).map(String)).toEqual([]);
      for (const { searchParams } of exchanges) {
        expect(unquoted(searchParams.get('resource'))).toBe(`api://${apiOf.get('connectionManager')}`);
        expect(unquoted(searchParams.get('clientId'))).toBe(apiOf.get('sharePointClient'));
      }
      for (const text of await Promise.all(answers)) {
        const token = /ey[\w-]+\.(ey[\w-]+)\./.exec(text)?.[1] ?? '';
        const claims: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
        expect(claims).toMatchObject({ aud: apiOf.get('connectionManager'), scp: 'connections.access' });
      }
      await desk.close();
    });
  });
});

function attribute(element: string | undefined, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(element ?? '')?.[1];
}

function unquoted(text: string | null): string {
  return (text ?? '').replace(/^'|'$/g, '');
}
