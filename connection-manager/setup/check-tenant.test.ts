import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientSecrets } from '../directory/client-secret';
import type { EgressRequest, EgressResponse } from '../egress/egress';
import { EgressError } from '../egress/egress-error';
import type { TenantRegistration } from '../tenants/tenant-registration';
import {
  directoryHost,
  json,
  newDirectoryKey,
  registration,
  sharePointHost,
  signToken,
  TestDirectory,
  tenantId,
  type DirectoryKey,
} from '../testing/test-directory';
import type { Check } from './check';
import { jsonReport, textReport } from './check-report';
import { checkTenant } from './check-tenant';

const secret = 'canary~of.the_client-secret';
const sharePointClient = '08e18876-6177-487e-b8b5-cf950c1e598c';
const otherTenant = '99999999-9999-4999-8999-999999999999';

describe(checkTenant.name, () => {
  let folder: string;
  let key: DirectoryKey;
  let directory: TestDirectory;
  let tenant: TenantRegistration;
  let atSharePoint: (request: EgressRequest) => EgressResponse;
  const requests: EgressRequest[] = [];

  beforeAll(async () => {
    key = await newDirectoryKey('key-1');
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'setup-check-'));
    await writeFile(join(folder, 'secret'), `${secret}\n`, { mode: 0o600 });
    directory = new TestDirectory([key]);
    await grant('GroupMember.Read.All', 'User.Read.All');
    atSharePoint = () => challenge(tenantId);
    requests.splice(0);
    tenant = complete();
  });

  afterEach(() => rm(folder, { recursive: true }));

  function complete(changes: Partial<TenantRegistration> = {}): TenantRegistration {
    const { application, allowedClients } = registration();
    return registration({
      application: { ...application, clientSecretFile: join(folder, 'secret') },
      allowedClients: { ...allowedClients, 'connections.access': [sharePointClient] },
      ...changes,
    });
  }

  async function grant(...roles: readonly string[]): Promise<void> {
    const token = await signToken(key, roles.length === 0 ? {} : { roles });
    directory.tokenAnswer = {
      status: 200,
      body: { access_token: token, token_type: 'Bearer', expires_in: 3600 },
    };
  }

  function refuse(error: string, code: number, status = 401): void {
    const body = { error, error_description: `AADSTS${code}: …${secret}`, error_codes: [code] };
    directory.tokenAnswer = { status, body };
  }

  function challenge(realm: string, status = 401): EgressResponse {
    return { ...json(status, {}), headers: { 'www-authenticate': `Bearer realm="${realm}",client_id="x"` } };
  }

  async function check(): Promise<readonly Check[]> {
    const egress = {
      async send(request: EgressRequest): Promise<EgressResponse> {
        requests.push(request);
        return new URL(request.url).host === directoryHost ? directory.send(request) : atSharePoint(request);
      },
      async close() {},
    };
    const options = { egress, clientSecrets: new ClientSecrets(), origin: 'https://connections.example' };
    return await checkTenant(options, tenant);
  }

  async function only(outcome: Check['outcome']): Promise<readonly string[]> {
    return (await check()).filter((found) => found.outcome === outcome).map((found) => found.check);
  }

  const invisible = ['redirectAddress', 'delegatedPermissions', 'package', 'apiAccess', 'tenantProperties'];

  it('finds nothing missing in a tenant that is set up, and says what it cannot see', async () => {
    const checks = await check();
    expect(checks.map(({ check: name, outcome }) => [name, outcome])).toEqual([
      ['workflowAdministrators', 'ok'],
      ['clients', 'ok'],
      ['engines', 'ok'],
      ['directory', 'ok'],
      ['clientSecret', 'ok'],
      ['secretAccepted', 'ok'],
      ['graphPermissions', 'ok'],
      [`sharePoint ${sharePointHost}`, 'ok'],
      ...invisible.map((name) => [name, 'unknown']),
    ]);
    const report = textReport(tenant, checks);
    expect(report).toContain('https://connections.example/connect/signin');
    expect(report).toContain('and belongs to this tenant');
    expect(JSON.parse(jsonReport(tenant, checks))).toEqual({ tenantId, displayName: 'Contoso', checks });
  });

  it('only reads, asks each host for its own purpose, and shows the secret to the token endpoint alone', async () => {
    await check();
    const seen = requests.map(({ purpose, method, url }) => `${purpose} ${method} ${new URL(url).host}`);
    expect(new Set(seen)).toEqual(
      new Set([
        `directory GET ${directoryHost}`,
        `directory POST ${directoryHost}`,
        `sharePoint GET ${sharePointHost}`,
      ]),
    );
    const forms = requests.map(({ url, body }) => ({
      url,
      form: new URLSearchParams(Buffer.from(body ?? '').toString()),
    }));
    const withSecret = forms.filter(({ url, form }) =>
      `${url} ${[...form.values()].join(' ')}`.includes(secret),
    );
    expect(withSecret.map(({ url, form }) => [new URL(url).pathname, form.get('scope')])).toEqual([
      [`/${tenantId}/oauth2/v2.0/token`, 'https://graph.microsoft.com/.default'],
    ]);
  });

  it.each([
    ['https://graph.microsoft.us/v1.0', 'https://graph.microsoft.us/.default'],
    ['https://graph.microsoft.us.example/v1.0', 'https://graph.microsoft.com/.default'],
  ])('asks for a token for the cloud of %s', async (graph, scope) => {
    tenant = complete({ graph });
    await check();
    const body = requests.find(({ method }) => method === 'POST')?.body;
    expect(new URLSearchParams(Buffer.from(body ?? '').toString()).get('scope')).toBe(scope);
  });

  it.each<[string, () => Promise<void> | void, readonly string[], RegExp]>([
    [
      'no workflow administrator',
      () => void (tenant = complete({ workflowAdministrators: [] })),
      ['workflowAdministrators'],
      /No workflow administrator/,
    ],
    [
      'no client',
      () => void (tenant = complete({ allowedClients: { 'connections.access': [], 'bindings.write': [] } })),
      ['clients'],
      /always refused/,
    ],
    ['a directory that is down', () => void (directory.isDown = true), ['directory'], /cannot be reached/],
    [
      'a directory of another tenant',
      () => void (directory.metadata = { issuer: `https://${directoryHost}/${otherTenant}/v2.0` }),
      ['directory'],
      /does not answer as this tenant’s directory/,
    ],
    [
      'no secret file',
      () => void (tenant = registration({ ...complete(), application: registration().application })),
      ['clientSecret'],
      /does not exist/,
    ],
    [
      'a secret file that is open to others',
      () => chmod(join(folder, 'secret'), 0o644),
      ['clientSecret'],
      /chmod 600/,
    ],
    [
      'an empty secret file',
      () => writeFile(join(folder, 'secret'), ''),
      ['clientSecret'],
      /must hold the secret and nothing else/,
    ],
    [
      'a wrong secret',
      () => refuse('invalid_client', 7000215),
      ['secretAccepted'],
      /does not accept the client secret/,
    ],
    ['an expired secret', () => refuse('invalid_client', 7000222), ['secretAccepted'], /has expired/],
    [
      'an unknown application',
      () => refuse('unauthorized_client', 700016, 400),
      ['secretAccepted'],
      /knows no application/,
    ],
    [
      'no application permission',
      () => grant(),
      ['graphPermissions'],
      /GroupMember\.Read\.All, User\.Read\.All/,
    ],
    [
      'one application permission of two',
      () => grant('GroupMember.Read.All', 'Mail.Read'),
      ['graphPermissions'],
      /does not grant User\.Read\.All /,
    ],
    [
      'a host of another tenant',
      () => void (atSharePoint = () => challenge(otherTenant)),
      [`sharePoint ${sharePointHost}`],
      /belongs to another tenant/,
    ],
    [
      'a host in trouble',
      () => void (atSharePoint = () => json(503, {})),
      [`sharePoint ${sharePointHost}`],
      /\(503\)/,
    ],
    [
      'a host that does not exist',
      () => fail('name_not_found'),
      [`sharePoint ${sharePointHost}`],
      /the name does not exist/,
    ],
    [
      'a host at a private address',
      () => fail('address_refused'),
      [`sharePoint ${sharePointHost}`],
      /private address/,
    ],
  ])('tells %s apart, with a cure, and without the secret', async (_what, make, missing, told) => {
    await make();
    const found = (await check()).filter(({ outcome }) => outcome === 'missing');
    expect(found.map(({ check: name }) => name)).toEqual(missing);
    expect(found[0]?.sentence).toMatch(told);
    expect(found[0]).toMatchObject({ who: expect.stringMatching(/./), cure: expect.stringMatching(/./) });
    expect(textReport(tenant, await check())).not.toContain(secret);
  });

  function fail(code: 'name_not_found' | 'address_refused' | 'redirect_refused'): void {
    atSharePoint = () => {
      throw new EgressError(code);
    };
  }

  it.each<[string, () => Promise<void> | void, readonly string[]]>([
    [
      'a directory that is down',
      () => void (directory.isDown = true),
      ['secretAccepted', 'graphPermissions'],
    ],
    [
      'no answer to the secret',
      () => refuse('temporarily_unavailable', 90033, 503),
      ['secretAccepted', 'graphPermissions'],
    ],
    [
      'a token that cannot be read',
      () =>
        void (directory.tokenAnswer = {
          status: 200,
          body: { access_token: 'opaque', token_type: 'Bearer' },
        }),
      ['graphPermissions'],
    ],
    [
      'a registration without SharePoint’s own client',
      () => void (tenant = complete({ allowedClients: registration().allowedClients })),
      ['clients'],
    ],
    [
      'a host that may be anything',
      () => void (atSharePoint = () => json(404, {})),
      [`sharePoint ${sharePointHost}`],
    ],
  ])('does not claim to know with %s', async (_what, make, unknown) => {
    await make();
    expect(await only('unknown')).toEqual([...unknown, ...invisible]);
  });

  it.each([
    ['a redirect to the sign-in page', () => fail('redirect_refused')],
    ['a challenge without a tenant', () => void (atSharePoint = () => challenge('SharePoint'))],
    [
      'a missing root site',
      () => void (atSharePoint = () => ({ ...json(404, {}), headers: { sprequestguid: 'x' } })),
    ],
    ['a refusal without a challenge', () => void (atSharePoint = () => json(403, {}))],
  ])('takes %s for an answer of SharePoint', async (_what, make) => {
    make();
    expect(await only('missing')).toEqual([]);
  });
});
