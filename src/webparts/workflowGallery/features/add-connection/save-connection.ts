import type { ApiClient } from '../../../../client/api-client';
import { toApiProblem } from '../../../../client/api-problem';
import type { Connection, NewConnection } from '../../../../contract/connection';
import {
  createConnection,
  deleteConnection,
  readConnection,
  updateConnection,
} from '../../../../contract/routes';

/** Creates connections so that a wish repeated after a failure is still one wish. */
export interface ConnectionSaver {
  readonly create: (wanted: NewConnection) => Promise<Connection>;
  /** Changes name and settings where they differ. */
  readonly update: (saved: Connection, wanted: NewConnection) => Promise<Connection>;
  /** The connection as it is now, or as it was known where that cannot be found out. */
  readonly readAgain: (saved: Connection | undefined, site: string) => Promise<Connection | undefined>;
}

/** Keeps the Idempotency-Key for as long as the same connection is asked for. */
export function connectionSaver(client: ApiClient, newId: () => string): ConnectionSaver {
  let last: { readonly wish: string; readonly key: string } | undefined;
  return {
    create(wanted) {
      const wish = JSON.stringify(wanted);
      last = last?.wish === wish ? last : { wish, key: newId() };
      return client.call(createConnection, { body: wanted, idempotencyKey: last.key });
    },
    async update(saved, { site, name, settings }) {
      if (saved.name === name && JSON.stringify(saved.settings) === JSON.stringify(settings)) return saved;
      return client.call(updateConnection, {
        params: { connectionId: saved.id },
        query: { site },
        body: { name, settings },
        ifMatch: saved.etag,
      });
    },
    async readAgain(saved, site) {
      if (saved === undefined) return undefined;
      const request = { params: { connectionId: saved.id }, query: { site } };
      return client.call(readConnection, request).catch(() => saved);
    },
  };
}

/** `connected`: it was connected meanwhile and stays. `kept`: it could not be deleted. */
export type Removal = 'removed' | 'connected' | 'kept';

interface Unfinished {
  readonly client: ApiClient;
  readonly connection: Connection;
  readonly site: string;
}

/** Deletes a connection that was never connected; one that has been connected meanwhile stays. */
export async function removeUnfinished({ client, connection, site }: Unfinished): Promise<Removal> {
  const params = { connectionId: connection.id };
  const query = { site };
  try {
    // Read first: starting to connect may have given it another etag.
    const { status, etag } = await client.call(readConnection, { params, query });
    if (status.state === 'ready') return 'connected';
    await client.call(deleteConnection, { params, query, ifMatch: etag });
    return 'removed';
  } catch (thrown) {
    return toApiProblem(thrown).code === 'connection_not_found' ? 'removed' : 'kept';
  }
}
