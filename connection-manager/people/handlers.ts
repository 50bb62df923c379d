import type { peopleRoutes } from '../../src/contract/people-routes';
import type { AskDirectory } from '../directory/ask-directory';
import type { Handlers } from '../http/handler';
import type { Store } from '../store/store';
import { readTenantSettings } from '../tenants/tenant-settings';
import { explainAccess } from './explain-access';
import { findPrincipals } from './find-principals';

interface PeopleDependencies {
  readonly store: Pick<Store, 'read'>;
  readonly directory: Pick<AskDirectory, 'searchPrincipals' | 'readAccounts' | 'atRunTime'>;
}

/** Finds people and groups, and tells who can use a connection. */
export function peopleHandlers({ store, directory }: PeopleDependencies): Handlers<typeof peopleRoutes> {
  return {
    async findPrincipals({ caller, query: { kind, search } }) {
      return { body: { items: await findPrincipals(directory, caller, { kind, text: search }) } };
    },

    async explainAccess({ caller: { tenant }, connection, query }) {
      const { workflowAdministrators } = (await readTenantSettings(store, tenant)).value;
      const asked = { tenant, connection: connection.value, objectId: query.person, workflowAdministrators };
      return { body: await explainAccess(directory.atRunTime, asked) };
    },
  };
}
