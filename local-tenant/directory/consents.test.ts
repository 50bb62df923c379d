import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  permissionNames,
  permissions,
  redirectPaths,
  type ApplicationKey,
} from '../../connection-manager/setup/applications';
import { tenantProperties } from '../start';
import { connectionManagerOrigin, sharePointOrigin, sharePointsOf, tenants } from '../world/world';
import { consentedScopes, grantedRoles } from './consents';
import { resourcesOf } from './resources';

const planned = Object.keys(permissions) as ApplicationKey[];

describe('the local tenants', () => {
  it.each(tenants.map((tenant) => [tenant.key, tenant] as const))(
    'consent in %s to what setup asks for, and to nothing else',
    (_key, tenant) => {
      for (const key of planned) {
        const clientId = tenant.applications.find((application) => application.key === key)?.appId ?? '';
        for (const resource of resourcesOf(tenant)) {
          expect(consentedScopes(tenant, clientId, resource)).toEqual(
            permissionNames(key, resource.key, 'delegated'),
          );
          expect(grantedRoles(tenant, clientId, resource)).toEqual(
            permissionNames(key, resource.key, 'application'),
          );
        }
      }
      // Written out once, so that a permission cannot vanish everywhere at the same time.
      const [api] = tenant.applications;
      const graph = resourcesOf(tenant).find(({ key }) => key === 'graph');
      expect(graph && grantedRoles(tenant, api?.appId ?? '', graph)).toEqual([
        'GroupMember.Read.All',
        'User.Read.All',
      ]);
    },
  );

  it.each(tenants.map((tenant) => [tenant.key, tenant] as const))(
    'have in %s the redirect addresses and tenant properties of setup',
    (key, tenant) => {
      const [api, gallery] = tenant.applications;
      expect(api?.redirectUris).toEqual([`${connectionManagerOrigin}${redirectPaths.connectionManager}`]);
      expect(gallery?.redirectUris).toEqual(
        sharePointsOf(tenant).map((host) => `${sharePointOrigin(host)}${redirectPaths.gallery}`),
      );
      expect(tenantProperties()[key]).toEqual({
        WorkflowConnectionsApi: connectionManagerOrigin,
        WorkflowConnectionsApiId: api?.appId,
        ...(key === 'contoso' ? { WorkflowConnectionsClientId: gallery?.appId } : {}),
      });
    },
  );

  it('use the names the package asks for', async () => {
    const text = await readFile(join(__dirname, '../../config/package-solution.json'), 'utf8');
    const { solution } = JSON.parse(text) as { solution: { webApiPermissionRequests: unknown } };
    for (const tenant of tenants) {
      expect(solution.webApiPermissionRequests).toEqual([
        { resource: tenant.applications[0]?.displayName, scope: 'connections.access' },
      ]);
    }
  });
});
