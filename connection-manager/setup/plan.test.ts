import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import packageSolution from '../../config/package-solution.json';
import { signInRedirectUri } from '../connect/sign-in';
import {
  exposedRoles,
  exposedScopes,
  optionalClaims,
  permissions,
  redirectPaths,
  tenantProperties,
  type ApplicationKey,
} from './applications';
import { checklistFor } from './checklist';
import type { SetupOptions } from './options';
import { grantsOf, planSetup } from './plan';
import { apiAccessRequest } from './solution-package';

const options: SetupOptions = {
  tenant: 'contoso.com',
  api: 'https://connections.example.com',
  sharePointHosts: ['contoso.sharepoint.com'],
  withClientId: true,
  engines: ['Flow engine'],
  administrators: [],
};
const root = join(__dirname, '../..');

describe('applications', () => {
  it.each<[ApplicationKey, readonly string[]]>([
    [
      'connectionManager',
      [
        'sharePoint delegated AllSites.FullControl',
        'graph delegated User.Read User.ReadBasic.All GroupMember.Read.All',
        'graph application GroupMember.Read.All User.Read.All',
      ],
    ],
    ['gallery', ['connectionManager delegated connections.access']],
    ['sharePointClient', ['connectionManager delegated connections.access']],
    [
      'engine',
      ['connectionManager application connections.resolve', 'connectionManager delegated bindings.write'],
    ],
  ])('asks for %s exactly what the design says', (key, expected) => {
    const asked = grantsOf(permissions[key]).map(({ resource, kind, names }) =>
      [resource, kind, ...names].join(' '),
    );
    expect(asked).toEqual(expected);
  });

  it('exposes what the contract knows', () => {
    expect(exposedScopes.map(({ value }) => value)).toEqual(['connections.access', 'bindings.write']);
    expect(exposedRoles.map(({ value }) => value)).toEqual(['connections.resolve']);
    expect(optionalClaims).toEqual(['idtyp', 'acct', 'wids']);
    const ids = [...exposedScopes, ...exposedRoles].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it('is what the package asks for', () => {
    expect(packageSolution.solution.webApiPermissionRequests).toEqual([apiAccessRequest]);
    expect(permissions.sharePointClient.map(({ name }) => name)).toEqual([apiAccessRequest.scope]);
  });

  it('is what the connect window and the web part use', async () => {
    expect(signInRedirectUri(options.api)).toBe(`${options.api}${redirectPaths.connectionManager}`);
    const webPart = join(root, 'src/webparts/workflowGallery');
    const source = await readFile(join(webPart, 'configuration/tenant-configuration.ts'), 'utf8');
    const names = [...source.matchAll(/'(WorkflowConnections\w+)'/g)].map(([, name]) => name);
    const values = tenantProperties({ api: 'a', apiId: 'b', clientId: 'c' });
    expect([...new Set(names)].sort()).toEqual(Object.keys(values).sort());
    const client = await readFile(join(webPart, 'sign-in/msal-client.ts'), 'utf8');
    expect(client).toContain(redirectPaths.gallery);
  });
});

describe(planSetup.name, () => {
  it('has the steps in the order that works', () => {
    const { steps } = planSetup(options);
    expect(steps.map(({ action, who }) => [action.kind, who])).toEqual([
      ['signIn', 'You'],
      ['register', 'Application Administrator or Cloud Application Administrator'],
      ['secret', 'Application Administrator or Cloud Application Administrator'],
      ['consent', 'Global Administrator or Privileged Role Administrator'],
      ['register', 'Application Administrator or Cloud Application Administrator'],
      ['consent', 'Application Administrator'],
      ['register', 'Application Administrator or Cloud Application Administrator'],
      ['consent', 'Privileged Role Administrator or Application Administrator'],
      ['consent', 'Privileged Role Administrator or Application Administrator'],
      ['package', 'SharePoint Administrator'],
      ['apiAccess', 'Application Administrator, with access to the SharePoint admin centre'],
      ['registration', 'Whoever runs the connection manager'],
      ['properties', 'SharePoint Administrator, who is also an administrator of the tenant app catalog site'],
      ['check', 'Whoever runs the connection manager'],
    ]);
  });

  it('leaves out what was not asked for', () => {
    const { applications } = planSetup({ ...options, withClientId: false, engines: [] });
    expect(applications.map(({ key }) => key)).toEqual(['connectionManager']);
  });

  it('asks for every permission of the applications in exactly one consent', () => {
    const { steps, applications } = planSetup(options);
    const asked = steps.flatMap(({ action }) => (action.kind === 'consent' ? action.permissions : []));
    expect(asked).toEqual(applications.flatMap(({ key }) => permissions[key]));
  });
});

describe(checklistFor.name, () => {
  it('says of every step who, why, how by hand, and how to undo it', () => {
    const plan = planSetup(options);
    const text = checklistFor(plan);
    for (const { title, who, why, byHand, undo } of plan.steps) {
      for (const part of [title, who, undo, ...why, ...byHand]) expect(text).toContain(part);
    }
    expect(text).toContain('https://contoso.sharepoint.com/_forms/spfxsinglesignon.aspx');
    expect(text).toContain('https://connections.example.com/connect/signin');
    expect(text).toContain('WorkflowConnectionsClientId');
  });
});

describe('docs/install.md', () => {
  it('names every permission, property and redirect address', async () => {
    const page = await readFile(join(root, 'docs/install.md'), 'utf8');
    const properties = Object.keys(tenantProperties({ api: 'a', apiId: 'b', clientId: 'c' }));
    const names = Object.values(permissions).flatMap((each) => each.map(({ name }) => name));
    for (const name of [...names, ...properties, ...Object.values(redirectPaths), ...optionalClaims]) {
      expect(page).toContain(`${name}`);
    }
  });
});
