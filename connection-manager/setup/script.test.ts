import { spawnSync } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tenantRegistrationSchema } from '../tenants/tenant-registration';
import type { SetupOptions } from './options';
import { planSetup } from './plan';
import { scriptFor } from './script';
import { json, quote } from './shell';
import {
  me,
  secret,
  TenantOfScript,
  tenantId,
  type ScriptRun,
  type TenantState,
} from './testing/tenant-of-script';

const small: SetupOptions = {
  tenant: tenantId,
  api: 'https://connections.example.com',
  sharePointHosts: [],
  withClientId: false,
  engines: [],
  administrators: [],
};
const whole: SetupOptions = {
  ...small,
  tenant: 'contoso.com',
  sharePointHosts: ['contoso.sharepoint.com'],
  withClientId: true,
  engines: ['Flow engine', 'Zweite Maschine (Süd)'],
  administrators: ['0a000000-0000-4000-8000-000000000008'],
};
const script = scriptFor(planSetup(whole));
const shortScript = scriptFor(planSetup(small));
const yes = (count: number): string[] => Array.from({ length: count }, () => 'yes');
// API, gallery, two engines with two consents each, package, API access.
const wholeQuestions = 8;

const twin = { displayName: 'Workflow Gallery connection manager' };

/** The calls that could change something. */
function changesAmong(calls: readonly (readonly string[])[]): readonly string[] {
  return calls
    .filter((words) => words.some((word) => /^(POST|PATCH|DELETE|PUT|add|deploy|approve|set)$/.test(word)))
    .map((words) => words.join(' '));
}

describe(scriptFor.name, () => {
  it.each([
    ['little', small],
    ['everything', whole],
  ])('is good bash for %s', (_what, options) => {
    const checked = spawnSync('bash', ['-n'], { input: scriptFor(planSetup(options)), encoding: 'utf8' });
    expect([checked.status, checked.stderr]).toEqual([0, '']);
  });

  describe('in a tenant where nothing is yet', () => {
    let tenant: TenantOfScript;

    beforeEach(async () => {
      tenant = await TenantOfScript.create();
    });

    afterEach(() => tenant.remove());

    it.each([
      ['something like yes', ['y']],
      ['nothing', []],
    ])(
      'stops where consent is answered with %s, and grants nothing',
      async (_what, answers) => {
        const { code, output } = await tenant.run(script, answers);
        expect([code, output]).toEqual([
          1,
          expect.stringContaining('you did not agree. Nothing of this step was done.'),
        ]);
        const { grants, roles, apps, properties } = await tenant.read();
        expect([grants, roles, apps, properties]).toEqual([[], [], [], {}]);
      },
      60_000,
    );

    it.each<[string, Partial<TenantState> & { domain?: string }, string]>([
      ['az at another tenant', { domain: 'fabrikam.com' }, 'and not to contoso.com'],
      ['m365 signed out', { account: '' }, 'm365 login'],
      ['m365 at another tenant', { account: 'admin@fabrikam.com' }, 'not an account of'],
      ['another SharePoint', { sharePoint: 'https://fabrikam.sharepoint.com' }, 'not among the hosts'],
      [
        'a SharePoint that is none',
        { sharePoint: 'https://x.com/$(id)' },
        'does not tell where SharePoint is',
      ],
      ['two applications of one name', { applications: [twin, twin] }, '2 applications are called'],
      ['a tenant without SharePoint', { servicePrincipals: [] }, 'this tenant has no Microsoft Graph'],
    ])(
      'stops for %s before it changes anything',
      async (_what, { domain, ...changes }, told) => {
        const { organization } = await tenant.read();
        const verifiedDomains = domain === undefined ? organization.verifiedDomains : [{ name: domain }];
        await tenant.change({ ...changes, organization: { ...organization, verifiedDomains } });
        const { code, output } = await tenant.run(script, yes(wholeQuestions));
        expect([code, output]).toEqual([1, expect.stringContaining(told)]);
        expect(changesAmong(await tenant.takeCalls())).toEqual([]);
      },
      60_000,
    );

    it('stops where the package is missing', async () => {
      await writeFile(join(tenant.folder, 'setup.sh'), script);
      const run = spawnSync('bash', [join(tenant.folder, 'setup.sh'), '/nowhere.sppkg'], {
        env: { PATH: `${join(tenant.folder, 'bin')}:${process.env['PATH'] ?? ''}` },
        encoding: 'utf8',
        cwd: tenant.folder,
      });
      expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('there is no package')]);
    });
  });

  describe('in a tenant it has set up', () => {
    let done: TenantOfScript;
    let first: ScriptRun;
    let calls: readonly (readonly string[])[];
    let tenant: TenantOfScript;

    beforeAll(async () => {
      done = await TenantOfScript.create();
      first = await done.run(script, yes(wholeQuestions));
      calls = await done.takeCalls();
    }, 180_000);

    beforeEach(async () => {
      tenant = await done.copy();
    });

    afterEach(() => tenant.remove());
    afterAll(() => done.remove());

    it('has asked before every consent, and said what it did', () => {
      expect([first.code, first.output]).toEqual([0, expect.stringContaining('Done.')]);
      expect(first.output.match(/Type "yes"/g)).toHaveLength(wholeQuestions);
      expect(first.output).toContain(
        'SharePoint Online: AllSites.FullControl (delegated), to ask SharePoint',
      );
      expect(changesAmong(calls)).not.toEqual([]);
    });

    it('changes nothing when it is run again, and asks nothing', async () => {
      const { code, output } = await tenant.run(script, []);
      expect([code, output]).toEqual([0, expect.not.stringContaining('Type "yes"')]);
      expect(output).toContain(`${tenantId}.json is as planned.`);
      expect(changesAmong(await tenant.takeCalls())).toEqual([]);
      expect(await tenant.read()).toEqual(await done.read());
    }, 180_000);

    it('has registered the applications as planned', async () => {
      const { applications } = await done.read();
      const [api, gallery, engine, other] = applications;
      expect(applications.map(({ displayName }) => displayName)).toEqual([
        'Workflow Gallery connection manager',
        'Workflow Gallery',
        ...whole.engines,
      ]);
      expect(api).toMatchObject({
        signInAudience: 'AzureADMyOrg',
        identifierUris: [`api://${String(api?.['appId'])}`],
        web: { redirectUris: ['https://connections.example.com/connect/signin'] },
        api: { requestedAccessTokenVersion: 2 },
        optionalClaims: {
          accessToken: [
            { name: 'idtyp', additionalProperties: ['include_user_token'] },
            { name: 'acct' },
            { name: 'wids' },
          ],
        },
        appRoles: [{ value: 'connections.resolve', allowedMemberTypes: ['Application'] }],
      });
      expect(gallery).toMatchObject({
        spa: { redirectUris: ['https://contoso.sharepoint.com/_forms/spfxsinglesignon.aspx'] },
      });
      expect(other?.['requiredResourceAccess']).toEqual(engine?.['requiredResourceAccess']);
    });

    it('has granted exactly what was asked', async () => {
      const { applications, servicePrincipals, grants, roles } = await done.read();
      const nameOf = (id: string): unknown => {
        const appId = servicePrincipals.find((principal) => principal.id === id)?.appId;
        return applications.find((application) => application['appId'] === appId)?.['displayName'] ?? appId;
      };
      const graph = '00000003-0000-0000-c000-000000000000';
      const manager = 'Workflow Gallery connection manager';
      const [engine, other] = whole.engines;
      expect(
        grants.map(({ clientId, resourceId, scope }) => [nameOf(clientId), nameOf(resourceId), scope]),
      ).toEqual([
        [manager, '00000003-0000-0ff1-ce00-000000000000', 'AllSites.FullControl'],
        [manager, graph, 'User.Read User.ReadBasic.All GroupMember.Read.All'],
        ['Workflow Gallery', manager, 'connections.access'],
        [engine, manager, 'bindings.write'],
        [other, manager, 'bindings.write'],
        ['08e18876-6177-487e-b8b5-cf950c1e598c', manager, 'connections.access'],
      ]);
      expect(roles.map(({ principalId, resourceId }) => [nameOf(principalId), nameOf(resourceId)])).toEqual([
        [manager, graph],
        [manager, graph],
        [engine, manager],
        [other, manager],
      ]);
    });

    it('has deployed the package and set the tenant properties', async () => {
      const { applications, properties, apps } = await done.read();
      expect(apps).toEqual([expect.objectContaining({ Deployed: true })]);
      expect(properties).toEqual({
        WorkflowConnectionsApi: 'https://connections.example.com',
        WorkflowConnectionsApiId: applications[0]?.['appId'],
        WorkflowConnectionsClientId: applications[1]?.['appId'],
      });
    });

    it('has written a registration that can be added, and the secret into a file of its own', async () => {
      const [apiId, galleryId, ...engineIds] = (await done.read()).applications.map(({ appId }) => appId);
      const secretFile = join(done.folder, 'out', `${tenantId}.client-secret`);
      const text = await readFile(join(done.folder, 'out', `${tenantId}.json`), 'utf8');
      expect(tenantRegistrationSchema.parse(JSON.parse(text))).toMatchObject({
        tenantId,
        displayName: 'Contoso "Ltd" $(id)',
        directory: { authority: `https://login.microsoftonline.com/${tenantId}` },
        graph: 'https://graph.microsoft.com/v1.0',
        application: { id: apiId, clientSecretFile: secretFile },
        sharePointHosts: ['contoso.sharepoint.com'],
        allowedClients: {
          'connections.access': ['08e18876-6177-487e-b8b5-cf950c1e598c', galleryId],
          'bindings.write': engineIds,
        },
        engines: engineIds,
        workflowAdministrators: whole.administrators,
      });
      expect(await readFile(secretFile, 'utf8')).toBe(secret);
      expect((await stat(secretFile)).mode & 0o777).toBe(0o600);
      for (const shown of [first.output, text, script, JSON.stringify(calls)]) {
        expect(shown).not.toContain(secret);
      }
    });

    it('finds out by itself where SharePoint is, who runs it, and keeps the secret that is there', async () => {
      const { code, output } = await tenant.run(shortScript, []);
      expect([code, output]).toEqual([0, expect.stringContaining('stays as it is')]);
      const text = await readFile(join(tenant.folder, 'out', `${tenantId}.json`), 'utf8');
      expect(tenantRegistrationSchema.parse(JSON.parse(text))).toMatchObject({
        sharePointHosts: ['contoso.sharepoint.com'],
        allowedClients: {
          'connections.access': ['08e18876-6177-487e-b8b5-cf950c1e598c'],
          'bindings.write': [],
        },
        workflowAdministrators: [me],
      });
    }, 180_000);

    it('leaves out what is optional, and goes on', async () => {
      const { grants } = await tenant.read();
      await tenant.change({ grants: grants.filter(({ scope }) => scope !== 'bindings.write') });
      const engines = scriptFor(planSetup({ ...small, engines: whole.engines }));
      const { code, output } = await tenant.run(engines, ['no', 'yes']);
      expect([code, output]).toEqual([0, expect.stringContaining('Left out, as you said.')]);
      const after = await tenant.read();
      expect(after.grants.filter(({ scope }) => scope === 'bindings.write')).toHaveLength(1);
    }, 180_000);

    it('adds what an application lacks, and keeps what it has besides', async () => {
      const { applications, grants } = await tenant.read();
      const ownId = { id: '99999999-0000-4000-8000-000000000001', value: 'connections.access' };
      Object.assign(applications[0] ?? {}, {
        web: { redirectUris: ['https://other.example.com/connect/signin'] },
        api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [ownId] },
        optionalClaims: null,
      });
      const narrow = (scope: string) => (scope.startsWith('User.Read ') ? 'Mail.Read User.Read' : scope);
      await tenant.change({
        applications,
        grants: grants.map((grant) => ({ ...grant, scope: narrow(grant.scope) })),
      });
      const { code, output } = await tenant.run(shortScript, ['yes']);
      expect([code, output]).toEqual([0, expect.stringContaining('Adding what its settings lack.')]);
      const after = await tenant.read();
      const [wanted, other] = ['connections', 'other'].map(
        (host) => `https://${host}.example.com/connect/signin`,
      );
      expect(after.applications[0]).toMatchObject({
        web: { redirectUris: [wanted, other] },
        api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [ownId, { value: 'bindings.write' }] },
        optionalClaims: { accessToken: [{ name: 'idtyp' }, { name: 'acct' }, { name: 'wids' }] },
      });
      expect(after.grants[1]?.scope).toBe('Mail.Read User.Read User.ReadBasic.All GroupMember.Read.All');
    }, 180_000);

    it('asks before it replaces a tenant property, and uploads a newer package', async () => {
      const { properties, apps } = await tenant.read();
      await tenant.change({
        properties: { ...properties, WorkflowConnectionsApi: 'https://old.example.com' },
        apps: apps.map((app) => ({ ...app, AppCatalogVersion: '0.0.9.0' })),
      });
      const { code, output } = await tenant.run(shortScript, ['yes', 'no']);
      expect([code, output]).toEqual([
        1,
        expect.stringContaining('WorkflowConnectionsApi is https://old.example.com now.'),
      ]);
      expect(output).toContain('In the app catalog now: deployed 0.0.9.0.');
      expect((await tenant.read()).properties['WorkflowConnectionsApi']).toBe('https://old.example.com');
    }, 180_000);
  });
});

describe(quote.name, () => {
  it('makes one word of any text', () => {
    const text = `it's "$(id)" \`id\` \\ \n$HOME`;
    expect(spawnSync('bash', ['-c', `printf %s ${quote(text)}`], { encoding: 'utf8' }).stdout).toBe(text);
  });
});

describe(json.name, () => {
  it.each(['$(id)', '`id`', '$HOME', 'back\\slash', '${x:-y}'])('refuses %s', (text) => {
    expect(() => json({ text })).toThrow('would mean something to bash');
  });
});
