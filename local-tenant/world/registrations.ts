import { displayNames, redirectPaths } from '../../connection-manager/setup/applications';
import { connectionManagerOrigin } from './addresses';
import type { Application, Person } from './model';

/** Template id of a directory role. */
export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

type PersonDetails = Pick<Person, 'displayName' | 'about'> &
  Partial<Pick<Person, 'userType' | 'directoryRoles' | 'userPrincipalName'>>;

/** A member of Contoso without a directory role, unless the details say otherwise. */
export function person(key: string, objectId: string, details: PersonDetails): Person {
  return {
    key,
    objectId,
    userPrincipalName: `${key}@contoso.example`,
    userType: 'member',
    directoryRoles: [],
    ...details,
  };
}

/** The applications every tenant has registered; the ids follow the order of the list. */
export function applications(
  origins: readonly string[],
  ids: readonly [string, string, string, string, string],
): readonly Application[] {
  const [connectionManager, gallery, sharePointClient, engine, unrelated] = ids;
  return [
    {
      key: 'connectionManager',
      appId: connectionManager,
      displayName: displayNames.connectionManager,
      secret: `local-only-secret-of-${connectionManager}`,
      redirectUris: [`${connectionManagerOrigin}${redirectPaths.connectionManager}`],
    },
    {
      key: 'gallery',
      appId: gallery,
      displayName: displayNames.gallery,
      redirectUris: origins.map((origin) => `${origin}${redirectPaths.gallery}`),
    },
    {
      key: 'sharePointClient',
      appId: sharePointClient,
      displayName: displayNames.sharePointClient,
      redirectUris: origins.map((origin) => `${origin}${redirectPaths.gallery}`),
    },
    {
      key: 'engine',
      appId: engine,
      displayName: displayNames.engine,
      secret: `local-only-secret-of-${engine}`,
      redirectUris: [],
    },
    {
      key: 'unrelated',
      appId: unrelated,
      displayName: 'An application without any role here',
      secret: `local-only-secret-of-${unrelated}`,
      redirectUris: [],
    },
  ];
}
